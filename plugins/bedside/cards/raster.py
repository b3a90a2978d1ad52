"""Draw a composition: HarfBuzz fills the glyphs, Pillow lays them on the ground and writes PNG or JPEG."""

import io
import math
from collections.abc import Mapping

import uharfbuzz as hb
from PIL import Image, ImageDraw

from bedside.brand import Brand
from bedside.cards.backdrop import draw_backdrop, near_hill, rgb, top_of
from bedside.cards.design import Role
from bedside.cards.layout import Box, Composition, PlacedLine
from bedside.cards.palette import reduce
from bedside.cards.shape import Glyph, Shaper

__all__ = ["draw"]

SMOOTH = 4
LIMIT = 300_000  # bytes: the project's own limit for a card
FEWER = 128  # colours: even noise at seven bits a pixel stays below the limit
JPEG_LIMIT = 900_000  # bytes: below every network's limit, the least being Bluesky's 1,000,000
QUALITIES = (93, 88, 80, 70)  # the first whose file is small enough
COMPRESSION = 6  # measured: 9 takes eight times as long for a twelfth fewer bytes


def draw(
    composition: Composition, brand: Brand, shapers: Mapping[Role, Shaper],
    mark: Image.Image | None, panel: Image.Image | None = None, *, jpeg: bool = False,
) -> bytes:  # fmt: skip
    """Return the card as PNG, with a palette or in full colour where it shows emoji, or as JPEG.

    `panel` is an RGB picture, as large as the composition's panel.
    """
    picture = _ground(composition, brand, panel)
    if mark is not None:
        picture.paste(mark, (round(composition.logo.x), round(composition.logo.y)), mark)
    if composition.pill is not None:
        _draw_pill(picture, composition.pill, brand)
    colourful = False
    for line in composition.lines:
        colourful |= _draw_line(picture, line, getattr(brand, line.colour), shapers[line.role])
    if jpeg:
        return _jpeg(picture)
    if not colourful:
        return _encode(reduce(picture, brand, mark, panel))
    data = _encode(picture)
    return data if len(data) < LIMIT else _encode(picture.quantize(FEWER))  # a photo beside emoji


def _ground(composition: Composition, brand: Brand, panel: Image.Image | None) -> Image.Image:
    """Return the hills, or paper with a picture that rises behind the near hill."""
    box, whole = composition.panel, composition.ground
    if box is None or panel is None:
        return draw_backdrop(brand, whole, mirrored=composition.mirrored).copy()
    ground = Image.new("RGB", (whole.width, whole.height), brand.paper)
    ground.paste(panel, (round(box.x), round(box.y)))
    hill = near_hill(whole, mirrored=composition.mirrored)
    ground.paste(rgb(brand.primary), (0, top_of(whole)), hill)
    return ground


def _draw_pill(picture: Image.Image, box: Box, brand: Brand) -> None:
    """Draw a rounded ground for the kicker."""
    left, top = math.floor(box.x), round(box.y)
    width, height = math.ceil(box.width), round(box.height)
    mask = Image.new("L", (width * SMOOTH, height * SMOOTH))
    shape = (0, 0, width * SMOOTH - 1, height * SMOOTH - 1)
    ImageDraw.Draw(mask).rounded_rectangle(shape, radius=height * SMOOTH // 2, fill=255)
    mask = mask.resize((width, height), Image.Resampling.BOX)
    picture.paste(rgb(brand.surface), (left, top), mask)


def _draw_line(picture: Image.Image, line: PlacedLine, colour: str, shaper: Shaper) -> bool:
    """Draw one line; tell whether it shows glyphs that bring their own colours."""
    shaped = shaper.shape(line.text, line.base)
    plain = [g for g in shaped.glyphs if not _has_colour(g)]
    painted = [g for g in shaped.glyphs if _has_colour(g)]
    if plain:
        pen = hb.RasterDraw()
        pen.extents = _strip(line)
        for glyph in plain:
            pen.transform = _transform(glyph, line)
            pen.draw_glyph(glyph.file.font, glyph.number)
        image = pen.render()
        mask = Image.frombuffer("L", _size(image), bytes(image.buffer), "raw", "L",
                                image.extents.stride, -1)  # fmt: skip
        left, top, right, bottom = box = mask.getbbox() or (0, 0, 0, 0)  # most of a strip is empty
        x, y = _corner(line)
        at = (x + left, y + top, x + right, y + bottom)
        picture.paste(rgb(colour), at, mask.crop(box))
    if painted:
        brush = hb.RasterPaint()
        brush.extents = _strip(line)
        for glyph in painted:
            brush.transform = _transform(glyph, line)
            brush.paint_glyph(glyph.file.font, glyph.number)
        image = brush.render()
        # The bytes are premultiplied BGRA: name the bands so, then divide the alpha out.
        raw = Image.frombuffer("RGBA", _size(image), bytes(image.buffer), "raw", "BGRA",
                               image.extents.stride, -1)  # fmt: skip
        stamp = Image.frombytes("RGBa", raw.size, raw.tobytes()).convert("RGBA")
        picture.paste(stamp, _corner(line), stamp)
    return bool(painted)


def _has_colour(glyph: Glyph) -> bool:
    return bool(glyph.file.font.face.glyph_has_color_paint(glyph.number))


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


def _jpeg(picture: Image.Image) -> bytes:
    """Return a baseline JPEG without metadata; full colour on every pixel keeps small letters clean."""
    data = b""
    for quality in QUALITIES:
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=quality, subsampling="4:4:4", optimize=True)
        data = file.getvalue()
        if len(data) <= JPEG_LIMIT:
            break
    return data


def _encode(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=COMPRESSION)
    return file.getvalue()
