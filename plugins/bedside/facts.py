"""Fill `{{ practice.phone }}` and its like from practice.toml, so that a fact stands in one place."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bedside.practice import Practice

__all__ = ["fact", "fill", "unknown_facts"]

_PLACEHOLDER = re.compile(r"\{\{\s*([a-z]+(?:\.[A-Za-z0-9_-]+)+)\s*\}\}")
_PRACTICE = (
    "name", "short_name", "tagline", "description", "url", "email", "phone", "fax", "emergency",
    "founded", "employees", "privacy_officer", "civil_rights_coordinator",
)  # fmt: skip


def fill(text: str, practice: "Practice") -> str:
    """Return `text` with every known placeholder replaced; unknown ones stay, for the checks."""
    return _PLACEHOLDER.sub(lambda found: fact(found[1], practice) or found[0], text)


def unknown_facts(text: str, practice: "Practice") -> Iterator[tuple[int, str]]:
    """Yield the offset and name of each placeholder that names no fact."""
    for found in _PLACEHOLDER.finditer(text):
        if fact(found[1], practice) is None:
            yield found.start(), found[1]


def fact(name: str, practice: "Practice") -> str | None:
    """Return the fact called `name`, such as `location.mill-pond.phone`, or None."""
    match name.split("."):
        case ["practice", "address"]:
            return practice.locations[0].address
        case ["practice", "insurance"]:
            return ", ".join(practice.practice.insurance)
        case ["practice", key] if key in _PRACTICE:
            return str(getattr(practice.practice, key) or "")
        case [
            "location",
            slug,
            ("name" | "phone" | "fax" | "email" | "address" | "street" | "access") as key,
        ]:
            location = practice.location(slug)
            return str(getattr(location, key) or "") if location else None
        case ["clinician", slug, "name"]:
            clinician = practice.clinician(slug)
            return clinician.display_name if clinician else None
        case ["clinician", slug, "role"]:
            clinician = practice.clinician(slug)
            return clinician.role if clinician else None
    return None
