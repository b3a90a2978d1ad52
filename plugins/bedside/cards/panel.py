"""The picture beside a card's title: the article's own, cropped, or a pattern in its topic's colours."""

import hashlib
import io
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

from bedside.brand import Brand
from bedside.cards.backdrop import mix, rgb

__all__ = ["Area", "crop_picture", "draw_pattern"]

SMOOTH = 2
HEAD = 0.2  # of what is cut from a portrait: so much above, the rest below
Area = tuple[int, int]  # width and height in pixels
Colour = tuple[int, int, int]


def crop_picture(path: Path, area: Area, brand: Brand) -> Image.Image | None:
    """Return the picture cut to fill `area`, None when it cannot be read; see-through becomes paper.

    The middle is kept; of a tall or square picture the upper part, where a head is.
    """
    try:
        with Image.open(io.BytesIO(path.read_bytes())) as opened:
            opened.draft("RGB", (area[0] * 2, area[1] * 2))
            picture = _on_paper(ImageOps.exif_transpose(opened), brand)
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    scale = max(area[0] / picture.width, area[1] / picture.height)
    width, height = area[0] / scale, area[1] / scale
    left = (picture.width - width) / 2
    above = HEAD if picture.height >= picture.width else 0.5
    top = (picture.height - height) * above
    part = (left, top, left + width, top + height)
    return picture.resize(area, Image.Resampling.BICUBIC, part, reducing_gap=2.0)


def _on_paper(picture: Image.Image, brand: Brand) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    ground = Image.new("RGB", picture.size, brand.paper)
    layer = picture.convert("RGBA")
    ground.paste(layer, (0, 0), layer)
    return ground


@lru_cache(maxsize=16)
def draw_pattern(seed: str, area: Area, brand: Brand, grid: int = 88) -> Image.Image:
    """Return a quilt of quarter circles, leaves and dots; `seed`, a topic's slug, chooses it.

    The same topic always has the same quilt, so that its cards are known at a glance. `grid` is
    the pixels of one square.
    """
    dice = hashlib.sha256(seed.encode()).digest()
    ground, inks = _colours(dice[0], brand)
    tile = grid * SMOOTH
    columns, rows = -(-area[0] // grid), -(-area[1] // grid)
    large = Image.new("RGB", (columns * tile, rows * tile), ground)
    pen = ImageDraw.Draw(large)
    for index in range(columns * rows):
        row, column = divmod(index, columns)
        chance = dice[(index * 7 + row * 3 + dice[1]) % len(dice)]
        _draw_tile(pen, (column * tile, row * tile), tile, chance, inks)
    small = large.resize((columns * grid, rows * grid), Image.Resampling.BOX)
    return small.crop((0, 0, *area))


def _colours(chance: int, brand: Brand) -> tuple[Colour, tuple[Colour, ...]]:
    """Return a quiet ground and three inks, one of them strong: always the brand's own."""
    strong, other = (brand.primary, brand.accent) if chance % 2 else (brand.accent, brand.primary)
    ground = mix(strong, brand.paper, (0.16, 0.24, 0.32)[chance // 2 % 3])
    return ground, (
        mix(strong, brand.paper, 0.92), mix(strong, brand.paper, 0.5), rgb(brand.surface),
        mix(other, brand.paper, 0.85) if chance // 6 % 2 else mix(other, brand.paper, 0.6),
    )  # fmt: skip


def _draw_tile(
    pen: ImageDraw.ImageDraw, at: tuple[int, int], size: int, chance: int, inks: tuple[Colour, ...]
) -> None:
    """Draw one square of the quilt: a quarter circle, a leaf of two, a dot, or nothing."""
    left, top = at
    ink = inks[chance % len(inks)]
    corners = [(left, top), (left + size, top), (left + size, top + size), (left, top + size)]
    turn, shape = chance // 4 % 4, chance // 16 % 5
    if shape in (0, 1):
        _quarter(pen, corners[turn], size, turn, ink)
    elif shape == 2:
        box = (left + size // 4, top + size // 4, left + 3 * size // 4, top + 3 * size // 4)
        pen.ellipse(box, fill=ink)
    elif shape == 3:
        _quarter(pen, corners[turn], size // 2, turn, ink)
        _quarter(pen, corners[(turn + 2) % 4], size // 2, (turn + 2) % 4, inks[chance % 3])


def _quarter(
    pen: ImageDraw.ImageDraw, corner: tuple[int, int], radius: int, turn: int, ink: Colour
) -> None:
    """Fill the quarter of a circle that lies inside the tile whose corner this is."""
    x, y = corner
    box = (x - radius, y - radius, x + radius, y + radius)
    pen.pieslice(box, turn * 90, turn * 90 + 90, fill=ink)
