"""The card's design as data: where each line of text may stand and how large it may be.

Lengths are pixels, measured for left-to-right cards; right-to-left cards are mirrored as a whole.
A new layout is one more `CardDesign`; those of other shapes than the link card's are in `shapes`.
"""

from dataclasses import dataclass, replace
from typing import Literal

from bedside.cards.model import HEIGHT, WIDTH

__all__ = [
    "ARTICLE", "PICTURED", "VERSION", "CardDesign", "Ground", "Logo", "Panel", "Pill", "Row", "Stack",
    "TextLayer",
]  # fmt: skip

VERSION = 5  # part of every cache key: raise it when design, layout or drawing changes

Colour = Literal["ink", "muted", "primary", "on_primary", "accent", "surface"]
Role = Literal["heading", "bold", "regular"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLayer:
    """A box of text. It is set at `size`, shrinks in steps to `floor`, then is cut at a word.

    What fits on two lines may be as large as `grown`: a word alone should fill its card.
    """

    x: float
    y: float
    width: float
    height: float
    size: int
    floor: int
    role: Role
    colour: Colour
    lines: int = 1
    leading: float = 1.2
    tall_leading: float = 1.45  # for scripts with marks above and below
    end: bool = False  # set against the far side
    grown: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """The square in which the practice's mark is drawn, and what it pushes the name along by."""

    x: float
    y: float
    size: float
    gap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pill:
    """The rounded ground behind the kicker: as high as the kicker's layer, wider by `pad` twice."""

    pad: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The part of the card that a picture fills; the near hill is drawn over its foot."""

    x: int
    y: int
    width: int
    height: int
    tile: int = 129  # of the pattern that stands in for a picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The whole card: its size, and how many times as high its hills are as the link card's."""

    width: int = WIDTH
    height: int = HEIGHT
    rise: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One text of a stack and the colour of the block that it stands on, "" for paper."""

    word: str  # the field of `CardText`
    called: str  # by a warning
    layer: TextLayer  # as high as it may get
    block: Colour | Literal[""] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Texts that stand one below the other, together in the middle of an area."""

    x: float
    y: float
    width: float
    height: float
    gap: float  # between what belongs together half of it
    rows: tuple[Row, ...]
    bar: Colour | Literal[""] = ""  # an upright line before them


@dataclass(frozen=True, slots=True, kw_only=True)
class CardDesign:
    """One card: its layers. Each text stands in the middle of its layer's height."""

    logo: Logo
    pill: Pill
    practice: TextLayer
    kicker: TextLayer
    title: TextLayer
    author: TextLayer
    reviewer: TextLayer
    host: TextLayer
    stack: Stack | None = None  # in place of the title
    panel: Panel | None = None  # none: the hills alone
    ground: Ground = Ground()
    label: str = "share card"  # what a warning calls it


ARTICLE = CardDesign(
    logo=Logo(x=72, y=44, size=60, gap=18),
    pill=Pill(pad=20),
    practice=TextLayer(
        x=72, y=44, width=640, height=60, size=29, floor=20, role="bold", colour="ink"
    ),
    kicker=TextLayer(
        x=748, y=51, width=360, height=46, size=24, floor=18, role="bold", colour="primary",
        end=True,
    ),
    title=TextLayer(
        x=72, y=130, width=1056, height=304, size=86, floor=38, role="heading", colour="ink",
        lines=5, leading=1.12, grown=112,
    ),
    author=TextLayer(
        x=72, y=530, width=700, height=40, size=28, floor=18, role="bold", colour="on_primary"
    ),
    reviewer=TextLayer(
        x=72, y=569, width=700, height=36, size=23, floor=16, role="regular", colour="on_primary"
    ),
    host=TextLayer(
        x=796, y=530, width=332, height=75, size=24, floor=16, role="regular",
        colour="on_primary", end=True,
    ),
)  # fmt: skip

# Beside a picture. The title never gets smaller than it can be read on a phone: one that would is
# set on ARTICLE, across the whole card.
PICTURED = replace(
    ARTICLE,
    panel=Panel(x=684, y=0, width=516, height=560),
    practice=replace(ARTICLE.practice, width=580),
    title=replace(ARTICLE.title, width=572, height=344, size=76, floor=46, lines=6, grown=100),
)
