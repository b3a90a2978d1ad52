"""What the ledger knows shows on the next build: links to the copies, and the published mark."""

import json
import re
from datetime import datetime

from tests.conftest import UIDS, SmallSite

from bedside.building import Announced, build_site
from bedside.deploy.mark import PublishedMark
from bedside.syndication.model import Key, KeyState, LedgerState, Status
from bedside.syndication.outside import Outside

COPY = "https://social.example/@larkfield/1"


def test_a_copy_is_linked_from_the_page_and_the_source_is_untouched(
    site: SmallSite, now: datetime
) -> None:
    """`u-syndication` comes from the ledger alone; nothing is written back into the post."""
    path = site.post("one", uid=UIDS[0])
    before = path.read_bytes()
    build_site(site.project(), now, Announced(links={UIDS[0]: (("Mastodon", COPY),)}))
    page = (site.root / "output" / "blog" / "one" / "index.html").read_text()
    (link,) = re.findall(r"<a[^>]*u-syndication[^>]*>", page)
    assert COPY in link
    assert path.read_bytes() == before


def test_without_copies_nothing_is_said_of_them(site: SmallSite, now: datetime) -> None:
    """A post that was not announced has no such line."""
    site.post("one", uid=UIDS[0])
    build_site(site.project(), now, Announced())
    assert "u-syndication" not in (site.root / "output" / "blog" / "one" / "index.html").read_text()


def test_the_site_publishes_the_ledgers_id_and_mark(site: SmallSite, now: datetime) -> None:
    """So that a runner that lost its ledger learns that there was one."""
    site.post("one", uid=UIDS[0])
    build_site(site.project(), now, Announced(ledger_id=UIDS[5], mark=7))
    mark = json.loads((site.root / "output" / ".well-known" / "bedside.json").read_text())
    assert (mark["ledger"], mark["mark"]) == (UIDS[5], 7)


def test_the_site_publishes_what_is_settled(site: SmallSite, now: datetime) -> None:
    """So that what was taken back stays back when the ledger is lost; nobody reads there which it was."""
    site.post("one", uid=UIDS[0])
    keys = {Key(one, "mastodon", "masto"): KeyState(status=Status.DELETED) for one in UIDS[:2]}
    build_site(site.project(), now, Announced(ledger_id=UIDS[5], state=LedgerState(keys=keys)))
    text = (site.root / "output" / ".well-known" / "bedside.json").read_text()
    outside = Outside.of(PublishedMark.model_validate_json(text))
    assert all(outside.has(one) for one in keys)
    assert not any(uid in text for uid in UIDS[:2])


def test_two_builds_of_the_same_sources_have_the_same_bytes(site: SmallSite, now: datetime) -> None:
    """Nothing unchanged is uploaded twice."""
    site.post("one", uid=UIDS[0])
    build_site(site.project(), now, Announced())
    first = {path: path.read_bytes() for path in site.root.glob("output/**/*") if path.is_file()}
    build_site(site.project(), now, Announced())
    again = {path: path.read_bytes() for path in site.root.glob("output/**/*") if path.is_file()}
    assert first == again
