"""Every feed of the built sample, read by feedparser and held against RFC 4287 and JSON Feed 1.1."""

import json
import re
import xml.etree.ElementTree as ET
from datetime import datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from tests.conftest import UIDS, SmallSite

from bedside.building import Announced, build_site
from bedside.outbox import load_outbox
from bedside.practice import Practice
from bedside.project import Project
from bedside.site.feed_formats import atom_and_rss, feed_id, json_feed
from bedside.site.feeds import Feed

ATOM, AT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
HUB = "https://hub.larkfield.example/"


@pytest.fixture(scope="session")
def feeds(machine_site: Project) -> list[Path]:
    """Return every feed file of the built sample."""
    names = load_outbox(machine_site.outbox).feeds
    files = [machine_site.output / name for name in names]
    assert {file.suffix for file in files} == {".atom", ".rss", ".json"}
    return files


def test_there_is_a_feed_for_the_site_each_language_topic_and_author(feeds: list[Path]) -> None:
    """Topics and people that have articles have feeds; the sample's nurse practitioner too."""
    folders = {str(file.parent).partition("/output")[2] for file in feeds}
    assert {
        "",
        "/es",
        "/topics/children",
        "/topics/conditions",
        "/clinicians/priya-raman",
    } <= folders


def test_a_reader_takes_every_feed_without_complaint(feeds: list[Path]) -> None:
    """Feedparser finds nothing malformed; each entry has id, title, link, text, author and date."""
    for file in feeds:
        if file.suffix == ".json":
            continue
        found = feedparser.parse(file.read_bytes())
        assert not found.bozo, (file, found.get("bozo_exception"))
        assert found.version in {"atom10", "rss20"}
        assert found.entries
        for one in found.entries:
            assert one.id.startswith("urn:bedside:post:")
            assert one.title
            assert one.link.startswith("https://larkfield.example/")
            assert one.published_parsed
            assert one.author
            assert len(one.content[0].value) > 100


def test_atom_keeps_the_rules_of_rfc_4287(feeds: list[Path]) -> None:
    """Sections 4.1.1 and 4.1.2: one id, title and updated; an author; ids once; one alternate link."""
    for file in feeds:
        if file.suffix != ".atom":
            continue
        root = ET.fromstring(file.read_bytes())  # noqa: S314  our own build
        for one in (root, *root.iter(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                assert len(one.findall(f"{ATOM}{name}")) == 1, (file, name)
            assert one.findtext(f"{ATOM}author/{ATOM}name")
            assert RFC3339.fullmatch(one.findtext(f"{ATOM}updated") or "")
            rels = [link.get("rel", "alternate") for link in one.findall(f"{ATOM}link")]
            assert rels.count("alternate") == 1
        ids = [one.text for one in root.iter(f"{ATOM}id")]
        assert len(ids) == len(set(ids))
        own = [one.get("href") for one in root.findall(f"{ATOM}link") if one.get("rel") == "self"]
        assert own == [f"https://larkfield.example{str(file).partition('/output')[2]}"]


def test_json_keeps_the_rules_of_json_feed(feeds: list[Path]) -> None:
    """Version, title, items; each with a string id and content; dates as RFC 3339."""
    for file in feeds:
        if file.suffix != ".json":
            continue
        data = json.loads(file.read_text("utf-8"))
        assert data["version"] == "https://jsonfeed.org/version/1.1"
        assert data["title"]
        assert data["feed_url"].endswith(str(file).partition("/output")[2])
        for one in data["items"]:
            assert isinstance(one["id"], str)
            assert one["content_html"]
            assert RFC3339.fullmatch(one["date_published"])
            assert isinstance(one["authors"], list)
            assert isinstance(one["tags"], list)


def test_pages_name_their_own_feeds(machine_site: Project) -> None:
    """A topic's page leads to the topic's feeds, and they are there."""
    text = (machine_site.output / "topics/children/index.html").read_text("utf-8")
    assert 'href="/topics/children/feed.atom"' in text
    assert (machine_site.output / "topics/children/feed.atom").is_file()


def test_a_hub_is_named_in_all_three_formats(practice: Practice, now: datetime) -> None:
    """WebSub: Atom and RSS link to the hub and to themselves, JSON Feed lists it."""
    discovery = practice.discovery.model_copy(update={"hub": HUB})
    told = practice.model_copy(update={"discovery": discovery})
    feed = Feed(title="A", description="B", lang="en")
    for data in atom_and_rss(feed, told, now):
        links = {one.rel: one.href for one in feedparser.parse(data).feed.links}
        assert links["hub"] == HUB
        assert "self" in links
    assert json.loads(json_feed(feed, told))["hubs"] == [{"type": "WebSub", "url": HUB}]
    assert "hubs" not in json.loads(json_feed(feed, practice))


def tombstones(project: Project) -> dict[str, str]:
    root = ET.fromstring((project.output / "feed.atom").read_bytes())  # noqa: S314  our own build
    return {one.get("ref", ""): one.get("when", "") for one in root.iter(f"{AT}deleted-entry")}


def test_a_post_that_was_taken_down_leaves_a_deleted_entry(site: SmallSite, now: datetime) -> None:
    """RFC 6721: the id and when, in this build and the next; never for what was never public."""
    site.post("stays", uid=UIDS[0])
    gone = site.post("goes", uid=UIDS[1])
    site.post("draft", uid=UIDS[2], extra="status: draft")
    ended = site.post("ends", uid=UIDS[3])
    project = site.project()
    build_site(project, now, Announced())
    assert tombstones(project) == {}
    gone.unlink()
    ended.write_text(ended.read_text().replace("tags:", "expires: 2026-11-22 13:00\ntags:"))
    later = now + timedelta(hours=8)
    build_site(project, later, Announced())
    expected = {
        feed_id(UIDS[1]): later.isoformat(), feed_id(UIDS[3]): "2026-11-22T18:00:00+00:00",
    }  # fmt: skip
    assert tombstones(project) == expected
    text = (project.output / "feed.atom").read_text("utf-8")
    assert "Goes" not in text
    assert not feedparser.parse(text).bozo
    site.post("goes", uid=UIDS[1])  # it is back, and the others are still gone the day after
    build_site(project, later + timedelta(hours=24), Announced())
    assert tombstones(project) == {feed_id(UIDS[3]): expected[feed_id(UIDS[3])]}


def test_the_ledger_knows_what_was_public_where_nothing_was_kept(
    site: SmallSite, now: datetime
) -> None:
    """On a fresh machine a post that was announced and has ended is told of as gone."""
    site.post("ends", uid=UIDS[3], extra="expires: 2026-11-01")
    site.post("never", uid=UIDS[4], extra="expires: 2026-11-01")
    project = site.project()
    build_site(project, now, Announced(links={UIDS[3]: (("Mastodon", "https://m.example/1"),)}))
    assert tombstones(project).keys() == {feed_id(UIDS[3])}
