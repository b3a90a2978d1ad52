"""Draw on a picture of few colours: letters change the numbers of colours, nothing is counted anew.

The palette belongs to the ground and is made once for it: its flat colours exactly, the shades
between each ink and what it stands on, and the most used of the rest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import cast

from PIL import Image

from bedside.cards.backdrop import Rgb, ramp
from bedside.cards.ink import Stamp
from bedside.cards.png import Kept, write_png

__all__ = ["FlatPicture", "flatten", "is_flat"]

SHADES = 12
FLAT_SHARE = 0.002  # of all pixels: a colour that covers so much stays exact
FLAT = 32  # such colours at the most
FEW = 8192  # colours in every fourth pixel: a drawing has fewer, a photograph more
REST = 40  # colours for the edges between flat ones and for the mark
PAINTED = 96  # colours for emoji
LIMIT = 256  # a PNG palette's size
APART = 8  # Pillow looks colours up in cells of four steps a band: two cells keep them apart


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FlatPicture:
    """Rgb numbers with a column of zeros before them (L), and the colours they stand for."""

    rows: Image.Image
    colours: tuple[Rgb, ...]
    tables: dict[tuple[int, Rgb], bytes] = field(default_factory=dict)
    kept: Kept = field(default_factory=dict)
    drawn: list[tuple[int, int]] = field(default_factory=list)  # rows, since it was copied

    def copy(self) -> "FlatPicture":
        """Return a picture to draw on, which shares what was learnt of the colours."""
        return replace(self, rows=self.rows.copy(), drawn=[])

    def fill(self, mask: Image.Image, x: int, y: int, ink: Rgb) -> None:
        """Lay `ink` on the picture where `mask` (L) covers it."""
        box = (x + 1, y, x + 1 + mask.width, y + mask.height)
        self.drawn.append((y, y + mask.height))
        under = self.rows.crop(box)
        low, high = cast("tuple[int, int]", under.getextrema())
        if low == high:
            self.rows.paste(mask.point(self._table(low, ink)), box)
            return
        drawn = under.copy()
        for ground in sorted(set(under.tobytes())):
            here = under.point(_only(ground))
            drawn.paste(mask.point(self._table(ground, ink)), (0, 0), here)
        self.rows.paste(drawn, box)

    def painted(self, stamps: Sequence[Stamp]) -> "FlatPicture":
        """Return the picture with stamps of their own colours on it, and a longer palette."""
        regions = [self._under(stamp) for stamp in stamps]
        for region, stamp in zip(regions, stamps, strict=True):
            region.paste(stamp.image, (0, 0), stamp.image)
        own = _most_used(_beside(regions), min(PAINTED, LIMIT - len(self.colours)))
        palette = _palette_image(own)
        for region, stamp in zip(regions, stamps, strict=True):
            numbers = region.quantize(palette=palette, dither=Image.Dither.NONE)
            shifted = Image.frombytes("L", numbers.size, numbers.tobytes()).point(
                [min(number + len(self.colours), LIMIT - 1) for number in range(LIMIT)]
            )
            seen = stamp.image.getchannel("A").point(_only(0)).point([255] + [0] * 254 + [0])
            self.rows.paste(shifted, (stamp.x + 1, stamp.y), seen)
            self.drawn.append((stamp.y, stamp.y + seen.height))
        return replace(self, colours=(*self.colours, *own))

    def png(self) -> bytes:
        """Return the file."""
        size = self.rows.width - 1, self.rows.height
        return write_png(self.rows.tobytes(), size, self._palette(), self.drawn, self.kept)

    def _palette(self) -> bytes:
        return bytes(band for colour in self.colours for band in colour)

    def _under(self, stamp: Stamp) -> Image.Image:
        box = (stamp.x + 1, stamp.y, stamp.x + 1 + stamp.image.width, stamp.y + stamp.image.height)
        part = self.rows.crop(box)
        part.putpalette(self._palette())
        return part.convert("RGB")

    def _table(self, ground: int, ink: Rgb) -> bytes:
        """Return the colour number for each coverage of `ink` on one colour."""
        found = self.tables.get((ground, ink))
        if found is None:
            shades = ramp(self.colours[ground], ink, SHADES - 1)
            numbers = [ground, *(self._nearest(one) for one in (*shades, ink))]
            found = bytes(numbers[(value * SHADES + 127) // 255] for value in range(256))
            self.tables[ground, ink] = found
        return found

    def _nearest(self, colour: Rgb) -> int:
        red, green, blue = colour
        far = [
            (r - red) * (r - red) + (g - green) * (g - green) + (b - blue) * (b - blue)
            for r, g, b in self.colours
        ]
        return far.index(min(far))


def flatten(picture: Image.Image, inks: Iterable[tuple[Rgb, Rgb]]) -> FlatPicture:
    """Return an RGB picture in few colours, with the shades that each (ink, ground) will need."""
    pairs = tuple(inks)
    sample = _sample(picture)
    flat = dict.fromkeys([*(colour for pair in pairs for colour in pair), *_flat(sample)])
    shades = [one for ink, ground in pairs for one in ramp(ground, ink, SHADES - 1)]
    rest = _most_used(sample, REST)
    apart = [one for one in (*shades, *rest) if _is_apart(one, flat)]
    colours = tuple(dict.fromkeys([*flat, *apart]))[:LIMIT]
    numbers = picture.quantize(palette=_palette_image(colours), dither=Image.Dither.NONE)
    rows = Image.new("L", (picture.width + 1, picture.height))
    rows.paste(Image.frombytes("L", numbers.size, numbers.tobytes()), (1, 0))
    return FlatPicture(rows=rows, colours=colours)


def is_flat(picture: Image.Image) -> bool:
    """Tell whether an RGB picture is drawn with few colours, unlike a photograph."""
    return _sample(picture).getcolors(FEW) is not None


def _sample(picture: Image.Image) -> Image.Image:
    """Return every second pixel of every second row."""
    return picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.NEAREST)


def _flat(picture: Image.Image) -> list[Rgb]:
    """Return the colours that cover more than an edge does."""
    least = picture.width * picture.height * FLAT_SHARE
    counted = cast("list[tuple[int, Rgb]]", picture.getcolors(FEW) or [])
    return [colour for count, colour in sorted(counted, reverse=True) if count > least][:FLAT]


def _is_apart(shade: Rgb, flat: Iterable[Rgb]) -> bool:
    """Tell whether Pillow's nearest-colour table cannot take `shade` for a flat colour."""
    return all(max(abs(a - b) for a, b in zip(shade, one, strict=True)) >= APART for one in flat)


def _most_used(picture: Image.Image, count: int) -> list[Rgb]:
    bands = picture.quantize(count, Image.Quantize.MEDIANCUT).getpalette() or []
    return list(zip(bands[::3], bands[1::3], bands[2::3], strict=True))


def _palette_image(colours: Sequence[Rgb]) -> Image.Image:
    palette = Image.new("P", (1, 1))
    palette.putpalette([band for colour in colours for band in colour])
    return palette


def _beside(pictures: Sequence[Image.Image]) -> Image.Image:
    """Return pictures side by side, to count their colours together."""
    whole = Image.new("RGB", (sum(one.width for one in pictures), max(p.height for p in pictures)))
    left = 0
    for one in pictures:
        whole.paste(one, (left, 0))
        left += one.width
    return whole


@lru_cache(maxsize=LIMIT)
def _only(number: int) -> bytes:
    """Return the table that marks one colour number and no other."""
    return bytes(255 if value == number else 0 for value in range(256))
