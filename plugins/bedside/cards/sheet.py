"""A hundred hard titles as cards, in every layout and size: what a brand or a font must stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from bedside.brand import Brand
from bedside.cards.layouts import LAYOUTS
from bedside.cards.model import CardText, RenderedCard
from bedside.cards.render import render_card
from bedside.cards.shapes import CARD, SHAPES, CardShape

__all__ = ["SIZES", "SheetCard", "draw_sheet", "hard_titles"]

SIZES = {"card": CARD, **SHAPES}
PAIRS = [(layout, size) for layout in LAYOUTS for size in SIZES]
NEAR = 4  # titles further on: what stands beside a hard title is hard too


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCard:
    """One card of the sheet and what it is."""

    text: CardText
    size: str
    card: RenderedCard


@cache
def hard_titles() -> list[tuple[str, str]]:
    """Return language and title of each."""
    lines = (Path(__file__).parent / "hard_titles.txt").read_text("utf-8").splitlines()
    return [(lang, title) for lang, _, title in (line.partition("\t") for line in lines)]


def draw_sheet(
    base: CardText, brand: Brand, *, logo: Path | None, fonts: Path | None = None,
    pictures: Sequence[Path] = (), layout: str | None = None, size: str | None = None,
    debug: bool = False,
) -> Iterator[SheetCard]:  # fmt: skip
    """Yield each title as the card of a link and in one more layout and size, or in those asked for.

    Every second card has one of `pictures`, the others a pattern.
    """
    titles = hard_titles()
    for index, (lang, title) in enumerate(titles):
        text = replace(
            base, title=title, lang=lang, pattern=f"{index % 7}",
            picture=pictures[index // 2 % len(pictures)] if pictures and index % 2 else None,
        )  # fmt: skip
        wanted = (
            [(layout or "article", size or "card")] if layout or size
            else [("article", "card"), PAIRS[index * 3 % len(PAIRS)]]
        )  # fmt: skip
        for name, shape in wanted:
            filled = _filled(replace(text, layout=name), titles[(index + NEAR) % len(titles)][1])
            yield SheetCard(
                text=filled, size=shape,
                card=_drawn(filled, brand, SIZES[shape], logo, fonts, debug=debug),
            )  # fmt: skip


def _drawn(
    text: CardText, brand: Brand, shape: CardShape, logo: Path | None, fonts: Path | None, *,
    debug: bool,
) -> RenderedCard:  # fmt: skip
    return render_card(text, brand, logo=logo, fonts=fonts, shape=shape, debug=debug)


def _filled(text: CardText, other: str) -> CardText:
    """Return the text with words for every part of its layout."""
    match text.layout:
        case "quote":
            return replace(text, detail=text.author)
        case "myth-fact":
            return replace(text, lead_label="Myth", lead=other, title_label="Fact")
        case "number":
            return replace(text, lead="1 in 3")
        case "event":
            return replace(
                text, lead="Saturday, October 10, 9 am", detail="12 Mill Lane, Larkfield"
            )
        case "clinician":
            return replace(text, detail="Family physician", more="Larkfield, Millbrook")
        case "notice":
            return replace(text, lead_label="Notice", detail="Until October 12")
    return text
