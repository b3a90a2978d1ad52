"""Cut a post's prose into headings, paragraphs and list items, and those into sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bedside.checks.late import compile_late
from bedside.checks.model import Surface
from bedside.checks.surfaces.cut import holds

__all__ = ["Block", "Part", "Sentence", "blocks"]

# What is no word: a footnote mark, a fact of practice.toml that is filled in later, an address.
_FACT = compile_late(r"\{\{[^{}\n]*\}\}")
_ADDRESS = compile_late(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
_NO_WORDS = ((_FACT, ("{{",)), (_ADDRESS, ("://", "www.", "@")))
_HEADING = compile_late(r"[ \t>]*\#{1,6}[ \t]*")
_ITEM = compile_late(r"[ \t>]*(?:[-*+]|\d{1,3}[.)])[ \t]+|:[ \t]+")
_QUOTE = compile_late(r"[ \t>]*")
_RULE = compile_late(r"[ \t>]*[-=*_ \t]*\Z")
_END = compile_late(
    r"[.!?…](?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bSt\.)(?<!\bvs\.)(?<!\bNo\.)"
    r"(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\.[A-Z]\.)[\"”’')\]]*(?=\s)"
)
_WORD = compile_late(r"[^\W_]+(?:['’.,:/-][^\W_]+)*['’]?")
_PART = compile_late(r"[^\W_]+(?:['’.,][^\W_]+)*")
_OPENING = compile_late(r"[\"“‘'(\[¿¡* ]*+(.)", re.DOTALL)  # what a sentence begins with
_INITIAL = compile_late(r"(?:\A|\b[A-Z]\S*\s)[A-Z]\.\Z")  # Dr. J. Smith, not vitamin D.
_FILLED = "Larkspur"  # two syllables: what a fact of practice.toml reads like


class Part(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


class Sentence(NamedTuple):
    """A sentence; `start` is in the surface's text. `words` are split at hyphens and slashes."""

    start: int
    end: int
    text: str
    length: int  # words as readers count them: over-the-counter is one
    words: tuple[str, ...]
    is_whole: bool  # it ends with a full stop or the like


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, paragraph or list item; `text` is without its mark and begins at `start`."""

    part: Part
    start: int
    text: str
    sentences: tuple[Sentence, ...]

    @property
    def end(self) -> int:
        """Return where it ends in the surface's text."""
        return self.start + len(self.text)


def blocks(surface: Surface) -> list[Block]:
    """Return the blocks of a body's prose, without footnotes."""
    return [
        Block(part=part, start=start, text=text, sentences=tuple(_sentences(text, start)))
        for part, start, text in _parts(surface)
    ]


def _parts(surface: Surface) -> list[tuple[Part, int, str]]:
    found: list[tuple[Part, int, str]] = []
    at, is_open = 0, False
    for line in surface.text.split("\n"):
        part, skip = _read(line)
        start, text = at + skip, line[skip:].rstrip()
        at += len(line) + 1
        if not text or _RULE.match(text) or _is_footnote(surface, start):
            is_open = False
        elif part is Part.PARAGRAPH and is_open and found[-1][0] is not Part.HEADING:
            before, first, _ = found.pop()  # a line that the one before goes on to
            found.append((before, first, surface.text[first : start + len(text)]))
        else:
            found.append((part, start, text))
            is_open = True
    return found


def _read(line: str) -> tuple[Part, int]:
    """Return what a line begins and how many characters its mark has."""
    for part, mark in ((Part.HEADING, _HEADING), (Part.ITEM, _ITEM)):
        if found := mark.match(line):
            return part, found.end()
    quote = _QUOTE.match(line)
    return Part.PARAGRAPH, quote.end() if quote else 0


def _is_footnote(surface: Surface, start: int) -> bool:
    if surface.offsets is None or start >= len(surface.offsets):
        return False
    at = surface.offsets[start]
    line = surface.file_text.rfind("\n", 0, at) + 1
    return surface.file_text[line:].lstrip(" >").startswith("[^")


def _sentences(block: str, start: int) -> Iterator[Sentence]:
    """Yield the sentences that have a word in them."""
    text = block
    for pattern, signs in _NO_WORDS:
        if holds(text, signs):
            text = pattern.sub(lambda one: _FILLED.ljust(len(one[0])), text)
    at = 0
    for end, is_whole in _ends(text):
        if words := _WORD.findall(text, at, end):
            said = block[at:end]
            left = at + len(said) - len(said.lstrip())
            yield Sentence(
                start=start + left, end=start + end, text=said.strip(), length=len(words),
                words=_split(words),
                is_whole=is_whole,
            )  # fmt: skip
        at = end


def _split(words: list[str]) -> tuple[str, ...]:
    """Return the words, those that are joined by a sign apart."""
    if "".join(words).isalnum():
        return tuple(words)
    return tuple(
        part for word in words for part in ((word,) if word.isalnum() else _PART.findall(word))
    )


def _ends(text: str) -> Iterator[tuple[int, bool]]:
    last = 0
    for found in _END.finditer(text):
        after = _OPENING.match(text, found.end())
        goes_on = after and after[1].islower()  # 6 p.m. on Monday
        if not goes_on and not _is_initial(text, found.end()):
            last = found.end()
            yield last, True
    if text[last:].strip():
        yield len(text), text.rstrip("\"”’') ").endswith((".", "!", "?", "…"))


def _is_initial(text: str, end: int) -> bool:
    """Tell whether the full stop before `end` belongs to an initial: most follow a small letter."""
    is_after_capital = text[end - 2 : end - 1].isupper()
    return is_after_capital and bool(_INITIAL.search(text[max(0, end - 30) : end]))
