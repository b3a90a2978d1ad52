"""Where in a file the characters of a match stand, so that a screen can hide or underline them."""

import re
from collections.abc import Iterator, Sequence

from bedside.checks.late import compile_late
from bedside.checks.model import Span, Surface

__all__ = ["spans_of"]

# What one character of a surface may be in its file: an entity, a percent sign's byte, a word that
# was read as a digit. All of it is hidden.
_UNIT = compile_late(r"&[#\w]{1,31};|(?:%[0-9A-Fa-f]{2})+|\w+|.", re.DOTALL)
_GAP = 24  # characters between two of a match that belong to it: marks, tags, hidden signs


def spans_of(surface: Surface, start: int, end: int) -> tuple[Span, ...]:
    """Return the parts of the file that a match in the surface's text was read from."""
    if surface.offsets is None or start >= end:
        return ()
    return tuple(_runs(sorted({*surface.offsets[start:end]}), surface.file_text))


def _runs(places: Sequence[int], text: str) -> Iterator[Span]:
    begin = last = places[0]
    for place in places[1:]:
        if place - last > _GAP:
            yield begin, _whole(text, last)
            begin = place
        last = place
    yield begin, _whole(text, last)


def _whole(text: str, at: int) -> int:
    """Return the end of the unit of the file that the character at `at` belongs to."""
    found = _UNIT.match(text, at)
    return found.end() if found else at + 1
