"""Stand the texts of a layout one below the other, as high as their lines, and draw up their blocks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from bedside.cards.design import CardDesign, Row, Stack, TextLayer
from bedside.cards.fit import Fitted

__all__ = ["Area", "stacked", "word_layers"]

RADIUS = 16
BAR = 10  # pixels wide


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A block or a bar, on a card that is not mirrored."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    radius: int


def word_layers(design: CardDesign) -> dict[str, TextLayer]:
    """Return the layers of what the card says: the title alone, or a stack's rows."""
    stack = design.stack
    return {row.word: row.layer for row in stack.rows} if stack else {"title": design.title}


def stacked(
    design: CardDesign, fitted: Mapping[str, Fitted]
) -> tuple[dict[str, TextLayer], list[Area]]:
    """Return the rows' layers where they came to stand, and what is drawn behind and before them."""
    stack = design.stack
    if stack is None:
        return {}, []
    groups = [
        (block, [row for row in rows if row.word in fitted])
        for block, rows in groupby(stack.rows, key=lambda row: row.block)
    ]
    heights = {
        row.word: len(fitted[row.word].lines) * fitted[row.word].leading
        for _, rows in groups for row in rows
    }  # fmt: skip
    groups = [(block, rows) for block, rows in groups if rows]
    used = _used(stack, groups, heights)
    y = top = stack.y + (stack.height - used) / 2
    moved, areas = dict[str, TextLayer](), list[Area]()
    for block, rows in groups:
        pad = stack.gap if block else 0.0
        start = y
        y += pad
        for row in rows:
            moved[row.word] = replace(row.layer, y=y, height=heights[row.word])
            y += heights[row.word] + stack.gap / 2
        y += pad - stack.gap / 2
        if block:
            areas.append(
                Area(x=stack.x, y=start, width=stack.width, height=y - start, colour=block,
                     radius=RADIUS)
            )  # fmt: skip
        y += stack.gap
    if stack.bar:
        areas.append(
            Area(x=stack.x, y=top, width=BAR, height=used, colour=stack.bar, radius=BAR // 2)
        )
    return moved, areas


def _used(stack: Stack, groups: list[tuple[str, list[Row]]], heights: Mapping[str, float]) -> float:
    """Return how high the whole stack is."""
    within = sum(
        (2 * stack.gap if block else 0.0) + (len(rows) - 1) * stack.gap / 2
        for block, rows in groups
    )
    return sum(heights.values()) + within + (len(groups) - 1) * stack.gap
