"""Which words of a built page were read at their source, so that only what is new is read again."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from bedside.checks.late import compile_late
from bedside.checks.model import Proof, Surface
from bedside.checks.surfaces import cut_surfaces
from bedside.post import Source

__all__ = ["lines_of", "prose_lines", "prove", "unread"]

# A sentence weighs with its two neighbours, a story is told over three (checks.reading), and each
# block is a sentence at least: so many blocks around what is new are read with it.
REACH = 3
_MARKS = compile_late(r"^(?:[ >\t]*(?:#{1,6}|[-*+]|\d{1,3}[.)])[ \t]+)+")


def prove(
    source: Source, surfaces: Sequence[Surface] | None, lines: tuple[str, ...] | None = None
) -> Proof:
    """Return what the rules have read; the prose is cut later where it was not cut just now.

    `lines` are those of the prose, where they are known already.
    """
    if lines is None and surfaces is not None:
        lines = prose_lines(surfaces)
    return Proof(path=source.path, text=source.text, cut=partial(_lines, source, lines))


def _lines(source: Source, known: tuple[str, ...] | None) -> tuple[str, ...]:
    return prose_lines(cut_surfaces(source)) if known is None else known


def prose_lines(surfaces: Sequence[Surface]) -> tuple[str, ...]:
    """Return the lines of the prose among a document's surfaces."""
    body = next((one for one in surfaces if one.name == "body"), None)
    return lines_of(body) if body else ()


def lines_of(body: Surface) -> tuple[str, ...]:
    """Return the lines of some prose without the marks of headings and lists."""
    words = (" ".join(_MARKS.sub("", line).split()) for line in body.text.split("\n"))
    return tuple(line for line in words if line)


def unread(text: str, proof: Proof, reach: int = REACH) -> list[str]:
    """Return the parts of a page's text that the proof does not cover, each with its neighbours.

    A block is covered when it stands in the source word for word between the same neighbours; none
    are asked for with a `reach` of 0 blocks.
    """
    blocks = text.split("\n\n")
    places = list(_places(blocks, proof.lines))
    kept: set[int] = {index for index, place in enumerate(places) if place is None}
    for index, (one, other) in enumerate(pairwise(places), start=1):
        if one is None or other != one + 1:
            kept.update(range(max(0, index - reach), min(len(blocks), index + reach)))
    return list(_runs(blocks, kept))


def _places(blocks: Sequence[str], lines: Sequence[str]) -> Iterator[int | None]:
    """Yield the line of the source that each block is: the next one, or else the first."""
    first = {line: index for index, line in reversed([*enumerate(lines)])}
    place: int | None = -1
    for block in blocks:
        after = len(lines) if place is None else place + 1
        is_next = after < len(lines) and lines[after] == block
        place = after if is_next else first.get(block)
        yield place


def _runs(blocks: Sequence[str], kept: set[int]) -> Iterator[str]:
    """Yield the kept blocks, those that follow each other together."""
    run: list[str] = []
    for index, block in enumerate(blocks):
        if index in kept:
            run.append(block)
        elif run:
            yield "\n\n".join(run)
            run = []
    if run:
        yield "\n\n".join(run)
