"""What `bedside check` says of a post's wording: where, how much, and what stops it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bedside.checks.engine import check_sources
from bedside.checks.model import Context, Finding, Severity
from bedside.consents import Consents
from bedside.practice import Policies, Practice, Words
from bedside.source import read_source

Check = Callable[..., list[Finding]]

HARD = (
    "Individuals experiencing persistent cardiovascular symptomatology should immediately "
    "communicate with an appropriately qualified medical professional regarding evaluation. "
)
PLACES = {
    "title": "---\ntitle: When to {} us\n---\nText.\n",
    "summary": "---\ntitle: A\nsummary: We {} it\n---\nText.\n",
    "alt": "---\ntitle: A\n---\n![We {} a letter](../images/a.png)\n",
    "front-matter alt": "---\ntitle: A\nimage_alt: We {} a letter\n---\nText.\n",
    "long description": "---\ntitle: A\nlong_description: We {} a letter\n---\nText.\n",
    "caption": "---\ntitle: A\n---\n<figure><figcaption>We {} it</figcaption></figure>\n",
    "share text": "---\ntitle: A\nshare:\n  bluesky: We {} letters\n---\nText.\n",
    "button": "---\ntitle: A\ncta: {{text: 'To {} it', url: 'https://a.example'}}\n---\nText.\n",
    "heading": "---\ntitle: A\n---\n## What we {}\n\nText.\n",
    "list": "---\ntitle: A\n---\n- we {} it\n",
    "quote": "---\ntitle: A\n---\n> we {} it\n",
    "table": "---\ntitle: A\n---\n| A | B |\n|---|---|\n| we {} | it |\n",
    "footnote": "---\ntitle: A\n---\nText.[^1]\n\n[^1]: We {} it.\n",
    "link text": "---\ntitle: A\n---\nSee [what we {}](https://a.example/).\n",
    "bold": "---\ntitle: A\n---\nWe **{}** it.\n",
}


@pytest.fixture
def check(tmp_path: Path, practice: Practice, now: datetime) -> Check:
    """Return a function that checks one post and returns its TXT findings."""

    def checked(text: str, practice: Practice = practice, folder: str = "posts") -> list[Finding]:
        file = tmp_path / folder / "example.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        source = read_source(file, tmp_path, ZoneInfo("UTC"))
        context = Context(practice=practice, consents=Consents(), now=now)
        found = check_sources([source], context).findings
        return [one for one in found if one.code.startswith("TXT")]

    return checked


@pytest.mark.parametrize("place", PLACES)
def test_a_slip_is_found_wherever_people_read(check: Check, place: str) -> None:
    """A misspelled word is found in every place that readers see, and the right one is not."""
    (found,) = check(PLACES[place].format("recieve"))
    assert (found.code, found.message) == ("TXT010", "is it receive or relieve?")
    assert check(PLACES[place].format("receive")) == []


def test_many_slips_make_one_finding(check: Check) -> None:
    """A report stays short: five places are told in one finding, the others are counted."""
    words = "recieve vacine symtoms temprature docter medecine apointment tretment"
    text = "---\ntitle: A\n---\n" + "".join(f"We have a {word} here.\n\n" for word in words.split())
    (found,) = check(text)
    assert found.line == 4
    assert found.message.startswith("is it receive or relieve?; 6:11 is it vaccine?; 8:11 ")
    assert found.message.endswith("; and 3 more")


def test_a_slip_is_never_printed(check: Check) -> None:
    """What no list knows may be somebody's name: the report says what was meant, and where."""
    (found,) = check("---\ntitle: A\n---\nWe recieve it.\n")
    assert "recieve" not in str(found)
    assert found.matched == "recieve"


def test_the_practices_own_words_are_right(check: Check, practice: Practice) -> None:
    """What stands under `known` or `glossary` in practice.toml is spelled as it is meant."""
    text = "---\ntitle: A\n---\nCome to the feverr clinic.\n"
    assert [one.code for one in check(text)] == ["TXT010"]
    own = practice.model_copy(update={"words": Words(known=("Feverr",))})
    assert check(text, own) == []


def test_spelling_stops_a_post_only_where_the_practice_wants_it(
    check: Check, practice: Practice
) -> None:
    """A slip is a warning; with `refuse_misspelled` it is an error."""
    text = "---\ntitle: A\n---\nWe recieve it.\n"
    strict = practice.model_copy(update={"policies": Policies(refuse_misspelled=True)})
    assert [one.severity for one in check(text)] == [Severity.WARNING]
    assert [one.severity for one in check(text, strict)] == [Severity.ERROR]


@pytest.mark.parametrize(("header", "folder", "severity"), [
    ("title: A", "posts", Severity.ERROR),
    ("title: A\nstatus: draft", "posts", Severity.WARNING),
    ("title: A", "pages", Severity.WARNING),
])  # fmt: skip
def test_a_hard_post_is_refused_and_a_draft_or_page_warned_of(
    check: Check, header: str, folder: str, severity: Severity
) -> None:
    """Above the limit only what is published as the practice's own words is stopped."""
    found = check(f"---\n{header}\n---\n" + f"{HARD}\n\n" * 8, folder=folder)
    assert [one.severity for one in found if one.code == "TXT001"] == [severity]


def test_the_practice_sets_the_goal_and_the_limit(check: Check, practice: Practice) -> None:
    """Under a limit and a goal of 60 the hardest text passes."""
    lax = practice.model_copy(
        update={"policies": Policies(target_reading_grade=60, max_reading_grade=60)}
    )
    found = check("---\ntitle: A\n---\n" + f"{HARD}\n\n" * 8, lax)
    assert "TXT001" not in {one.code for one in found}


def test_a_section_is_told_by_its_heading(check: Check) -> None:
    """The finding names the heading and its grade, and stands on its line."""
    easy = "Call us if your chest hurts. We will see you the same day. Bring your pills. " * 12
    text = (
        f"---\ntitle: A\n---\n{easy[:400]}\n\n{easy[:400]}\n\n## Your heart\n\n{HARD * 3}Call us. "
    )
    found = next(one for one in check(text + "We care.\n") if one.code == "TXT002")
    assert found.message.startswith("“Your heart” reads at school grade ")
    assert found.line == 8


def test_another_language_is_not_spelled_as_english(check: Check) -> None:
    """A line of Spanish in an English post gives no slips, a French post nothing at all."""
    assert check("---\ntitle: A\n---\nLlame a los doctores para una visita de su familia.\n") == []
    assert check("---\ntitle: A\nlang: fr\n---\nRecieve. Utilize.\n" + f"{HARD}\n\n" * 9) == []


def test_words_are_told_once_a_post(check: Check) -> None:
    """A word that stands ten times is suggested once."""
    (found,) = check("---\ntitle: A\n---\n" + "Utilize it.\n\n" * 10)
    assert found.message == "for “utilize” say use"
