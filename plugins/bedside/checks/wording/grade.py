"""Weigh how hard a text is to read, as a school grade."""

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import repeat

from bedside.checks.model import Surface
from bedside.checks.wording.blocks import Block, Part, Sentence, blocks
from bedside.checks.wording.syllables import syllables

__all__ = ["LANGUAGES", "Section", "ease", "grade", "sections"]

LANGUAGES = ("en", "es")
_SCRAP = 4  # an item of fewer words, without a full stop, is a name in a list and no sentence


@dataclass(slots=True)
class Section:
    """What stands under one heading; `start` is in the surface's text."""

    heading: str
    start: int
    blocks: list[Block] = field(default_factory=list)

    @property
    def sentences(self) -> list[Sentence]:
        """Return what counts as its sentences: a name in a list is none."""
        return [
            one
            for block in self.blocks
            for one in block.sentences
            if block.part is Part.PARAGRAPH or one.is_whole or one.length >= _SCRAP
        ]


def sections(surface: Surface) -> list[Section]:
    """Return the prose of a body under its headings; the first section has none."""
    found = [Section("", 0)]
    for block in blocks(surface):
        if block.part is Part.HEADING:
            found.append(Section(block.text.rstrip("# "), block.start))
        else:
            found[-1].blocks.append(block)
    return found


def grade(sentences: Collection[Sentence], exempt: AbstractSet[str], lang: str = "en") -> float:
    """Return the US school grade that reads this with ease; `exempt` words weigh nothing.

    English by Flesch-Kincaid; Spanish by Fernández Huerta, whose scale has two points for each
    fifth of a grade: 70 is grade 6, 60 grade 8.
    """
    if lang == "es":
        return (100 - ease(sentences, exempt)) / 5
    length, syllables_each = _means(sentences, exempt, lang)
    return 0.39 * length + 11.8 * syllables_each - 15.59


def ease(sentences: Collection[Sentence], exempt: AbstractSet[str]) -> float:
    """Return the Fernández Huerta score of a Spanish text, 0 to 100, higher is easier.

    https://legible.es/blog/lecturabilidad-fernandez-huerta/ (read 2026-11-22)
    """
    length, syllables_each = _means(sentences, exempt, "es")
    return 206.84 - 60 * syllables_each - 1.02 * length


def _means(
    sentences: Collection[Sentence], exempt: AbstractSet[str], lang: str
) -> tuple[float, float]:
    """Return words a sentence, and syllables a word without the exempt ones."""
    words = [word for one in sentences for word in one.words if word.lower() not in exempt]
    total = sum(one.length for one in sentences)
    if not words:
        return total / max(1, len(sentences)), 0.0
    return total / len(sentences), sum(map(syllables, words, repeat(lang))) / len(words)
