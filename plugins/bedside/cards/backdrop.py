"""The card's ground, drawn from the brand's colours alone: paper, a low sun, hills.

The curves are those of the 1200x630 card; a taller ground keeps their foot and lets them rise.
"""

from functools import lru_cache

from PIL import Image, ImageDraw

from bedside.brand import Brand
from bedside.cards.design import Ground
from bedside.cards.model import HEIGHT, WIDTH

__all__ = ["Rgb", "draw_backdrop", "mix", "near_hill", "ramp", "rgb", "top_of"]

Rgb = tuple[int, int, int]

SMOOTH = 4
TOP = 400  # everything drawn lies below it on the link card: only that part is drawn large
# Each hill: the cubic curve of its ridge as (x, y) pairs across the card, from the far one on.
HILLS = (
    (0.16, ((-20, 520), (180, 440), (330, 440), (560, 500), (800, 560), (960, 430), (1220, 452))),
    (0.42, ((-20, 486), (160, 492), (330, 545), (620, 520), (860, 498), (1020, 466), (1220, 500))),
    (1.00, ((-20, 520), (220, 486), (420, 500), (640, 518), (860, 536), (1040, 528), (1220, 500))),
)  # fmt: skip
SUN = (1016, 482, 40)
SUN_STRENGTH = 0.85


def top_of(ground: Ground) -> int:
    """Return above which line nothing but paper is drawn."""
    return round(ground.height - (HEIGHT - TOP) * ground.rise)


@lru_cache(maxsize=8)
def draw_backdrop(brand: Brand, ground: Ground, *, mirrored: bool) -> Image.Image:
    """Return the RGB ground. It is shared: copy it before drawing on it."""
    low = ground.height - top_of(ground)
    large = Image.new("RGB", (ground.width * SMOOTH, low * SMOOTH), brand.paper)
    pen = ImageDraw.Draw(large)
    for index, (strength, ridge) in enumerate(HILLS):
        if index == 1:
            pen.ellipse(_sun(ground), fill=mix(brand.accent, brand.paper, SUN_STRENGTH))
        pen.polygon(_outline(ridge, ground), fill=mix(brand.primary, brand.paper, strength))
    whole = Image.new("RGB", (ground.width, ground.height), brand.paper)
    whole.paste(large.resize((ground.width, low), Image.Resampling.BOX), (0, top_of(ground)))
    return whole.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if mirrored else whole


@lru_cache(maxsize=8)
def near_hill(ground: Ground, *, mirrored: bool) -> Image.Image:
    """Return where the near hill lies, as a mask of the card below `top_of`: it covers a picture's foot."""
    low = ground.height - top_of(ground)
    large = Image.new("L", (ground.width * SMOOTH, low * SMOOTH))
    ImageDraw.Draw(large).polygon(_outline(HILLS[-1][1], ground), 255)
    mask = large.resize((ground.width, low), Image.Resampling.BOX)
    return mask.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if mirrored else mask


def _outline(ridge: tuple[tuple[float, float], ...], ground: Ground) -> list[tuple[float, float]]:
    """Return a hill's outline in the large drawing, from its ridge down to the card's foot."""
    points = [_at(point, ground) for point in _ridge(ridge)]
    floor = float((ground.height - top_of(ground)) * SMOOTH)
    return [*points, (points[-1][0], floor), (points[0][0], floor)]


def _sun(ground: Ground) -> list[tuple[float, float]]:
    x, y = _at(SUN[:2], ground)
    radius = SUN[2] * ground.rise * SMOOTH
    return [(x - radius, y - radius), (x + radius, y + radius)]


def _at(point: tuple[float, float], ground: Ground) -> tuple[float, float]:
    """Return where a point of the link card lies in the large drawing of another ground."""
    below = (HEIGHT - point[1]) * ground.rise
    return (
        point[0] * ground.width / WIDTH * SMOOTH,
        (ground.height - top_of(ground) - below) * SMOOTH,
    )


def mix(first: str, second: str, share: float) -> Rgb:
    """Return `share` of the first colour over the second."""
    pairs = zip(rgb(first), rgb(second), strict=True)
    red, green, blue = (round(a * share + b * (1 - share)) for a, b in pairs)
    return red, green, blue


def ramp(first: Rgb, last: Rgb, shades: int) -> list[Rgb]:
    """Return `shades` colours between two, the ends left out."""
    found = []
    for step in range(1, shades + 1):
        red, green, blue = (
            round(a + (b - a) * step / (shades + 1)) for a, b in zip(first, last, strict=True)
        )
        found.append((red, green, blue))
    return found


def rgb(colour: str) -> Rgb:
    """Return `#rrggbb` as three bytes."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _ridge(ridge: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    """Return points along cubic curves that share their ends."""
    found = []
    for first in range(0, len(ridge) - 1, 3):
        controls = [complex(*point) for point in ridge[first : first + 4]]
        for step in range(61):
            t = step / 60
            a, b, c, d = controls
            point = (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d
            found.append((point.real, point.imag))
    return found
