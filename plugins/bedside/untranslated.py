"""Which texts of practice.toml a page in another language shows as they are, and where they stand."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bedside.practice import Practice

__all__ = ["KeyPath", "untranslated", "words_of"]

KeyPath = tuple[str | int, ...]  # as ("clinicians", 0, "role")

# What the words of each table are, for one that has none in the language.
_KEYS = {
    "practice": ("tagline", "insurance"), "categories": ("name", "description"),
    "clinicians": ("role", "photo_alt"), "locations": ("name", "access"),
    "special_hours": ("reason",), "newsletter": ("text",),
}  # fmt: skip


def untranslated(practice: "Practice", lang: str) -> dict[str, KeyPath]:
    """Return each text that a page in `lang` shows as it is, and its key in practice.toml."""
    return {
        text: (*table, name)
        for table, kind, record in _records(practice)
        for name in _KEYS[kind]
        for text in _texts(getattr(record, name))
        if not getattr(words_of(record, lang), name, None)
    }


def words_of(record: Any, lang: str) -> Any:
    """Return what a table says again in `lang`, or in its plain language; None where it does not."""
    found = getattr(record, "translations", {})
    return found.get(lang) or found.get(lang.partition("-")[0])


def _texts(value: Any) -> tuple[str, ...]:
    found = value if isinstance(value, tuple | list) else (value,)
    return tuple(one for one in found if one)


def _records(practice: "Practice") -> Iterator[tuple[KeyPath, str, Any]]:
    """Yield where a table stands in practice.toml, its kind and its record."""
    yield ("practice",), "practice", practice.practice
    for slug, shelf in practice.categories.items():
        yield ("categories", slug), "categories", shelf
    for index, person in enumerate(practice.clinicians):
        yield ("clinicians", index), "clinicians", person
    for index, office in enumerate(practice.locations):
        yield ("locations", index), "locations", office
        for row, day in enumerate(office.special_hours):
            yield ("locations", index, "special_hours", row), "special_hours", day
    if practice.newsletter:
        yield ("newsletter",), "newsletter", practice.newsletter
