"""Draw a composition: letters on its ground, and the file, PNG of few colours or JPEG."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from PIL import Image

from bedside.brand import Brand
from bedside.cards.backdrop import rgb
from bedside.cards.canvas import FullPicture
from bedside.cards.design import Role
from bedside.cards.flat import FlatPicture, flatten, is_flat
from bedside.cards.ground import Backing, draw_ground
from bedside.cards.ink import Stamp, stamps
from bedside.cards.layout import Composition, PlacedLine
from bedside.cards.shape import Shaper

__all__ = ["draw"]

JPEG_LIMIT = 900_000  # bytes: below every network's limit, the least being Bluesky's 1,000,000
QUALITIES = (93, 88, 80, 70)  # the first whose file is small enough
LINK_QUALITIES = (86, 70, 50)
SHARED = frozenset({"practice", "kicker", "host"})  # layers that many cards have alike
Shapers = Mapping[Role, Shaper]


def draw(
    composition: Composition, brand: Brand, shapers: Shapers, backing: Backing,
    picture: Image.Image | None = None, *, jpeg: bool = False,
) -> bytes:  # fmt: skip
    """Return the card: PNG of few colours, or JPEG when asked for or when it shows a `picture`."""
    if not jpeg and (picture is None or is_flat(picture)):
        return _flat(composition, brand, shapers, backing, picture)
    canvas = FullPicture(image=draw_ground(composition, brand, backing, picture))
    for stamp in _write(canvas, composition.lines, brand, shapers):
        canvas.paint(stamp)
    return _jpeg(canvas.image, QUALITIES if jpeg else LINK_QUALITIES)


def _flat(
    composition: Composition, brand: Brand, shapers: Shapers, backing: Backing,
    picture: Image.Image | None,
) -> bytes:  # fmt: skip
    """Return a PNG; what many cards share is drawn once."""
    shared = tuple(line for line in composition.lines if line.layer in SHARED)
    common = replace(composition, lines=shared, warnings=())
    own = tuple(line for line in composition.lines if line.layer not in SHARED)
    begin = (
        _begun if picture is None and not composition.blocks else partial(_begin, picture=picture)
    )
    begun, painted = begin(common, brand, backing, tuple(shapers.items()))
    canvas = begun.copy()
    painted = (*painted, *_write(canvas, own, brand, shapers))
    return (canvas.painted(painted) if painted else canvas).png()


def _begin(
    common: Composition, brand: Brand, backing: Backing, shapers: tuple[tuple[Role, Shaper], ...],
    picture: Image.Image | None = None,
) -> tuple[FlatPicture, tuple[Stamp, ...]]:  # fmt: skip
    """Return what cards begin with, and the emoji that are still to be painted on it."""
    inks = ((brand.ink, brand.paper), (brand.on_primary, brand.primary),
            (brand.primary, brand.surface), (brand.primary, brand.paper), (brand.ink, brand.surface),
            (brand.muted, brand.surface), (brand.accent, brand.paper))  # fmt: skip
    pairs = [(rgb(ink), rgb(under)) for ink, under in inks]
    canvas = flatten(draw_ground(common, brand, backing, picture), pairs)
    return canvas, _write(canvas, common.lines, brand, dict(shapers))


_begun = lru_cache(maxsize=24)(_begin)


def _write(
    canvas: FullPicture | FlatPicture, lines: Sequence[PlacedLine], brand: Brand, shapers: Shapers
) -> tuple[Stamp, ...]:
    """Fill the letters; return the stamps that have colours of their own."""
    painted = []
    for stamp in stamps(lines, shapers):
        if stamp.colour:
            canvas.fill(stamp.image, stamp.x, stamp.y, rgb(getattr(brand, stamp.colour)))
        else:
            painted.append(stamp)
    return tuple(painted)


def _jpeg(picture: Image.Image, qualities: Sequence[int]) -> bytes:
    """Return a baseline JPEG without metadata; full colour on every pixel keeps small letters clean."""
    data = b""
    for quality in qualities:
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=quality, subsampling="4:4:4", optimize=True)
        data = file.getvalue()
        if len(data) <= JPEG_LIMIT:
            break
    return data
