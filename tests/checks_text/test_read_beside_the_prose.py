"""What stands beside the prose, a summary, a picture's words, an address, is read with it."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bedside.checks.engine import check_sources
from bedside.checks.model import Context
from bedside.checks.practice_text import practice_hits, practice_source
from bedside.checks.rules.of_sources import SOURCE_RULES
from bedside.consents import Consents
from bedside.source import read_source

RULES = [rule for rule in SOURCE_RULES if rule.code.startswith("PHI")]
PROSE = (
    "The lift in the courthouse is out of order until Monday. Our exam rooms are on the ground floor, so "
    "nobody needs it to reach us.\n\nCome in by the side door. The ramp is wide enough for a double stroller, "
    "and the bell is low. If you need a hand with the door, ring twice and somebody from the desk comes out."
)


def codes(
    tmp_path: Path, header: str, prose: str = PROSE, title: str = "The side door is open"
) -> set[str]:
    file = tmp_path / "content" / "posts" / "side-door.md"
    file.parent.mkdir(parents=True)
    file.write_text(f"---\ntitle: {title}\n{header}\n---\n\n{prose}\n")
    source = read_source(file, tmp_path / "content", ZoneInfo("UTC"))
    now = datetime(2026, 11, 22, tzinfo=UTC)
    report = check_sources([source], Context(practice=None, consents=Consents(), now=now), RULES)
    return {one.code for one in report.findings}


@pytest.mark.parametrize("header", [
    'image: images/lift.jpg\nimage_alt: "The courthouse lift with a blue bow, now that the clerk\'s little one has arrived in it"',
    'summary: "The side door is open, and the pastor\'s wife made it through hers with minutes to spare. Twins, both boys."',
    'card: {layout: quote, quote: "The pastor\'s wife made it through our side door with minutes to spare. Twins, both boys."}',
    'reshare: {2027-03: "The pastor\'s wife made it through our side door with minutes to spare. Twins, both boys."}',
    'corrections: [{date: 2026-10-01, text: "The pastor\'s wife came by the side door with minutes to spare, not the front. Twins, both boys."}]',
    'image: "images/marisol-quintana-new-hip.jpg"',
    'slug: "josefina-arroyos-thyroid-lump-came-back-benign"',
])  # fmt: skip
def test_a_place_that_tells_is_found(tmp_path: Path, header: str) -> None:
    """The prose is nobody's, and says nothing of it."""
    assert codes(tmp_path, header)


@pytest.mark.parametrize("header", [
    'image: images/lift.jpg\nimage_alt: "The courthouse lift with its sign, and a blue bow from the county fair"',
    'summary: "Where the side door is, how wide the ramp is, and whom to ring for."',
    'image: "images/courthouse-side-door-ramp.jpg"',
    'slug: "side-door-open-while-the-lift-is-mended"',
])  # fmt: skip
def test_a_place_that_does_not_is_not(tmp_path: Path, header: str) -> None:
    """The same kinds of places, about the same things."""
    assert codes(tmp_path, header) == set()


def test_the_prose_says_whose_the_title_is(tmp_path: Path) -> None:
    """A name in a title falls where the post makes it nobody's."""
    invented = (
        "Mrs. Tilden is nobody. I made her up for this page, as I make up everybody in it.\n\nCheck the locks "
        "once, say it aloud, and walk away. The worry climbs, stays, and comes down by itself within the hour. "
        "That is the whole treatment, and it is harder than it sounds. Start with the smallest lock."
    )
    assert "PHI001" not in codes(tmp_path, "category: news", invented, "Mrs. Tilden and the locks")


TOLD = "Last spring we found the breast cancer of the second grade teacher on Ferry Street, and she is well"


@pytest.mark.parametrize("line", [
    f'[practice]\ndescription = "{TOLD}."',
    f'[categories.news]\nname = "News"\ndescription = "{TOLD}."',
    'insurance = ["My name is Walt Kowalczyk. I have HIV and you paid for it."]',
])  # fmt: skip
def test_a_story_in_the_facts_is_found(tmp_path: Path, line: str) -> None:
    """They are on every page; what they say of the practice's own people is no story."""
    file = tmp_path / "practice.toml"
    file.write_text(line, encoding="utf-8")
    assert stories(file)
    file.write_text(
        'photo_alt = "A woman with grey hair and a green coat, smiling beside the exam table in her office"\n'
        'role = "Family physician, who had asthma as a child and has seen children with it since 1998"\n'
        'description = "Day-to-day help for blood pressure, diabetes, asthma and more, for all of Larkfield."\n',
        encoding="utf-8",
    )
    assert not stories(file)


def stories(file: Path) -> set[str]:
    context = Context(practice=None, consents=Consents(), now=datetime(2026, 11, 22, tzinfo=UTC))
    return {hit.rule.code for hit in practice_hits(practice_source(file), context, RULES)}
