"""A consent lets be said and shown what was signed for, and nothing else."""

from collections.abc import Callable

import pytest

from bedside.checks.engine import check_sources
from bedside.checks.model import Context, Tier
from bedside.post import Source

STORY = "Our patient, a 61-year-old baker, came in with chest pain. She was admitted and went home in a week.\n"
POST = "---\ntitle: A morning at the office\nuid: 01M2G01H40W17445TDPQJBWKWC\nconsent: {}\n---\n\n"
SHOWN = f"![{STORY.strip()}](../images/signed.png)\n"

Read = Callable[[str], set[Tier | None]]


@pytest.fixture
def read(write_source: Callable[..., Source], context: Context) -> Read:
    """Return a function that gives the tiers of what is found about persons in a post."""

    def tiers(text: str) -> set[Tier | None]:
        report = check_sources([write_source(text)], context)
        return {one.tier for one in report.findings if one.code.startswith("PHI")} - {Tier.NOTE}

    return tiers


@pytest.mark.parametrize("told", [STORY, SHOWN], ids=["story", "words for a picture"])
def test_a_story_without_a_consent_is_held(read: Read, told: str) -> None:
    """Both texts tell of one patient."""
    assert Tier.HOLD in read(POST.replace("consent: {}\n", "") + told)


@pytest.mark.parametrize(
    ("consent", "told"),
    [("C-GOOD1", STORY), ("C-GOOD1", SHOWN), ("C-PHOTO", SHOWN), ("C-QUOTE", STORY)],
)
def test_what_was_signed_for_may_be_told(read: Read, consent: str, told: str) -> None:
    """A form for a story covers its words, one for a photo the words for the photo."""
    assert read(POST.format(consent) + told) == set()


@pytest.mark.parametrize("consent", ["C-PHOTO", "C-STAFF"])
def test_a_form_for_something_else_excuses_no_story(read: Read, consent: str) -> None:
    """Who signed for a photograph has not signed for what brought them here."""
    assert Tier.HOLD in read(POST.format(consent) + STORY)


def test_a_release_by_staff_excuses_no_words_for_a_picture(read: Read) -> None:
    """The picture may show staff; what its words tell of a patient nobody has signed for."""
    assert Tier.HOLD in read(POST.format("C-STAFF") + SHOWN)
