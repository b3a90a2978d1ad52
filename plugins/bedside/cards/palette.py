"""The few colours a card needs: flat grounds, inks, and the shades on the edges between them.

A palette made from the brand beats one counted from each card: ten times as fast, and the brand's
colours stay exact.
"""

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
APART = 8  # Pillow looks colours up in cells of four steps a band: two cells keep them apart
LIMIT = 256  # a PNG palette's size


def reduce(
    picture: Image.Image, brand: Brand, mark: Image.Image | None, panel: Image.Image | None
) -> Image.Image:
    """Return the RGB picture with a palette, each pixel in its nearest colour, without dots."""
    drawn = (mark.size, mark.tobytes()) if mark is not None else None
    palette = Image.new("P", (1, 1))
    own = _panel_colours(panel) if panel is not None else ()
    palette.putpalette(_bands(brand, drawn, own))
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


@lru_cache(maxsize=8)
def _bands(
    brand: Brand, mark: tuple[tuple[int, int], bytes] | None, own: tuple[Colour, ...]
) -> bytes:
    """Return the palette of cards with this brand, mark (size and RGBA bytes) and own colours."""
    flat, shades = _brand_colours(brand)
    if mark is not None:
        shades = (*shades, *_mark_colours(Image.frombytes("RGBA", *mark), brand))
    shades = (*own, *shades)
    kept = [*flat, *(shade for shade in dict.fromkeys(shades) if _is_apart(shade, flat))][:LIMIT]
    return bytes(band for colour in kept for band in colour)


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
    return tuple(dict.fromkeys(flat)), tuple(shades)


def _is_apart(shade: Colour, flat: tuple[Colour, ...]) -> bool:
    """Tell whether Pillow's nearest-colour table cannot take `shade` for a flat colour."""
    return all(max(abs(a - b) for a, b in zip(shade, one, strict=True)) >= APART for one in flat)


def _mark_colours(mark: Image.Image, brand: Brand) -> tuple[Colour, ...]:
    """Return the mark's most used colours as they look on paper."""
    ground = Image.new("RGB", mark.size, brand.paper)
    ground.paste(mark, (0, 0), mark)
    reduced = ground.quantize(MARK_COLOURS, method=Image.Quantize.MEDIANCUT)
    bands = reduced.getpalette() or []
    return tuple(zip(bands[::3], bands[1::3], bands[2::3], strict=True))


def _panel_colours(panel: Image.Image) -> tuple[Colour, ...]:
    """Return the colours of a picture that has a palette already."""
    bands = panel.getpalette() or []
    return tuple(zip(bands[::3], bands[1::3], bands[2::3], strict=True))


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
