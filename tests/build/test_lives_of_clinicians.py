"""A clinician's page tells of the clinician; what it tells of anybody else is found."""

from datetime import datetime
from pathlib import Path

import pytest
from tests.conftest import SmallSite

from bedside.building import Announced, build_site
from bedside.checks.engine import check_paths
from bedside.checks.receipt import load_receipt
from bedside.deploy.gate import gate
from bedside.errors import ChecksFailed

PAGE = "clinicians/elena-marsh/index.html"
LIFE = """---
title: "{{ clinician.elena-marsh.name }}"
clinician: elena-marsh
summary: Family physician who cares for people of all ages.
order: 1
---
Elena Marsh became a family doctor because she could not choose. Family medicine let her keep all of it.

She came to us in June 2019. She is married and has two daughters. After her own heart surgery in 2015 she went back to school at 41.

"""
MORE = {
    "of nobody": "Much of her time goes to conditions that people live with for decades.",
    "a patient": "One of her patients, a beekeeper on Route 9, came in after forty stings last May.",
    "by name": "She looked after our patient Walt Kowalczyk through his heart surgery in June.",
}


def told(site: SmallSite, kind: str) -> Path:
    """Write the life and one more paragraph; return the file."""
    file = site.root / "content" / "clinicians" / "elena-marsh.md"
    file.write_text(LIFE + MORE[kind] + "\n", encoding="utf-8")
    return file


def test_the_life_of_a_clinician_is_built_and_may_go_online(site: SmallSite, now: datetime) -> None:
    """Days, illness and family of the clinician stand; the receipt says that the page excuses them."""
    told(site, "of nobody")
    site.post("rest")
    project = site.project()
    build_site(project, now, Announced())
    assert "After her own heart surgery" in (site.root / "output" / PAGE).read_text()
    receipt = load_receipt(project.receipt)
    assert receipt
    assert set(receipt.excused) == {PAGE}
    gate(project, now)


@pytest.mark.parametrize("kind", ["a patient", "by name"])
def test_whom_the_clinician_treated_is_found(site: SmallSite, now: datetime, kind: str) -> None:
    """At its line in the page's own file."""
    file, project = told(site, kind), site.project()
    report = check_paths([file], project.practice, project.consents, now, project.content)
    assert 11 in {one.line for one in report.errors}


def test_what_the_theme_adds_is_read(site: SmallSite, now: datetime) -> None:
    """Words that no source says are nobody's only where a rule says so."""
    told(site, "of nobody")
    site.post("rest")
    theme = site.root / "theme"
    whole = theme.resolve()
    theme.unlink()
    theme.mkdir()
    for one in whole.iterdir():
        if one.name != "templates":
            (theme / one.name).symlink_to(one)
    (theme / "templates").mkdir()
    for one in (whole / "templates").iterdir():
        (theme / "templates" / one.name).symlink_to(one)
    template = theme / "templates" / "clinician.html"
    text = template.read_text(encoding="utf-8")
    template.unlink()
    marked = text.replace("{{ page.content", "<p>Walt Kowalczyk, our patient, was treated on June 3, 2026.</p>{{ page.content", 1)  # fmt: skip
    assert marked != text
    template.write_text(marked, encoding="utf-8")
    with pytest.raises(ChecksFailed) as failed:
        build_site(site.project(), now, Announced())
    assert {one.code for one in failed.value.findings} >= {"PHI001"}
