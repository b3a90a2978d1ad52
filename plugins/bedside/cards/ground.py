"""What stands behind the words of a card: the hills, or a picture above the near hill, and the mark."""

import math
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw

from bedside.brand import Brand
from bedside.cards.backdrop import draw_backdrop, near_hill, rgb, top_of
from bedside.cards.layout import Box, Composition
from bedside.cards.panel import draw_pattern

__all__ = ["Backing", "draw_ground"]

SMOOTH = 4
RING = 6  # pixels of paper round a pill that stands on a picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """What fills a card's places for pictures: hashable, for grounds are kept by it."""

    mark: tuple[tuple[int, int], bytes] | None = None  # RGBA
    pattern: str = ""  # what chooses it
    tile: int = 88  # pixels of one square of it


def draw_ground(
    composition: Composition, brand: Brand, backing: Backing, picture: Image.Image | None = None
) -> Image.Image:
    """Return the ground in full colour; `picture` (RGB, as large as the panel) stands for the pattern."""
    whole, box = composition.ground, composition.panel
    if box is None:
        ground = draw_backdrop(brand, whole, mirrored=composition.mirrored).copy()
    else:
        area = int(box.width), int(box.height)
        shown = picture or draw_pattern(backing.pattern, area, brand, backing.tile)
        ground = Image.new("RGB", (whole.width, whole.height), brand.paper)
        ground.paste(shown, (round(box.x), round(box.y)))
        hill = near_hill(whole, mirrored=composition.mirrored)
        ground.paste(rgb(brand.primary), (0, top_of(whole)), hill)
    if backing.mark is not None:
        mark = Image.frombytes("RGBA", *backing.mark)
        ground.paste(mark, (round(composition.logo.x), round(composition.logo.y)), mark)
    for block in composition.blocks:
        _lay(ground, block.box, getattr(brand, block.colour), radius=block.radius)
    if composition.pill is not None:
        if box is not None:
            _lay(ground, composition.pill, brand.paper, RING)
        _lay(ground, composition.pill, brand.surface)
    return ground


def _lay(
    ground: Image.Image, box: Box, colour: str, ring: int = 0, radius: int | None = None
) -> None:
    """Lay a rounded ground for words, `ring` pixels larger all round; its ends are round without `radius`."""
    size = math.ceil(box.width) + 2 * ring, round(box.height) + 2 * ring
    mask = _rounded(size, size[1] // 2 if radius is None else radius)
    ground.paste(rgb(colour), (math.floor(box.x) - ring, round(box.y) - ring), mask)


@lru_cache(maxsize=64)
def _rounded(size: tuple[int, int], radius: int) -> Image.Image:
    width, height = size
    mask = Image.new("L", (width * SMOOTH, height * SMOOTH))
    shape = (0, 0, width * SMOOTH - 1, height * SMOOTH - 1)
    ImageDraw.Draw(mask).rounded_rectangle(shape, radius=radius * SMOOTH, fill=255)
    return mask.resize((width, height), Image.Resampling.BOX)
