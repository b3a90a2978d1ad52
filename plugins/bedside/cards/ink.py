"""Turn placed lines into stamps: how much of each pixel the letters cover, and emoji in their colours.

A letter is drawn once for each size and kept: large letters begin on whole pixels and small ones
on halves, which the eye does not see. Letters that join each other are drawn by the line.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import regex
import uharfbuzz as hb
from PIL import Image

from bedside.cards.design import Role
from bedside.cards.fonts import FontFile
from bedside.cards.layout import PlacedLine
from bedside.cards.shape import Glyph, Shaper

__all__ = ["Stamp", "stamps"]

LARGE = 40  # pixels: from this size on letters begin on whole pixels
PARTS = 2  # of a pixel, where smaller letters begin
_JOINED = regex.compile(r"[\p{Arabic}\p{Devanagari}\p{Thai}\p{M}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A piece of drawn text: coverage (L) to be filled with the layer's colour, or a picture (RGBA)."""

    x: int
    y: int
    image: Image.Image
    colour: str  # the brand's token; "" of a picture


def stamps(lines: Sequence[PlacedLine], shapers: Mapping[Role, Shaper]) -> Iterator[Stamp]:
    """Yield what is drawn of all lines: a stamp for each layer, then its emoji."""
    for _, group in groupby(lines, key=lambda line: line.layer):
        one = tuple(group)
        yield from _layer(one, shapers[one[0].role])


@lru_cache(maxsize=96)
def _layer(lines: tuple[PlacedLine, ...], shaper: Shaper) -> tuple[Stamp, ...]:
    """Return the stamps of one layer; a byline and the practice's name come on every card."""
    masks: list[tuple[int, int, Image.Image]] = []
    painted: list[Stamp] = []
    for line in lines:
        glyphs = shaper.shape(line.text, line.base, line.before).glyphs
        plain = [glyph for glyph in glyphs if not _has_colour(glyph.file, glyph.number)]
        if len(plain) < len(glyphs):
            painted.append(_painted([glyph for glyph in glyphs if glyph not in plain], line))
        if _JOINED.search(line.text):
            masks.append(_whole(plain, line))
        else:
            masks += _letters(plain, line)
    masks = [mask for mask in masks if mask[2].width and mask[2].height]
    if not masks:
        return tuple(painted)
    left, top = min(x for x, _, _ in masks), min(y for _, y, _ in masks)
    right = max(x + mask.width for x, _, mask in masks)
    bottom = max(y + mask.height for _, y, mask in masks)
    block = Image.new("L", (right - left, bottom - top))
    for x, y, mask in masks:
        block.paste(255, (x - left, y - top), mask)
    return Stamp(x=left, y=top, image=block, colour=lines[0].colour), *painted


def _letters(glyphs: Sequence[Glyph], line: PlacedLine) -> Iterator[tuple[int, int, Image.Image]]:
    parts = 1 if line.size >= LARGE else PARTS
    baseline = round(line.baseline)
    for glyph in glyphs:
        x = round((line.x + glyph.x * line.size) * parts)
        left, up, mask = _letter(glyph.file, glyph.number, line.size, x % parts)
        if mask is not None:
            yield x // parts + left, baseline - round(glyph.y * line.size) - up, mask


@lru_cache(maxsize=4096)
def _letter(
    file: FontFile, number: int, size: int, part: int
) -> tuple[int, int, Image.Image | None]:
    """Return a letter's coverage, and how far right of and above its origin the corner lies."""
    extents = file.font.get_glyph_extents(number)
    if extents is None or not extents.width:
        return 0, 0, None
    scale, offset = size * file.scale, part / PARTS
    left = math.floor(extents.x_bearing * scale + offset) - 1
    right = math.ceil((extents.x_bearing + extents.width) * scale + offset) + 1
    top = math.ceil(extents.y_bearing * scale) + 1
    bottom = math.floor((extents.y_bearing + extents.height) * scale) - 1
    pen = hb.RasterDraw()
    pen.extents = hb.RasterExtents(
        x_origin=left, y_origin=bottom, width=right - left, height=top - bottom
    )
    pen.transform = (scale, 0, 0, scale, offset, 0)
    pen.draw_glyph(file.font, number)
    return left, top, _mask(pen.render())


def _whole(glyphs: Sequence[Glyph], line: PlacedLine) -> tuple[int, int, Image.Image]:
    """Return the coverage of a line drawn as one outline."""
    pen = hb.RasterDraw()
    pen.extents = _strip(line)
    for glyph in glyphs:
        pen.transform = _transform(glyph, line)
        pen.draw_glyph(glyph.file.font, glyph.number)
    mask = _mask(pen.render())
    left, top, right, bottom = mask.getbbox() or (0, 0, 0, 0)  # most of a strip is empty
    x, y = _corner(line)
    return x + left, y + top, mask.crop((left, top, right, bottom))


def _painted(glyphs: Sequence[Glyph], line: PlacedLine) -> Stamp:
    """Return the glyphs that bring their own colours."""
    brush = hb.RasterPaint()
    brush.extents = _strip(line)
    for glyph in glyphs:
        brush.transform = _transform(glyph, line)
        brush.paint_glyph(glyph.file.font, glyph.number)
    image = brush.render()
    # The bytes are premultiplied BGRA: name the bands so, then divide the alpha out.
    raw = Image.frombuffer("RGBA", _size(image), bytes(image.buffer), "raw", "BGRA",
                           image.extents.stride, -1)  # fmt: skip
    whole = Image.frombytes("RGBa", raw.size, raw.tobytes()).convert("RGBA")
    box = whole.getbbox() or (0, 0, 1, 1)
    x, y = _corner(line)
    return Stamp(x=x + box[0], y=y + box[1], image=whole.crop(box), colour="")


@lru_cache(maxsize=4096)
def _has_colour(file: FontFile, number: int) -> bool:
    return bool(file.font.face.glyph_has_color_paint(number))


def _mask(image: hb.RasterImage) -> Image.Image:
    return Image.frombuffer("L", _size(image), bytes(image.buffer), "raw", "L",
                            image.extents.stride, -1)  # fmt: skip


def _strip(line: PlacedLine) -> hb.RasterExtents:
    """Return the pixels a line may touch: its own height above and below the baseline."""
    return hb.RasterExtents(
        x_origin=-line.size, y_origin=-line.size,
        width=math.ceil(line.width) + 2 * line.size, height=3 * line.size,
    )  # fmt: skip


def _corner(line: PlacedLine) -> tuple[int, int]:
    """Return where the strip's top left corner lies on the card: whole pixels keep lines sharp."""
    return math.floor(line.x) - line.size, round(line.baseline) - 2 * line.size


def _transform(glyph: Glyph, line: PlacedLine) -> tuple[float, float, float, float, float, float]:
    scale = line.size * glyph.file.scale
    offset = line.x - math.floor(line.x)
    return scale, 0, 0, scale, offset + glyph.x * line.size, glyph.y * line.size


def _size(image: hb.RasterImage) -> tuple[int, int]:
    return image.extents.width, image.extents.height
