"""Search only around digits: most of a text has none, and most identifiers have some."""

import re
from collections.abc import Iterator

from bedside.checks.model import Context, Surface

__all__ = ["near_digits"]

_DIGITS = re.compile(r"\d{2}")
_MARGIN = 90  # characters: the longest label with the words between it and its number


def near_digits(
    pattern: re.Pattern[str], surface: Surface, context: Context
) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that needs two digits in a row, or nearly so."""
    for start, end in _zones(surface, context):
        yield from pattern.finditer(surface.text, start, end)


def _zones(surface: Surface, context: Context) -> list[tuple[int, int]]:
    cache = context.cache.setdefault("zones", {})
    assert isinstance(cache, dict)
    zones: list[tuple[int, int]] | None = cache.get(id(surface))
    if zones is None:
        zones = cache[id(surface)] = _find(surface.text)
    return zones


def _find(text: str) -> list[tuple[int, int]]:
    zones: list[tuple[int, int]] = []
    for found in _DIGITS.finditer(text):
        start, end = max(0, found.start() - _MARGIN), min(len(text), found.end() + _MARGIN)
        if zones and start <= zones[-1][1]:
            start = zones.pop()[0]
        zones.append((start, end))
    return zones
