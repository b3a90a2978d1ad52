"""What stands beside the prose (a title, a file's name, a row) is judged by what the prose tells."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bedside.checks.engine import check_paths
from bedside.checks.model import Finding, Tier
from bedside.consents import Consents

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TEACHES = (
    "Most heel pain comes from a band along the sole that is frayed. Stretch the calf, wear shoes from "
    "the first step, and give it three months. Eight of ten people are better within the year.\n"
)
TOLD = (
    "Our first visitor after the flood came by canoe, with her arm in a dish towel. Nine stitches later "
    "she paddled home, and she came back on Thursday for the wound to be seen again by our nurse.\n"
)


def found(folder: Path, head: str, body: str, name: str = "posts/heels.md") -> list[Finding]:
    """Return what stops a post of this front matter and body, but for what its body itself says."""
    file = folder / "content" / name
    file.parent.mkdir(parents=True)
    file.write_text(f"---\n{head}---\n\n{body}", encoding="utf-8")
    report = check_paths([file], None, Consents(), NOW, folder / "content")
    beside = [one for one in report.findings if one.surface != "body"]
    return [one for one in beside if one.tier in {Tier.BLOCK, Tier.HOLD}]


@pytest.mark.parametrize("body", [TEACHES, TOLD])
def test_the_date_before_a_slug_is_the_posts_own(tmp_path: Path, body: str) -> None:
    """Pelican and others name files so, whatever the post tells."""
    codes = {
        one.code for one in found(tmp_path, "title: Heels\n", body, "posts/2026-03-11-heels.md")
    }
    assert "PHI003" not in codes


def test_another_date_in_a_name_is_not(tmp_path: Path) -> None:
    """A date of care stays one in a file's name."""
    codes = {
        one.code
        for one in found(tmp_path, "title: Flood hours\n", TOLD, "posts/stitches-2026-03-09.md")
    }
    assert "PHI003" in codes


def test_a_name_falls_where_the_prose_tells_of_nobody(tmp_path: Path) -> None:
    """The title of a post on heels names whoever it likes, when the prose says who that is."""
    body = TEACHES + "\nRuben Castellari, our physical therapist, wrote this page.\n"
    assert found(tmp_path, "title: Heel pain with Ruben Castellari\n", body) == []


def test_a_name_in_a_summary_is_held_where_the_prose_tells_of_one(tmp_path: Path) -> None:
    """Whose story it is stands beside it."""
    head = "title: Flood hours\nsummary: Thank you, Sarah Miller.\n"
    assert {one.code for one in found(tmp_path, head, TOLD)} >= {"PHI001"}


def test_a_name_in_a_pictures_name_is_held(tmp_path: Path) -> None:
    """The prose keeps it back, and the picture's name says it."""
    head = "title: Flood hours\nimage: images/sarah-miller-heel.jpg\n"
    assert {one.code for one in found(tmp_path, head, TOLD)} >= {"PHI001"}


def test_a_byline_is_no_patients(tmp_path: Path) -> None:
    """An author is named as the author, not as a patient, even above a story."""
    head = 'title: Flood hours\nauthor: "Keziah Dunmore, PA"\n'
    assert "front-matter:author" not in {one.surface for one in found(tmp_path, head, TOLD)}
    head = "title: Flood hours\ntranslator: Keziah Dunmore\n"
    assert "front-matter:translator" not in {
        one.surface for one in found(tmp_path / "b", head, TEACHES)
    }


def test_a_patient_in_a_byline_is_found(tmp_path: Path) -> None:
    """No place of the front matter is left out."""
    head = "title: Heels\nauthor: our patient Sarah Miller\n"
    assert {one.code for one in found(tmp_path, head, TEACHES)} >= {"PHI001"}


def test_a_telephone_in_a_post_that_is_nobodys_is_held_not_blocked(tmp_path: Path) -> None:
    """It stops the post all the same, and a person may let it stand."""
    body = TEACHES + "\nThe band at the street fair plays for weddings too, 617-555-0188.\n"
    file = tmp_path / "content" / "posts" / "fair.md"
    file.parent.mkdir(parents=True)
    file.write_text(f"---\ntitle: Heel pain, and the street fair\n---\n\n{body}", encoding="utf-8")
    report = check_paths([file], None, Consents(), NOW, tmp_path / "content")
    assert [one.tier for one in report.findings if one.code == "PHI004"] == [Tier.HOLD]
