"""Fit text into a box: wrap it, shrink it to a floor, then cut it at a word and say so.

Words are measured once and lines added up from them; the lines that come out are measured whole,
and where letters across a space made one too wide, everything is done again by whole lines.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import regex

from bedside.cards.breaks import Piece, pieces
from bedside.cards.design import TextLayer
from bedside.text import graphemes

__all__ = ["Fitted", "Measure", "fit"]

Measure = Callable[[str], float]  # a line's text -> its width in ems
Width = Callable[[int, int], float]  # the first piece of a line and the one after its last -> ems
Lines = list[tuple[int, int]]

MARK = "…"
HYPHEN = "-"
STEP = 2  # pixels between the sizes that are tried
FEW = 2  # lines that need not become fewer
WORTH = 0.82  # of the largest size: what one line less may cost
COMFORT = 56  # pixels: below it no size is given away, a phone shows cards at a third
_HYPHENED = regex.compile(r"(?:[\p{Latin}\p{Greek}\p{Cyrillic}]\p{M}*){2}")
_TALL = regex.compile(r"[\p{Arabic}\p{Devanagari}\p{Thai}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Lines in reading order, their size and distance in pixels; `cut` when text was left out."""

    lines: tuple[str, ...]
    size: int
    leading: float
    cut: bool = False
    crowded: bool = False  # it did not fit whole: words were broken or left out


def fit(text: str, layer: TextLayer, measure: Measure) -> Fitted:
    """Return clean `text` at the largest size at which it fits `layer` whole, or cut at the floor.

    Fewer lines are worth a little size: two lines read better than three slightly larger ones.
    """
    factor = layer.tall_leading if _TALL.search(text) else layer.leading
    parts = pieces(text)
    for width in (_added(parts, measure), _whole(parts, measure)):
        found = _largest(len(parts), layer, factor, width)
        if found is None:
            break
        size, ranges = found
        lines = tuple(_joined(parts[start:end]) for start, end in ranges)
        if all(measure(line) * size <= layer.width for line in lines):
            return Fitted(lines=lines, size=size, leading=size * factor)
    return _at_floor(parts, layer, factor, measure)


def _added(parts: Sequence[Piece], measure: Measure) -> Width:
    """Return the width of a line as the sum of its pieces and spaces."""
    space = measure(" ")
    bare = [measure(part.text) for part in parts]
    after = [space if part.space else 0.0 for part in parts]
    ends = [0.0, *accumulate(a + b for a, b in zip(bare, after, strict=True))]
    return lambda start, end: ends[end] - ends[start] - after[end - 1]


def _whole(parts: Sequence[Piece], measure: Measure) -> Width:
    """Return the width of a line as it is set."""
    return lambda start, end: measure(_joined(parts[start:end]))


def _largest(count: int, layer: TextLayer, factor: float, width: Width) -> tuple[int, Lines] | None:
    """Return the best size and the lines at it, None when the text does not fit at any."""
    best: tuple[int, Lines] | None = None
    for size in range(max(layer.size, layer.grown), layer.floor - 1, -STEP):
        if best and size < max(best[0] * WORTH, COMFORT):
            break
        room = layer.width / size
        lines = _wrap(count, room, width)
        limit = min(_line_limit(layer, size, factor), FEW if size > layer.size else layer.lines)
        fits = len(lines) <= limit and _all_fit(lines, room, width)
        if fits and (best is None or len(lines) < len(best[1])):
            best = size, lines
            if len(lines) <= FEW:
                break
    if best is None:
        return None
    size, lines = best
    if len(lines) == 1:
        return best
    lines = _balance(count, lines, layer.width / size, width)
    if len(lines) > FEW and lines[-1][1] - lines[-1][0] == 1:  # one word alone on the last line
        lines = _share_out(count, len(lines), layer.width / size, width) or lines
    return size, lines


