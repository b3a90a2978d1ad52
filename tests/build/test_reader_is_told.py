"""What readers are told on the built site: overdue reviews, and pages that are no articles."""

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser
from tests.conftest import UIDS, SmallSite

from bedside.cli import cli
from bedside.outbox import load_outbox

REVIEWED = "reviewed_by: samuel-okafor\nreviewed_on: 2025-01-05\nnext_review: 2026-01-05"
Read = Callable[[str], str]


@pytest.fixture
def built(site: SmallSite) -> SmallSite:
    """Return a site built with an overdue article in each of two languages, and one in time."""
    site.post("old", uid=UIDS[0], extra=REVIEWED)
    site.post("viejo", uid=UIDS[1], extra=f"lang: es\n{REVIEWED}", body="Lávese las manos.")
    site.post(
        "fresh", uid=UIDS[2], extra=REVIEWED.replace("next_review: 2026", "next_review: 2027")
    )
    command = ["--practice", str(site.root / "practice.toml"), "build", "--now", "2026-11-22T08:00"]
    done = CliRunner().invoke(cli, command, standalone_mode=False)
    assert not done.return_value, done.output
    return site


def test_an_overdue_review_is_said_on_the_page_in_the_feeds_and_to_the_plan(
    built: SmallSite,
) -> None:
    """In the article's language; an article in time says nothing."""
    pages = built.root / "output"
    english = (pages / "blog/old/index.html").read_text(encoding="utf-8")
    spanish = (pages / "es/blog/viejo/index.html").read_text(encoding="utf-8")
    fresh = (pages / "blog/fresh/index.html").read_text(encoding="utf-8")
    assert "was due on January 5, 2026 and has not been done" in english
    assert "debía hacerse el 5 de enero de 2026" in spanish
    assert 'class="reader-lines"' not in fresh
    feed = {item["id"][-26:]: item["content_html"]
            for item in json.loads((pages / "feed.json").read_text(encoding="utf-8"))["items"]}  # fmt: skip
    assert "January 5, 2026" in feed[UIDS[0]]
    assert "overdue" not in feed[UIDS[2]]
    due = {
        post.uid: str(post.next_review)
        for post in load_outbox(built.root / "build/outbox.json").posts
    }
    assert due == {UIDS[0]: "2026-01-05", UIDS[1]: "2026-01-05", UIDS[2]: "2027-01-05"}


def test_bios_and_the_contact_page_carry_their_words(built: SmallSite) -> None:
    """Each once, as practice.toml has them, with what to do in an emergency beside the contact."""
    practice = built.project().practice
    for name, kind in (("clinicians/priya-raman", "clinicians"), ("contact", "contact")):
        page = LexborHTMLParser(
            (built.root / f"output/{name}/index.html").read_text(encoding="utf-8")
        )
        words, _ = practice.page_disclaimer(kind, "en")
        assert words is not None
        assert [one.text().strip() for one in page.css("main .disclaimer")] == [words.text]
        assert page.body is not None
        assert practice.practice.emergency in page.body.text()
