"""A text as the reader reads it: whole under its title, so that each passage is judged by the others.

Who *she* is, a mare, a mannequin, somebody made up, is often said once and elsewhere in a post. The
model gives each word piece a score; a passage's is the mean of its own pieces.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bedside.checks.reader.passages import passages_of
from bedside.checks.reader.wordpiece import Vocabulary, pieces_of

__all__ = [
    "Block",
    "Place",
    "Sheet",
    "ahead",
    "behind",
    "block_at",
    "blocks_of",
    "lay_out",
    "lead_of",
]

_TITLE = 90  # characters of a title that are read with a text
_LEAD = 200  # characters of a long text's beginning, read with each later part of it
_BLOCK = 1500  # characters, about 300 words: what is read at once
MOST = 448  # pieces the model takes


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch `text[start:end]`, where it stands, under the title of its post if it is known."""

    text: str
    start: int
    end: int
    title: str = ""

    @property
    def said(self) -> str:
        """Return the stretch by itself, in single spaces."""
        return " ".join(self.text[self.start : self.end].split())

    def alone(self) -> "Place":
        """Return the stretch without anything around it."""
        return Place(said := self.said, 0, len(said))


def ahead(prose: str) -> str:
    """Return the prose as it is read ahead of what stands beside it."""
    return f"{prose.rstrip()}\n\n"


def behind(prose: str, text: str, title: str = "") -> Place:
    """Return the place of a text that is read behind the prose."""
    before = ahead(prose)
    return Place(before + text, len(before), len(before) + len(text), title)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch `text[start:end]` that is read at once; from `core` on its passages are judged there."""

    start: int
    core: int
    end: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the model is given of a block: pieces, and where in the text each one's word stands.

    What stands from `end` on had no room; `title` is which of the pieces are the title's.
    """

    pieces: list[int]
    places: list[int]  # -1: a mark, the title or the lead
    end: int
    title: range

    def within(self, start: int, end: int) -> list[int]:
        """Return which of the pieces belong to a stretch of the text."""
        return [number for number, at in enumerate(self.places) if start <= at < end]


@lru_cache(maxsize=64)  # the rules of one document ask for the same surfaces
def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text: whole passages, each block beginning with the last of the one before."""
    return tuple(_cut(text))


def block_at(text: str, at: int) -> Block:
    """Return the block in which a passage that begins at `at` is judged."""
    blocks = blocks_of(text)
    return next((one for one in reversed(blocks) if one.core <= at), blocks[0])


def lead_of(text: str, block: Block) -> str:
    """Return the beginning of the text, where a block further on is read with it."""
    return text[:_LEAD] if block.start >= _LEAD else ""


def _cut(text: str) -> Iterator[Block]:
    start = core = end = before = 0
    for passage in passages_of(text):
        if passage.end - start > _BLOCK and end > core:
            yield Block(start, core, end)
            start, core = before, end
        before, end = passage.start, passage.end
    yield Block(start, core, max(end, len(text)))


def lay_out(text: str, title: str, block: Block, vocabulary: Vocabulary) -> Sheet:
    """Return a block of a text as the model reads it, under its title and, further on, its beginning."""
    begin, end, bar = (vocabulary[one] for one in ("[CLS]", "[SEP]", "|"))
    over, lead = (
        [piece for piece, _ in pieces_of(part, vocabulary)]
        for part in (title[:_TITLE], lead_of(text, block))
    )
    ahead = [begin]
    for part in (over, lead):
        if part:
            ahead += [*part, bar]
    read = list(pieces_of(text[block.start : block.end], vocabulary))
    room = MOST - len(ahead) - 1
    stop = block.start + read[room][1] if len(read) > room else block.end
    pieces, places = (
        [piece for piece, _ in read[:room]],
        [block.start + at for _, at in read[:room]],
    )
    return Sheet(
        [*ahead, *pieces, end], [*[-1] * len(ahead), *places, -1], stop, range(1, 1 + len(over))
    )
