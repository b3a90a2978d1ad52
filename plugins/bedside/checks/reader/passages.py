"""Cut a text into passages the size the reader was taught on."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bedside.checks.late import compile_late

__all__ = ["Passage", "cut_passages", "paragraphs_at", "passages_of", "sentences_alone"]

_BREAK = compile_late(r"\n[ \t]*\n\s*")
_SENTENCE = compile_late(r"(?<=[.!?…][\s\"”’)])(?=[\"“‘(]?[A-ZÁÉÍÓÚÑ0-9])")
_SHORT = 200  # characters: a heading, an item of a list, a caption: read with what follows
_FEW = 2  # words in small letters: less is no sentence
_SMALL = compile_late(r"\b[a-zà-ÿ]{2,}\b")
_ENDS = ".!"
_LONG = 650  # characters: about 130 words, as the longest passages in corpus/


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch `text[start:end]` of a surface."""

    start: int
    end: int
    text: str
    longest: tuple[int, int]  # the part of it to point at: a paragraph, not the heading before it


@lru_cache(maxsize=64)  # the rules of one document ask for the same surfaces
def passages_of(text: str) -> tuple[Passage, ...]:
    """Return the passages of a text."""
    return tuple(cut_passages(text))


def cut_passages(text: str) -> Iterator[Passage]:
    """Yield paragraphs, scraps joined to the next one, long ones cut between sentences."""
    at, last = 0, len(text.rstrip())
    for end in _paragraph_ends(text):
        is_scrap = end - at < _SHORT and end < last
        if is_scrap or not text[at:end].strip():
            continue
        yield from _windows(text, at, end)
        at = end


def paragraphs_at(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph stands that `text[start:end]` touches."""
    at = 0
    for stop in _paragraph_ends(text):
        part = text[at:stop]
        if at < end and start < stop and part.strip():
            yield at + len(part) - len(part.lstrip()), at + len(part.rstrip())
        at = stop


def sentences_alone(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph stands that is a sentence or two: passages join it to the next."""
    at = 0
    for stop in _paragraph_ends(text):
        part = text[at:stop].strip()
        start = text.find(part, at)
        is_line = bool(part) and len(part) < _SHORT and part[-1] in _ENDS and "\n" not in part
        if is_line and len(_SMALL.findall(part)) >= _FEW:
            yield start, start + len(part)
        at = stop


def _paragraph_ends(text: str) -> Iterator[int]:
    yield from (found.start() for found in _BREAK.finditer(text))
    yield len(text)


def _windows(text: str, start: int, end: int) -> Iterator[Passage]:
    """Yield the stretch, or parts that share a sentence where it is too long to be read at once."""
    begun = start
    while end - start > _LONG:
        cuts = [start + one.start() for one in _SENTENCE.finditer(text[start : start + _LONG])]
        is_cut = cuts and cuts[-1] - start > _SHORT  # else the next sentence is a very long one
        stop = cuts[-1] if is_cut else _space_before(text, start, start + _LONG)
        yield _passage(text, start, stop)
        start = cuts[-2] if is_cut and len(cuts) > 1 and cuts[-2] > start else stop
    if begun < start and end - start < _SHORT:  # a scrap alone would be misread
        start = _sentence_near(text, max(begun, end - 2 * _SHORT), start)
    yield _passage(text, start, end)


def _sentence_near(text: str, least: int, most: int) -> int:
    """Return where the first sentence from `least` on begins; `most` where none does before it."""
    found = _SENTENCE.search(text, least, most)
    return found.start() if found else most


def _space_before(text: str, start: int, stop: int) -> int:
    """Return where the last whole word before `stop` ends."""
    at = text.rfind(" ", start + 1, stop)
    return at if at > start else stop


def _passage(text: str, start: int, end: int) -> Passage:
    raw = text[start:end]
    left = len(raw) - len(raw.lstrip())
    last = start + len(raw.rstrip())
    longest = max(_parts(text, start + left, last), key=lambda part: part[1] - part[0])
    return Passage(start + left, last, " ".join(raw.split()), longest)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs, headings and items of a passage."""
    for found in _BREAK.finditer(text, start, end):
        yield start, found.start()
        start = found.end()
    yield start, end
