"""A correction is dated, above the text, in each feed and in the data for machines; it is read as any text."""

import json
from datetime import date

import pytest
from tests.conftest import UIDS, SmallSite

from bedside.building import Announced, build_site
from bedside.clock import parse_time
from bedside.errors import ChecksFailed
from bedside.outbox import load_outbox

EXTRA = """\
corrections:
  - date: 2026-11-20
    text: The name of the vaccine was misspelled.
  - date: 2026-11-21
    text: This article now says when to call 911."""
FIRST = "Corrected on November 21, 2026: This article now says when to call 911."
SECOND = "Corrected on November 20, 2026: The name of the vaccine was misspelled."


def test_page_feeds_data_and_outbox_have_each_correction(site: SmallSite) -> None:
    """The latest first; the feeds say that the entry changed that day."""
    site.post("told", uid=UIDS[0], extra=EXTRA)
    project = site.project()
    build_site(project, parse_time("2026-11-22T08:00", project.practice.zone), Announced())
    page = (project.output / "blog" / "told" / "index.html").read_text()
    assert page.index(FIRST) < page.index(SECOND)
    assert '"@type": "CorrectionComment", "datePublished": "2026-11-20"' in page
    item = json.loads((project.output / "feed.json").read_text())["items"][0]
    assert FIRST in item["content_html"]
    assert item["date_modified"].startswith("2026-11-21")
    for name in ("feed.atom", "feed.rss"):
        assert SECOND in (project.output / name).read_text()
    (post,) = load_outbox(project.outbox).posts
    assert [one.date for one in post.corrections] == [date(2026, 11, 20), date(2026, 11, 21)]


def test_a_corrections_words_are_checked_like_any_other(site: SmallSite) -> None:
    """A number that could be a patient's stops the build there too."""
    text = EXTRA.replace(
        "This article now says when to call 911.", "The SSN 219-09-9999 was removed."
    )
    site.post("told", uid=UIDS[0], extra=text)
    project = site.project()
    with pytest.raises(ChecksFailed) as failed:
        build_site(project, parse_time("2026-11-22T08:00", project.practice.zone), Announced())
    assert "PHI007" in {one.code for one in failed.value.findings}
