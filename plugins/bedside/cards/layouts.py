"""The layouts besides the article's, as data: which words stand below each other, how large, on what.

A layout is set in the place of the title of any shape's design, so each works in every size.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from bedside.cards.design import CardDesign, Colour, Role, Row, Stack, TextLayer
from bedside.cards.model import CardText
from bedside.cards.shapes import CardShape

__all__ = ["LAYOUTS", "Layout", "Part", "designs_for"]

GAP = 0.24  # of the title's largest size
INSET = 0.36  # of the same: from the edge of a block or bar to its words
SMALLEST, SHRINK = 22, 0.36  # pixels, and a part's floor by its size
TALL = 1.45  # the leading of scripts with marks above and below: one line must hold it too


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One text: its share of the height, its size by the title's largest, what a warning calls it."""

    word: str
    called: str
    share: float
    size: float
    role: Role = "heading"
    colour: Colour = "ink"
    block: Colour | Literal[""] = ""
    lines: int = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Parts from the top; `pictured` says whether a picture or pattern may stand beside them."""

    parts: tuple[Part, ...]
    bar: Colour | Literal[""] = ""
    pictured: bool = True
    deeper: float = 0  # of the card's height: how far its blocks may reach over the far hills


LAYOUTS: Mapping[str, Layout] = {
    "article": Layout(parts=()),  # the design's own title
    "quote": Layout(bar="accent", parts=(
        Part(word="title", called="the quote", share=0.8, size=0.8),
        Part(word="detail", called="the speaker", share=0.2, size=0.38, role="bold", colour="primary", lines=2),
    )),
    "myth-fact": Layout(pictured=False, deeper=0.06, parts=(
        Part(word="lead_label", called="the label", share=0.11, size=0.28, role="bold", colour="muted",
             block="surface", lines=1),
        Part(word="lead", called="the myth", share=0.34, size=0.5, role="bold", block="surface"),
        Part(word="title_label", called="the label", share=0.11, size=0.28, role="bold", colour="on_primary",
             block="primary", lines=1),
        Part(word="title", called="the fact", share=0.44, size=0.6, colour="on_primary", block="primary"),
    )),
    "number": Layout(parts=(
        Part(word="lead", called="the number", share=0.52, size=2.0, colour="primary", lines=1),
        Part(word="title", called="what the number counts", share=0.48, size=0.56, role="bold"),
    )),
    "event": Layout(parts=(
        Part(word="lead", called="the time", share=0.24, size=0.42, role="bold", colour="primary", block="surface",
             lines=2),
        Part(word="title", called="the event's name", share=0.54, size=0.9),
        Part(word="detail", called="the place", share=0.22, size=0.36, role="regular", lines=2),
    )),
    "clinician": Layout(parts=(
        Part(word="title", called="the name", share=0.56, size=0.84),
        Part(word="detail", called="the role", share=0.22, size=0.4, role="bold", colour="primary", lines=2),
        Part(word="more", called="the offices", share=0.22, size=0.36, role="regular", lines=2),
    )),
    "notice": Layout(bar="accent", parts=(
        Part(word="lead_label", called="the label", share=0.14, size=0.38, role="bold", colour="accent", lines=1),
        Part(word="title", called="the notice", share=0.64, size=0.92),
        Part(word="detail", called="how long it holds", share=0.22, size=0.4, role="bold", lines=2),
    )),
}  # fmt: skip


def designs_for(text: CardText, shape: CardShape) -> tuple[CardDesign, CardDesign]:
    """Return the design to try first and the one for words that are too many for it."""
    layout = LAYOUTS[text.layout]
    shown = bool(text.picture or text.pattern) and layout.pictured
    first = shape.pictured if shown else shape.plain
    if not layout.parts:
        return first, shape.plain
    words = frozenset(part.word for part in layout.parts if getattr(text, part.word))
    return _arranged(first, text.layout, words), _arranged(shape.plain, text.layout, words)


@lru_cache(maxsize=256)
def _arranged(design: CardDesign, name: str, words: frozenset[str]) -> CardDesign:
    """Return the design with the layout's parts that have words, in the place of its title."""
    layout, title = LAYOUTS[name], design.title
    parts = [part for part in layout.parts if part.word in words]
    gap, inset = GAP * title.size, INSET * title.size
    blocks = {part.block for part in parts if part.block}
    height = title.height + layout.deeper * design.ground.height
    free = height - gap * (len(parts) - 1) - gap * 2 * len(blocks)
    whole = sum(part.share for part in parts)
    rows = tuple(
        Row(
            word=part.word, called=part.called, block=part.block,
            layer=_layer(part, title, free * part.share / whole,
                         inset if part.block or layout.bar else 0.0),
        )
        for part in parts
    )  # fmt: skip
    stack = Stack(x=title.x, y=title.y, width=title.width, height=height, gap=gap,
                  rows=rows, bar=layout.bar)  # fmt: skip
    return replace(design, stack=stack)


def _layer(part: Part, title: TextLayer, height: float, inset: float) -> TextLayer:
    size = part.size * title.size
    if part.lines == 1:
        size = min(size, height / TALL)
    floor = max(SMALLEST, SHRINK * size)
    return replace(
        title, x=title.x + inset, width=title.width - 2 * inset if part.block else title.width - inset,
        height=height, size=max(round(size), SMALLEST), floor=round(floor), role=part.role,
        colour=part.colour, lines=part.lines, grown=0,
    )  # fmt: skip
