"""The few colours a card needs: flat grounds, inks, and the shades on the edges between them.

A palette made from the brand beats one counted from each card: ten times as fast, and the brand's
colours stay exact.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from PIL import Image

from bedside.brand import Brand
from bedside.cards.backdrop import backdrop_colours, rgb

__all__ = ["reduce"]

Colour = tuple[int, int, int]

LETTER_SHADES = 16  # on the edges of letters
SHAPE_SHADES = 5  # on the edges of hills: seen at a glance, not read
MARK_COLOURS = 48
PANEL_COLOURS = 64  # what the brand and the mark leave free
APART = 8  # Pillow looks colours up in cells of four steps a band: two cells keep them apart
LIMIT = 256  # a PNG palette's size


def reduce(
    picture: Image.Image, brand: Brand, mark: Image.Image | None, panel: Image.Image | None
) -> Image.Image:
    """Return the RGB picture with a palette, each pixel in its nearest colour, without dots."""
    flat, shades = _brand_colours(brand)
    seen = _panel_colours(panel) if panel is not None else []
    if mark is not None:
        seen += _mark_colours(mark.tobytes(), mark.size, brand)
    own = [shade for shade in seen if _is_apart(shade, flat)]
    kept = list(dict.fromkeys([*flat, *own, *shades]))[:LIMIT]
    palette = Image.new("P", (1, 1))
    palette.putpalette([band for colour in kept for band in colour])
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


@lru_cache(maxsize=8)
def _brand_colours(brand: Brand) -> tuple[tuple[Colour, ...], tuple[Colour, ...]]:
    """Return the flat colours, which must stay exact, and the shades between them."""
    letters = [(brand.ink, brand.paper), (brand.on_primary, brand.primary),
               (brand.primary, brand.surface), (brand.muted, brand.paper)]  # fmt: skip
    grounds = backdrop_colours(brand)
    flat = [*(rgb(colour) for pair in letters for colour in pair), *grounds]
    shades: list[Colour] = []
    for ink, ground in letters:
        shades += _ramp(rgb(ink), rgb(ground), LETTER_SHADES)
    for one, other in combinations(grounds, 2):
        shades += _ramp(one, other, SHAPE_SHADES)
    shades += _ramp(rgb(brand.surface), rgb(brand.paper), SHAPE_SHADES)
    return tuple(dict.fromkeys(flat)), tuple(one for one in shades if _is_apart(one, flat))


def _is_apart(shade: Colour, flat: Sequence[Colour]) -> bool:
    """Tell whether Pillow's nearest-colour table cannot take `shade` for a flat colour."""
    return all(max(abs(a - b) for a, b in zip(shade, one, strict=True)) >= APART for one in flat)


@lru_cache(maxsize=8)
def _mark_colours(pixels: bytes, size: tuple[int, int], brand: Brand) -> tuple[Colour, ...]:
    """Return the mark's most used colours as they look on paper."""
    mark = Image.frombytes("RGBA", size, pixels)
    ground = Image.new("RGB", size, brand.paper)
    ground.paste(mark, (0, 0), mark)
    reduced = ground.quantize(MARK_COLOURS, method=Image.Quantize.MEDIANCUT)
    bands = reduced.getpalette() or []
    return tuple(zip(bands[::3], bands[1::3], bands[2::3], strict=True))


def _panel_colours(panel: Image.Image) -> list[Colour]:
    """Return the most used colours of a picture."""
    sample = panel.resize((panel.width // 2, panel.height // 2), Image.Resampling.NEAREST)
    bands = sample.quantize(PANEL_COLOURS, Image.Quantize.MEDIANCUT).getpalette() or []
    return list(zip(bands[::3], bands[1::3], bands[2::3], strict=True))


def _ramp(first: Colour, last: Colour, shades: int) -> list[Colour]:
    """Return `shades` colours between two, the ends left out."""
    steps = [index / (shades + 1) for index in range(1, shades + 1)]
    return [
        (
            round(first[0] + (last[0] - first[0]) * step),
            round(first[1] + (last[1] - first[1]) * step),
            round(first[2] + (last[2] - first[2]) * step),
        )
        for step in steps
    ]
