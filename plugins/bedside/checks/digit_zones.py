"""Search only around digits: most of a text has none, and most identifiers have some."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache

from bedside.checks.kept_patterns import compile_kept
from bedside.checks.model import Context, Surface
from bedside.checks.signs import fold

__all__ = [
    "has_code",
    "has_digits",
    "has_long_number",
    "near_codes",
    "near_digits",
    "near_long_numbers",
]

_DIGITS = r"\d\d"
# What a code has and a dose or a year has not: five digits, digits on both sides of letters or
# signs, letters right before digits.
_CODE = r"\d(?:\d{3}(?:\d|(?<!19\d\d)(?<!20\d\d))|[A-Za-z./:-]+\d|\d\d \d{3}|\d*(?<=[A-Za-z]\d\d)|\d*(?<=[A-Za-z]-\d\d))"
_SEVEN = r"\d(?:[\W_]{0,4}\d){6}"
_MARGIN = 90  # characters: the longest label with the words between it and its number
_Zones = tuple[tuple[int, int], ...]


def has_digits(surface: Surface, _context: Context) -> bool:
    """Tell whether a digit stands in a surface: without one, none of these searches finds anything."""
    return bool(_digits(surface.text))


def has_code(surface: Surface, context: Context) -> bool:
    """Tell whether `near_codes` has anywhere to look."""
    return bool(_zones(_CODE, surface, context))


def has_long_number(surface: Surface, context: Context) -> bool:
    """Tell whether `near_long_numbers` has anywhere to look."""
    return bool(_zones(_SEVEN, surface, context))


def near_digits(
    pattern: re.Pattern[str], surface: Surface, context: Context, signs: Collection[str] = ()
) -> Iterable[re.Match[str]]:
    """Yield the matches of a pattern that needs two digits in a row, or nearly so.

    Every match holds one of the `signs`, small letters, if there are any.
    """
    return _search(pattern, surface.text, _zones(_DIGITS, surface, context), signs)


def near_codes(
    pattern: re.Pattern[str], surface: Surface, context: Context, signs: Collection[str] = ()
) -> Iterable[re.Match[str]]:
    """Yield the matches of a pattern that needs a code of four characters with two digits.

    Every match holds one of the `signs`, small letters, if there are any.
    """
    return _search(pattern, surface.text, _zones(_CODE, surface, context), signs)


def near_long_numbers(
    pattern: re.Pattern[str], surface: Surface, context: Context
) -> Iterable[re.Match[str]]:
    """Yield the matches of a pattern that needs seven digits with few signs between."""
    return _search(pattern, surface.text, _zones(_SEVEN, surface, context))


def _search(
    pattern: re.Pattern[str], text: str, zones: _Zones, signs: Collection[str] = ()
) -> Iterable[re.Match[str]]:
    if signs and zones:
        lower = fold(text)
        zones = tuple(one for one in zones if any(map(lower[slice(*one)].__contains__, signs)))
    return _matches(pattern, text, zones) if zones else ()


def _matches(pattern: re.Pattern[str], text: str, zones: _Zones) -> Iterator[re.Match[str]]:
    for start, end in zones:
        yield from pattern.finditer(text, start, end)


def _zones(kind: str, surface: Surface, context: Context) -> _Zones:
    known = context.cache.get("zones")
    if not isinstance(known, dict):
        known = context.cache["zones"] = {}
    zones: _Zones | None = known.get((id(surface), kind))
    if zones is None:
        zones = known[id(surface), kind] = _find(kind, surface.text)
    return zones


@cache
def _compiled(kind: str, *, is_ascii: bool) -> re.Pattern[str]:
    """Return the pattern; where all digits are 0 to 9, one that passes over the rest faster."""
    return compile_kept(kind.replace(r"\d", "[0-9]") if is_ascii else kind)


@lru_cache(maxsize=64)  # three kinds are looked for in each surface of a document
def _digits(text: str) -> tuple[int, ...]:
    """Return where the digits stand."""
    return tuple(one.start() for one in _compiled(r"\d", is_ascii=text.isascii()).finditer(text))


def _each(kind: str, text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a kind, each of which begins with a digit: most letters are none."""
    match, last = _compiled(kind, is_ascii=text.isascii()).match, 0
    for at in _digits(text):
        if at >= last and (found := match(text, at)):
            last = found.end()
            yield found


def _find(kind: str, text: str) -> _Zones:
    zones: list[tuple[int, int]] = []
    for found in _each(kind, text):
        start, end = max(0, found.start() - _MARGIN), min(len(text), found.end() + _MARGIN)
        if zones and start <= zones[-1][1]:
            start = zones.pop()[0]
        zones.append((start, end))
    return tuple(zones)
