"""practice.toml in another language: what each table may say again, and the practice as it reads then."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from bedside.schema import Strict, Text

if TYPE_CHECKING:
    from bedside.practice import Practice

__all__ = [
    "CategoryWords", "ClinicianWords", "FactsWords", "LocationWords", "NewsletterWords", "ReasonWords",
    "practice_in", "untranslated",
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
    words = _words(record, lang)
    if words is None:
        return record
    said = {name: value for name in type(words).model_fields if (value := getattr(words, name))}
    return record.model_copy(update=said)


def _words(record: Strict, lang: str) -> Strict | None:
    found: dict[str, Strict] = getattr(record, "translations", {})
    return found.get(lang) or found.get(lang.partition("-")[0])


# What the words of each table are, for one that has none in the language.
_KEYS = {
    "practice": ("tagline", "insurance"), "categories": ("name", "description"),
    "clinicians": ("role", "photo_alt"), "locations": ("name", "access"),
    "special_hours": ("reason",), "newsletter": ("text",),
}  # fmt: skip


def untranslated(practice: "Practice", lang: str) -> dict[str, str]:
    """Return each text that a page in `lang` shows as it is, and the table that would translate it."""
    return {
        text: f"{table}.translations.{lang}"
        for table, kind, record in _records(practice)
        for name in _KEYS[kind]
        for text in _texts(getattr(record, name))
        if not getattr(_words(record, lang), name, None)
    }


def _texts(value: Any) -> tuple[str, ...]:
    found = value if isinstance(value, tuple) else (value,)
    return tuple(one for one in found if one)


def _records(practice: "Practice") -> Iterator[tuple[str, str, Strict]]:
    """Yield how practice.toml calls a table, its kind and its record."""
    yield "practice", "practice", practice.practice
    for slug, shelf in practice.categories.items():
        yield f"categories.{slug}", "categories", shelf
    for person in practice.clinicians:
        yield "clinicians", "clinicians", person
    for office in practice.locations:
        yield "locations", "locations", office
        for day in office.special_hours:
            yield "locations.special_hours", "special_hours", day
    if practice.newsletter:
        yield "newsletter", "newsletter", practice.newsletter
