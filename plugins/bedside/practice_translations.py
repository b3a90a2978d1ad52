"""practice.toml in another language: what each table may say again, and the practice as it reads then."""

from typing import TYPE_CHECKING, TypeVar

from bedside.schema import Strict, Text
from bedside.untranslated import words_of

if TYPE_CHECKING:
    from bedside.practice import Practice

__all__ = [
    "CategoryWords", "ClinicianWords", "FactsWords", "LocationWords", "NewsletterWords", "ReasonWords",
    "practice_in",
]  # fmt: skip

Record = TypeVar("Record", bound=Strict)


class FactsWords(Strict):
    """What the frame of every page says of the practice; with it there is an edition of the site."""

    description: Text
    emergency: Text
    tagline: str = ""
    insurance: tuple[str, ...] = ()


class CategoryWords(Strict):
    """A shelf's name and what stands on it."""

    name: Text
    description: str = ""


class ClinicianWords(Strict):
    """What somebody does, and what the picture shows."""

    role: Text
    photo_alt: str = ""


class LocationWords(Strict):
    """What an office is called, and how to get in."""

    name: Text
    access: str = ""


class ReasonWords(Strict):
    """Why hours are others on a day."""

    reason: Text


class NewsletterWords(Strict):
    """What stands above the sign-up form."""

    text: Text


def practice_in(practice: "Practice", lang: str) -> "Practice":
    """Return the practice as a page in `lang` tells of it; what is not translated stays as it is."""
    if lang.partition("-")[0] == practice.practice.language.partition("-")[0]:
        return practice
    offices = tuple(
        _said(one, lang).model_copy(
            update={"special_hours": tuple(_said(day, lang) for day in one.special_hours)}
        )
        for one in practice.locations
    )
    return practice.model_copy(update={
        "practice": _said(practice.practice, lang),
        "clinicians": tuple(_said(one, lang) for one in practice.clinicians),
        "locations": offices,
        "categories": {slug: _said(one, lang) for slug, one in practice.categories.items()},
        "newsletter": practice.newsletter and _said(practice.newsletter, lang),
    })  # fmt: skip


def _said(record: Record, lang: str) -> Record:
    words = words_of(record, lang)
    if words is None:
        return record
    said = {name: value for name in type(words).model_fields if (value := getattr(words, name))}
    return record.model_copy(update=said)
