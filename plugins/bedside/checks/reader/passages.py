"""Cut a text into passages the size the reader was taught on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Passage", "cut_passages"]

_BREAK = re.compile(r"\n[ \t]*\n\s*")
_SENTENCE = re.compile(r"(?<=[.!?…][\s\"”’)])(?=[\"“‘(]?[A-ZÁÉÍÓÚÑ0-9])")
_SHORT = 200  # characters: a heading, an item of a list, a caption: read with what follows
_LONG = 650  # characters: about 130 words, as the longest passages in corpus/


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch `text[start:end]` of a surface."""

    start: int
    end: int
    text: str


def cut_passages(text: str) -> Iterator[Passage]:
    """Yield paragraphs, scraps joined to the next one, long ones cut between sentences."""
    at = 0
    for start, end in _paragraphs(text):
        if end - at < _SHORT and end < len(text.rstrip()):
            continue
        yield from _windows(text, at or start, end)
        at = end
    if text[at:].strip():
        yield from _windows(text, at, len(text))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for found in _BREAK.finditer(text):
        if text[at : found.start()].strip():
            yield at, found.start()
        at = found.end()
    if text[at:].strip():
        yield at, len(text)


def _windows(text: str, start: int, end: int) -> Iterator[Passage]:
    """Yield the stretch, or overlapping halves of it where it is too long to be read at once."""
    while end - start > _LONG:
        cuts = [start + one.start() for one in _SENTENCE.finditer(text[start : start + _LONG])]
        stop = cuts[-1] if cuts and cuts[-1] > start else _space_before(text, start, start + _LONG)
        yield _passage(text, start, stop)
        start = cuts[-2] if len(cuts) > 1 and cuts[-2] > start else stop
    yield _passage(text, start, end)


def _space_before(text: str, start: int, stop: int) -> int:
    """Return where the last whole word before `stop` ends."""
    at = text.rfind(" ", start + 1, stop)
    return at if at > start else stop


def _passage(text: str, start: int, end: int) -> Passage:
    raw = text[start:end]
    left = len(raw) - len(raw.lstrip())
    return Passage(start + left, start + len(raw.rstrip()), " ".join(raw.split()))
