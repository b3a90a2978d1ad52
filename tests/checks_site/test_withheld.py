"""A post whose consent does not hold is left out, with a reason, while others go on."""

from collections.abc import Callable
from datetime import date

import pytest

from bedside.checks.rules.consent import withheld
from bedside.consents import Consents
from bedside.post import Source

POST = "---\ntitle: A\nuid: 01M2G01H40W17445TDPQJBWKWC\n"
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (POST + "type: story\nconsent: C-GOOD1\n---\n", ""),
        (POST + "---\nAn article.\n", ""),
        (POST + "type: story\n---\n", "names no `consent`"),
        (POST + "type: story\nconsent: C-ENDED\n---\n", "expired on 2026-11-21"),
        (POST + "type: story\nconsent: C-REVOKED\n---\n", "was revoked"),
        (POST + "---\n![A person](../images/withdrawn.png)\n", "needs a consent"),
        (POST + "image: images/clean.png\nimage_status: patient\nconsent: C-GOOD1\n---\n",
         "does not name this picture"),
    ],
)  # fmt: skip
def test_the_reason_is_said(
    write_source: Callable[..., Source], consents: Consents, text: str, reason: str
) -> None:
    """The build prints why a post is missing; an empty reason lets it through."""
    said = withheld(write_source(text), consents, TODAY)
    assert said == reason if not reason else reason in said


def test_a_consent_lapses_overnight(
    write_source: Callable[..., Source], consents: Consents
) -> None:
    """The last day still counts; the day after the same post is withheld."""
    source = write_source(POST + "type: story\nconsent: C-GOOD1\n---\n")
    assert withheld(source, consents, date(2027, 1, 5)) == ""
    assert "expired" in withheld(source, consents, date(2027, 1, 6))


def test_a_name_written_as_a_consent_is_not_repeated(
    write_source: Callable[..., Source], consents: Consents
) -> None:
    """What stands where an id belongs may be a patient's name."""
    source = write_source(POST + "type: story\nconsent: Planted Name\n---\n")
    said = withheld(source, consents, TODAY)
    assert said
    assert "Planted" not in said
