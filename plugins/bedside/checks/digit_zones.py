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
    """Return the matches of a pattern that needs two digits in a row, or nearly so."""
    zones = _zones(surface, context)
    return _matches(pattern, surface.text, zones) if zones else iter(())


def _matches(
    pattern: re.Pattern[str], text: str, zones: list[tuple[int, int]]
) -> Iterator[re.Match[str]]:
    for start, end in zones:
        yield from pattern.finditer(text, start, end)


def _zones(surface: Surface, context: Context) -> list[tuple[int, int]]:
    zones = context.cache.get(f"zones {id(surface)}")  # the engine keeps surfaces while it reads
    if not isinstance(zones, list):
        zones = context.cache[f"zones {id(surface)}"] = _find(surface.text)
    return zones


def _find(text: str) -> list[tuple[int, int]]:
    zones: list[tuple[int, int]] = []
    for found in _DIGITS.finditer(text):
        start, end = max(0, found.start() - _MARGIN), min(len(text), found.end() + _MARGIN)
        if zones and start <= zones[-1][1]:
            start = zones.pop()[0]
        zones.append((start, end))
    return zones
