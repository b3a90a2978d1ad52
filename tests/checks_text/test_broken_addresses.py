"""What is no address and no element is told or passed over; it never ends a check."""

from datetime import datetime

import pytest
from tests.conftest import SmallSite

from bedside.adapter import Announced
from bedside.building.run import build_site
from bedside.checks.engine import check_paths
from bedside.checks.tags import read_tags
from bedside.consents import Consents
from bedside.web_address import BROKEN, join_address, split_address

WORDS = "Wash your hands, see http://[ and say so. Somebody wrote <![x b in a letter. <![ \n\n"


@pytest.mark.parametrize("url", ["http://[", "//[", "https://a]b/"])
def test_a_broken_address_is_answered(url: str) -> None:
    """Neither parting nor joining raises."""
    assert split_address(url).netloc == BROKEN
    assert join_address("https://larkfield.example/", url) == url


def test_links_that_nobody_can_follow_are_told(site: SmallSite, now: datetime) -> None:
    """Each is one finding; what only looks like an element stops nothing."""
    post = site.post("hands", body=f"{WORDS}A [letter](http://[b) and [one](//[) came.")
    project = site.project()
    report = check_paths([post], project.practice, Consents(), now, project.content)
    assert [one.code for one in report.errors] == ["BOD003", "BOD003"]


def test_a_site_is_built_of_such_words(site: SmallSite, now: datetime) -> None:
    """They stand on the page as they were written."""
    site.post("hands", body=WORDS)
    built = build_site(site.project(), now, Announced())
    assert "http://[ and say so" in built.posts[0].html


def test_a_tag_after_no_declaration_is_read() -> None:
    """As a browser does, which takes `<![` for a comment up to the next `>`."""
    assert [one.name for one in read_tags("<![x b> <b>bold</b> <![CDATA[ <i>")] == ["b"]