def _at_floor(parts: list[Piece], layer: TextLayer, factor: float, measure: Measure) -> Fitted:
    """Break words that are wider than the box, then leave out the lines that do not fit.

    Words that are broken anyway are set as large as they can be on no more lines than at the floor.
    """
    size, room = layer.floor, layer.width / layer.floor
    lines = _broken(parts, room, measure)
    limit = max(_line_limit(layer, size, factor), 1)
    cut = len(lines) > limit
    if cut:
        lines = [*lines[: limit - 1], _cut(lines[limit - 1], room, measure)]
    else:
        for larger in range(layer.size, size, -STEP):
            tried = _broken(parts, layer.width / larger, measure)
            if len(tried) <= min(len(lines), _line_limit(layer, larger, factor)):
                size, lines = larger, tried
                break
    return Fitted(lines=tuple(lines), size=size, leading=size * factor, cut=cut, crowded=True)


def _broken(parts: list[Piece], room: float, measure: Measure) -> list[str]:
    """Return the lines, words that are wider than the room broken."""
    small = [one for part in parts for one in _break_wide(part, room, measure)]
    return [
        _joined(small[start:end]) for start, end in _wrap(len(small), room, _whole(small, measure))
    ]


def _line_limit(layer: TextLayer, size: int, factor: float) -> int:
    return min(layer.lines, int(layer.height / (size * factor))) if layer.lines > 1 else 1


def _all_fit(lines: Lines, room: float, width: Width) -> bool:
    return all(width(start, end) <= room for start, end in lines)


def _wrap(count: int, room: float, width: Width) -> Lines:
    """Fill each line as far as it goes; a piece wider than the room stands alone."""
    lines: Lines = []
    start = 0
    for end in range(2, count + 1):
        if width(start, end) > room:
            lines.append((start, end - 1))
            start = end - 1
    return [*lines, (start, count)] if count else lines


def _balance(count: int, lines: Lines, room: float, width: Width) -> Lines:
    """Return as many lines, as even in width as they can be: no single word left at the end."""
    low, high, best = room / 2, room, lines
    for _ in range(7):
        middle = (low + high) / 2
        tried = _wrap(count, middle, width)
        if len(tried) == len(lines) and _all_fit(tried, middle, width):
            best, high = tried, middle
        else:
            low = middle
    return best


def _share_out(count: int, rows: int, room: float, width: Width) -> Lines:
    """Return `rows` lines with as little unevenly empty room as can be, none where they do not fit."""
    best: dict[int, tuple[float, Lines]] = {0: (0.0, [])}  # pieces set -> cost and lines
    for _ in range(rows):
        longer: dict[int, tuple[float, Lines]] = {}
        for start, (cost, lines) in best.items():
            for end in range(start + 1, count + 1):
                wide = width(start, end)
                if wide > room:
                    break
                total = cost + (room - wide) ** 2
                if end not in longer or total < longer[end][0]:
                    longer[end] = total, [*lines, (start, end)]
        best = longer
    return best.get(count, (0.0, []))[1]


def _break_wide(part: Piece, room: float, measure: Measure) -> list[Piece]:
    """Cut a piece wider than the room between graphemes, with a hyphen between letters that take one."""
    if measure(part.text) <= room:
        return [part]
    found = [""]
    for cluster in graphemes(part.text):
        hyphen = HYPHEN if _HYPHENED.fullmatch(found[-1][-1:] + cluster) else ""
        if found[-1] and measure(found[-1] + cluster + hyphen) > room:
            found[-1] += hyphen if measure(found[-1] + hyphen) <= room else ""
            found.append("")
        found[-1] += cluster
    return [*(Piece(text=text) for text in found[:-1]), Piece(text=found[-1], space=part.space)]


def _cut(line: str, room: float, measure: Measure) -> str:
    """Return as many whole words of `line` as leave room for the mark; graphemes of a lone one."""
    words = pieces(line)
    while len(words) > 1 and measure(_joined(words) + MARK) > room:
        words.pop()
    clusters = graphemes(_joined(words).rstrip(" ,;:–—-、，：；"))
    while clusters and measure("".join(clusters) + MARK) > room:
        clusters.pop()
    return "".join(clusters) + MARK


def _joined(words: Sequence[Piece]) -> str:
    return "".join(word.text + (" " if word.space else "") for word in words).rstrip()
