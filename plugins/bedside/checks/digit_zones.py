"""Search only around digits: most of a text has none, and most identifiers have some."""

import re
from collections.abc import Collection, Iterable, Iterator

from bedside.checks.model import Context, Surface
from bedside.checks.signs import fold

__all__ = ["near_codes", "near_digits", "near_long_numbers"]

_DIGITS = re.compile(r"\d\d")
# What a code has and a dose or a year has not: five digits, digits on both sides of letters or
# signs, letters right before digits.
_CODE = re.compile(
    r"\d(?:\d{3}(?:\d|(?<!19\d\d)(?<!20\d\d))|[A-Za-z./:-]+\d|\d\d \d{3}|\d*(?<=[A-Za-z]\d\d)|\d*(?<=[A-Za-z]-\d\d))"
)
_SEVEN = re.compile(r"\d(?:[\W_]{0,4}\d){6}")
_MARGIN = 90  # characters: the longest label with the words between it and its number
_Zones = tuple[tuple[int, int], ...]


def near_digits(
    pattern: re.Pattern[str], surface: Surface, context: Context
) -> Iterable[re.Match[str]]:
    """Yield the matches of a pattern that needs two digits in a row, or nearly so."""
    return _search(pattern, surface.text, _zones(_DIGITS, surface, context))


def near_codes(
    pattern: re.Pattern[str], surface: Surface, context: Context, signs: Collection[str] = ()
) -> Iterable[re.Match[str]]:
    """Yield the matches of a pattern that needs a code of four characters with two digits.

    Every match holds one of the `signs`, small letters, if there are any.
    """
    zones = _zones(_CODE, surface, context)
    if signs and zones:
        lower = fold(surface.text)
        zones = tuple(one for one in zones if any(map(lower[slice(*one)].__contains__, signs)))
    return _search(pattern, surface.text, zones)


def near_long_numbers(
    pattern: re.Pattern[str], surface: Surface, context: Context
) -> Iterable[re.Match[str]]:
    """Yield the matches of a pattern that needs seven digits with few signs between."""
    return _search(pattern, surface.text, _zones(_SEVEN, surface, context))


def _search(pattern: re.Pattern[str], text: str, zones: _Zones) -> Iterable[re.Match[str]]:
    return _matches(pattern, text, zones) if zones else ()


def _matches(pattern: re.Pattern[str], text: str, zones: _Zones) -> Iterator[re.Match[str]]:
    for start, end in zones:
        yield from pattern.finditer(text, start, end)


def _zones(kind: re.Pattern[str], surface: Surface, context: Context) -> _Zones:
    cache = context.cache.setdefault("zones", {})
    assert isinstance(cache, dict)
    zones: _Zones | None = cache.get((id(surface), kind))
    if zones is None:
        zones = cache[id(surface), kind] = tuple(_find(kind, surface.text))
    return zones


def _find(kind: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    zones: list[tuple[int, int]] = []
    for found in kind.finditer(text):
        start, end = max(0, found.start() - _MARGIN), min(len(text), found.end() + _MARGIN)
        if zones and start <= zones[-1][1]:
            start = zones.pop()[0]
        zones.append((start, end))
    return zones
