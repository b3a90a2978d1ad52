"""Render one card in one shape: text and brand in, picture and warnings out."""

from functools import lru_cache
from pathlib import Path

from PIL import Image

from bedside.brand import Brand
from bedside.cards.design import Role
from bedside.cards.fonts import font_folder, open_stack
from bedside.cards.ground import Backing
from bedside.cards.layout import compose
from bedside.cards.layouts import designs_for
from bedside.cards.mark import MarkError, load_mark
from bedside.cards.meta import card_for
from bedside.cards.model import CardText, RenderedCard
from bedside.cards.overlay import overlaid
from bedside.cards.panel import crop_picture
from bedside.cards.raster import draw
from bedside.cards.shape import Shaper
from bedside.cards.shapes import CARD, CardShape
from bedside.files import sha256
from bedside.post import Post
from bedside.practice import Practice

__all__ = ["card_warnings", "render_card", "shapers_for"]


def render_card(
    text: CardText, brand: Brand, *, logo: Path | None = None, fonts: Path | None = None,
    shape: CardShape = CARD, debug: bool = False,
) -> RenderedCard:  # fmt: skip
    """Return the card of `text` in the brand's colours and fonts.

    `logo` is a file (content / brand.logo); `fonts` a folder asked before the vendored one;
    `debug` draws boxes, baselines and margins over it. Raises BedsideError when the brand names a
    font that is not there. A logo that cannot be drawn is left out and said.
    """
    shapers = shapers_for(brand, text.lang, fonts or font_folder())
    mark, warnings = _mark(logo, brand, shape)
    design, otherwise = designs_for(text, shape)
    composition = compose(text, design, shapers, logo=mark is not None, otherwise=otherwise)
    panel, tile = composition.panel, shape.pictured.panel.tile if shape.pictured.panel else 0
    backing = Backing(
        mark=(mark.size, mark.tobytes()) if mark else None,
        pattern=(text.pattern or text.title) if panel else "",
        tile=tile,
    )  # fmt: skip
    picture = (
        crop_picture(text.picture, (int(panel.width), int(panel.height)), brand)
        if panel and text.picture else None
    )  # fmt: skip
    data = draw(composition, brand, shapers, backing, picture, jpeg=shape.jpeg)
    if debug:
        data = overlaid(data, composition)
    ground = composition.ground
    return RenderedCard(
        data=data, width=ground.width, height=ground.height, sha256=sha256(data),
        warnings=(*warnings, *composition.warnings),
    )  # fmt: skip


def card_warnings(
    post: Post, practice: Practice, shape: CardShape = CARD, fonts: Path | None = None
) -> tuple[str, ...]:
    """Return what of a post's words its card in `shape` would leave out; nothing is drawn."""
    text = card_for(post, practice)
    shapers = shapers_for(practice.brand, text.lang, fonts or font_folder())
    design, otherwise = designs_for(text, shape)
    return compose(
        text, design, shapers, logo=bool(practice.brand.logo), otherwise=otherwise
    ).warnings


@lru_cache(maxsize=8)
def shapers_for(brand: Brand, lang: str, folder: Path) -> dict[Role, Shaper]:
    """Return a shaper for each role a layer's text can have."""
    return {
        "heading": Shaper(stack=open_stack(folder, brand.heading_font, 700, lang)),
        "bold": Shaper(stack=open_stack(folder, brand.body_font, 700, lang)),
        "regular": Shaper(stack=open_stack(folder, brand.body_font, 400, lang)),
    }


def _mark(
    logo: Path | None, brand: Brand, shape: CardShape
) -> tuple[Image.Image | None, tuple[str, ...]]:
    if logo is None:
        return None, ()
    try:
        return load_mark(logo, int(shape.plain.logo.size), brand.primary), ()
    except MarkError as error:
        return None, (f"{shape.plain.label}: drawn without the logo: {error}",)
