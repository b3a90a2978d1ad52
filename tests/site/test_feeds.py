"""Feeds: permanent ids, whole text, the disclaimer, absolute links."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bedside.post import Post, ReaderLine
from bedside.practice import Practice
from bedside.site.feed_formats import atom_and_rss, entry_html, feed_id, json_feed
from bedside.site.feeds import MAX_ITEMS, Feed
from bedside.site.review import overdue_line

ATOM = "{http://www.w3.org/2005/Atom}"


def whole(posts: Sequence[Post]) -> Feed:
    """Return the site's own feed of these posts."""
    return Feed(title="Larkfield", description="Answers", lang="en", posts=tuple(posts))


CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def test_ids_come_from_the_uid_alone(
    make_post: Callable[..., Post], practice: Practice, now: datetime
) -> None:
    """A new slug, date and site address leave the entry's id as it was."""
    post = make_post()
    moved = replace(post, slug="other", url="https://new.example/x/", published=now, title="New")
    for one in (post, moved):
        atom, rss = atom_and_rss(whole([one]), practice, now)
        assert f"<id>{feed_id(post.uid)}</id>" in atom.decode()
        guid = ET.fromstring(rss).find("channel/item/guid")  # noqa: S314  our own bytes
        assert guid is not None
        assert (guid.text, guid.get("isPermaLink")) == (feed_id(post.uid), "false")
        assert json.loads(json_feed(whole([one]), practice))["items"][0]["id"] == feed_id(post.uid)


def test_each_entry_holds_the_whole_text_and_its_disclaimer(
    make_post: Callable[..., Post], practice: Practice, now: datetime
) -> None:
    """A reader who never opens the page sees the disclaimer too."""
    post = make_post(html="<p>All of it.</p>", disclaimer="Not a diagnosis & never one.")
    atom, rss = atom_and_rss(whole([post]), practice, now)
    texts = [
        ET.fromstring(atom).findtext(f"{ATOM}entry/{ATOM}content"),  # noqa: S314  our own bytes
        ET.fromstring(rss).findtext(f"channel/item/{CONTENT}"),  # noqa: S314  our own bytes
        json.loads(json_feed(whole([post]), practice))["items"][0]["content_html"],
    ]
    for text in texts:
        assert text
        assert "<p>All of it.</p>" in text
        assert "Not a diagnosis &amp; never one." in text


def test_feeds_are_newest_first_and_bounded(
    make_post: Callable[..., Post], practice: Practice, now: datetime
) -> None:
    """Only the newest entries are kept, in order."""
    posts = [
        make_post(title=f"Post {index}", published=now - timedelta(days=index))
        for index in range(MAX_ITEMS + 5)
    ]
    atom, _ = atom_and_rss(whole(posts[::-1]), practice, now)
    titles = [one.text for one in ET.fromstring(atom).iter(f"{ATOM}title")][1:]  # noqa: S314  our own bytes
    assert titles == [f"Post {index}" for index in range(MAX_ITEMS)]


def test_self_and_alternate_links_are_the_sites(
    make_post: Callable[..., Post], practice: Practice, now: datetime
) -> None:
    """Each feed names itself and the site, absolutely."""
    atom, rss = atom_and_rss(whole([make_post()]), practice, now)
    links = {
        one.get("rel"): one.get("href")
        for one in ET.fromstring(atom).findall(f"{ATOM}link")  # noqa: S314  our own bytes
    }
    assert links == {
        "self": "https://larkfield.example/feed.atom", "alternate": "https://larkfield.example/",
    }  # fmt: skip
    channel = ET.fromstring(rss).find("channel")  # noqa: S314  our own bytes
    assert channel is not None
    assert channel.findtext("link") == "https://larkfield.example/"
    own = channel.find(f"{ATOM}link")
    assert own is not None
    assert own.get("href") == "https://larkfield.example/feed.rss"


@pytest.mark.parametrize("title", ["Tom & Jerry's <b>", "Bell\x07 rings", "]]>", "كيف 😀"])
def test_any_title_makes_a_valid_feed(
    make_post: Callable[..., Post], practice: Practice, now: datetime, title: str
) -> None:
    """Signs that XML cannot hold are left out, all others are kept."""
    atom, rss = atom_and_rss(whole([make_post(title=title)]), practice, now)
    expected = title.replace("\x07", "")
    assert ET.fromstring(atom).findtext(f"{ATOM}entry/{ATOM}title") == expected  # noqa: S314  our own bytes
    assert ET.fromstring(rss).findtext("channel/item/title") == expected  # noqa: S314  our own bytes


def test_an_empty_blog_has_feeds_too(practice: Practice) -> None:
    """A practice that has not written yet deploys."""
    atom, rss = atom_and_rss(whole([]), practice, datetime(2026, 1, 1, tzinfo=UTC))
    assert b"<feed" in atom
    assert b"<channel" in rss


def test_a_disclaimer_in_another_language_says_so(make_post: Callable[..., Post]) -> None:
    """A feed reader that speaks the item knows which words are English."""
    post = make_post(lang="es", disclaimer="Not a diagnosis.", disclaimer_lang="en")
    assert '<p class="disclaimer" lang="en">' in entry_html(post)
    assert " lang=" not in entry_html(make_post(disclaimer="Not.", disclaimer_lang="en"))


def test_an_entry_says_that_its_review_is_overdue_in_its_own_language(
    make_post: Callable[..., Post], practice: Practice
) -> None:
    """The banner stands before the text, in the three feeds alike."""
    line = overdue_line(date(2026, 1, 5), date(2026, 1, 6), "es-MX", "en")
    assert line
    assert "5 de enero de 2026" in line.text
    post = make_post(html="<p>Texto.</p>", lang="es-MX", reader_lines=(line,))
    assert entry_html(post).startswith('<p class="reader-line"><strong>La revisión')
    assert (
        "La revisión médica"
        in json.loads(json_feed(whole([post]), practice))["items"][0]["content_html"]
    )


def test_a_review_is_overdue_from_the_day_after() -> None:
    """On its day it is still time; a language without words of its own shows the practice's."""
    due = date(2026, 1, 5)
    assert overdue_line(due, due, "en", "en") is None
    assert overdue_line(None, due, "en", "en") is None
    told = [overdue_line(due, date(2026, 1, 6), "fr", ours) for ours in ("es", "de")]
    assert [one and one.lang for one in told] == ["es", "en"]
    assert told[1]
    assert "January 5, 2026" in told[1].text


def test_a_line_in_another_language_is_marked_as_such(make_post: Callable[..., Post]) -> None:
    """A screen reader must not read English words with a French voice."""
    post = make_post(
        html="<p>Texte.</p>", lang="fr", reader_lines=(ReaderLine(text="Due.", lang="en"),)
    )
    assert entry_html(post).startswith('<p class="reader-line" lang="en">')
