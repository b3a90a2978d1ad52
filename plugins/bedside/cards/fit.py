"""Fit text into a box: wrap it, shrink it to a floor, then cut it at a word and say so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import regex

from bedside.cards.breaks import Piece, pieces
from bedside.cards.design import TextLayer
from bedside.text import graphemes

__all__ = ["Fitted", "Measure", "fit"]

Measure = Callable[[str], float]  # a line's text -> its width in ems

MARK = "…"
STEP = 2  # pixels between the sizes that are tried
FEW = 2  # lines that need not become fewer
WORTH = 0.82  # of the largest size: what one line less may cost
COMFORT = 56  # pixels: below it no size is given away, a phone shows cards at a third
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
    best: tuple[int, list[str]] | None = None
    for size in range(layer.size, layer.floor - 1, -STEP):
        if best and size < max(best[0] * WORTH, COMFORT):
            break
        lines = _whole(parts, layer, size, factor, measure)
        if lines and (best is None or len(lines) < len(best[1])):
            best = size, lines
            if len(lines) <= FEW:
                break
    if best is None:
        return _at_floor(parts, layer, factor, measure)
    size, lines = best
    lines = _balance(parts, lines, layer.width / size, measure)
    if len(lines) > FEW and " " not in lines[-1]:  # one word alone on the last line
        lines = _share_out(parts, len(lines), layer.width / size, measure) or lines
    return Fitted(lines=tuple(lines), size=size, leading=size * factor)


def _whole(
    parts: list[Piece], layer: TextLayer, size: int, factor: float, measure: Measure
) -> list[str]:
    """Return the lines at `size` when all of them fit the layer, none otherwise."""
    room = layer.width / size
    lines = _wrap(parts, room, measure)
    fits = len(lines) <= _line_limit(layer, size, factor) and _all_fit(lines, room, measure)
    return lines if fits else []


def _at_floor(parts: list[Piece], layer: TextLayer, factor: float, measure: Measure) -> Fitted:
    """Break words that are wider than the box, then leave out the lines that do not fit."""
    size, room = layer.floor, layer.width / layer.floor
    broken = [small for part in parts for small in _break_wide(part, room, measure)]
    lines = _wrap(broken, room, measure)
    limit = max(_line_limit(layer, size, factor), 1)
    cut = len(lines) > limit
    if cut:
        lines = [*lines[: limit - 1], _cut(lines[limit - 1], room, measure)]
    return Fitted(lines=tuple(lines), size=size, leading=size * factor, cut=cut, crowded=True)


def _line_limit(layer: TextLayer, size: int, factor: float) -> int:
    return min(layer.lines, int(layer.height / (size * factor))) if layer.lines > 1 else 1


def _all_fit(lines: Sequence[str], room: float, measure: Measure) -> bool:
    return all(measure(line) <= room for line in lines)


def _wrap(parts: Sequence[Piece], room: float, measure: Measure) -> list[str]:
    """Fill each line as far as it goes; a piece wider than the room stands alone."""
    lines: list[str] = []
    line = glue = ""
    for part in parts:
        if line and measure(line + glue + part.text) > room:
            lines.append(line)
            line = part.text
        else:
            line += glue + part.text
        glue = " " if part.space else ""
    return [*lines, line] if line else lines


def _balance(parts: Sequence[Piece], lines: list[str], room: float, measure: Measure) -> list[str]:
    """Return as many lines, as even in width as they can be: no single word left at the end."""
    low, high, best = room / 2, room, lines
    for _ in range(7):
        middle = (low + high) / 2
        tried = _wrap(parts, middle, measure)
        if len(tried) == len(lines) and _all_fit(tried, middle, measure):
            best, high = tried, middle
        else:
            low = middle
    return best


def _share_out(parts: Sequence[Piece], count: int, room: float, measure: Measure) -> list[str]:
    """Return `count` lines with as little unevenly empty room as can be, none where they do not fit."""
    best: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}  # pieces set -> cost and lines
    for _ in range(count):
        longer: dict[int, tuple[float, list[str]]] = {}
        for start, (cost, lines) in best.items():
            for end in range(start + 1, len(parts) + 1):
                line = _joined(parts[start:end])
                width = measure(line)
                if width > room:
                    break
                total = cost + (room - width) ** 2
                if end not in longer or total < longer[end][0]:
                    longer[end] = total, [*lines, line]
        best = longer
    return best.get(len(parts), (0.0, []))[1]


def _break_wide(part: Piece, room: float, measure: Measure) -> list[Piece]:
    """Cut a piece wider than the room between graphemes."""
    if measure(part.text) <= room:
        return [part]
    found = [""]
    for cluster in graphemes(part.text):
        if found[-1] and measure(found[-1] + cluster) > room:
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
