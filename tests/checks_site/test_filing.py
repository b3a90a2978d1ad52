"""The page for a privacy officer's file: whole, alone, and without a word that was found."""

import re
from collections.abc import Callable
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from bedside.checks.engine import check_paths
from bedside.checks.model import Finding, Report, Severity, Suppression, Tier
from bedside.checks.version import reader_version, rules_version
from bedside.consents import Consents, load_consents
from bedside.filing import render_filing
from bedside.practice import Practice

NUMBER = "219-09-9999"
COMMENT = '<!-- bedside: allow PHI002 reason="the town is in the signed form" by="elena-marsh" until=2027-01-31 -->'


@pytest.fixture
def page(make_site: Callable[..., Any], practice: Practice, now: datetime) -> BeautifulSoup:
    """Return the page of a small site with a finding and an allowance."""
    site = make_site()
    body = f"It was {NUMBER}.\n\n{COMMENT}\n\nOur patient lives in Springfield with two cats."
    site.post("a", body=body)
    content = site.root / "content"
    report = check_paths([content], practice, Consents(), now, content)
    return BeautifulSoup(
        render_filing(report, practice, Consents(), now, "c0ffee1 and changes that are not committed"),
        "html.parser",
    )  # fmt: skip


def test_it_needs_nothing_beside_it(page: BeautifulSoup) -> None:
    """No script, no picture, no address: what is filed today reads the same in six years."""
    assert page.find(["script", "img", "link", "a", "iframe"]) is None
    css = "".join(one.text for one in page.find_all("style"))
    assert re.findall(r'url\((?!"?data:)', css) == []
    assert "@media print" in css


def test_it_says_what_was_found_and_never_the_words(page: BeautifulSoup) -> None:
    """Rule, place and what to do stand there; the number does not."""
    text = page.get_text(" ")
    assert "PHI007 social-security-number" in text
    assert "stop publishing" in text
    assert not [word for word in (NUMBER, "9999", "Springfield") if word in text]


def test_it_says_by_what_and_when(page: BeautifulSoup) -> None:
    """Versions of rules and reader, the commit, the time in the practice's zone, and the limits."""
    text = " ".join(page.get_text(" ").split())
    for words in (
        rules_version(), reader_version(), "c0ffee1 and changes", "2026-11-22 at 07:00",
        "not a de-identification determination", "Pillow",
    ):  # fmt: skip
        assert words in text


def test_it_names_who_allowed_what(page: BeautifulSoup) -> None:
    """The clinician's full name, the reason and the last day."""
    text = " ".join(page.get_text(" ").split())
    assert "the town is in the signed form" in text
    assert "Dr. Elena Marsh, MD, FAAFP, until 2027-01-31, in the text" in text


def test_headings_make_an_outline(page: BeautifulSoup) -> None:
    """One h1, and no level is left out: a screen reader's table of contents."""
    levels = [int(one.name[1]) for one in page.find_all(re.compile(r"^h[1-6]$"))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_names_of_files_are_text(practice: Practice, now: datetime) -> None:
    """Markup in a path, a message or a reason stays what it is: words."""
    finding = Finding(
        code="PHI001", name="n", severity=Severity.ERROR, tier=Tier.BLOCK, line=1, column=1,
        path=Path("<b>.md"), surface="body", message="<img src=x>",
    )  # fmt: skip
    allowed = Suppression(
        path=Path("a.md"), line=1, column=1, code="PHI002", people=("<i>me</i>",),
        until=date(2027, 1, 1), reason="<script>",
    )  # fmt: skip
    report = Report(findings=(finding,), checked=1, rules=(), suppressions=(allowed,))
    page = BeautifulSoup(render_filing(report, practice, Consents(), now, ""), "html.parser")
    assert page.find(["script", "img", "b", "i"]) is None
    assert "in no git repository" in page.get_text()


def test_consents_in_use_are_named_by_id(
    practice: Practice, now: datetime, sample_root: Path
) -> None:
    """Each id that a document carries stands there with its state; one that is unknown says so."""
    consents = load_consents(sample_root / "consents.toml")
    known = consents.consents[0].id
    report = Report(findings=(), checked=1, rules=(), consents=("C-NOWHERE", known))
    text = " ".join(
        BeautifulSoup(render_filing(report, practice, consents, now, ""), "html.parser")
        .get_text(" ").split()
    )  # fmt: skip
    assert "C-NOWHERE not in consents.toml" in text
    assert f"{known} {consents.consents[0].kind}" in text
