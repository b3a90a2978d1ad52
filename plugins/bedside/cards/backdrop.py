"""The card's ground, drawn from the brand's colours alone: paper, a low sun, hills."""

from functools import lru_cache

from PIL import Image, ImageDraw

from bedside.brand import Brand
from bedside.cards.model import HEIGHT, WIDTH

__all__ = ["TOP", "backdrop_colours", "draw_backdrop", "mix", "near_hill", "rgb"]

SMOOTH = 4
TOP = 400  # everything drawn lies below: only that part is drawn large
# Each hill: the cubic curve of its ridge as (x, y) pairs across the card, from the far one on.
HILLS = (
    (0.16, ((-20, 520), (180, 440), (330, 440), (560, 500), (800, 560), (960, 430), (1220, 452))),
    (0.42, ((-20, 486), (160, 492), (330, 545), (620, 520), (860, 498), (1020, 466), (1220, 500))),
    (1.00, ((-20, 520), (220, 486), (420, 500), (640, 518), (860, 536), (1040, 528), (1220, 500))),
)  # fmt: skip
SUN = (1016, 482, 40)
SUN_STRENGTH = 0.85


@lru_cache(maxsize=8)
def draw_backdrop(brand: Brand, *, mirrored: bool) -> Image.Image:
    """Return the RGB ground. It is shared: copy it before drawing on it."""
    large = Image.new("RGB", (WIDTH * SMOOTH, (HEIGHT - TOP) * SMOOTH), brand.paper)
    pen = ImageDraw.Draw(large)
    x, y, radius = SUN
    corners = [((x + dx) * SMOOTH, (y - TOP + dx) * SMOOTH) for dx in (-radius, radius)]
    for index, (strength, ridge) in enumerate(HILLS):
        if index == 1:
            pen.ellipse(corners, fill=mix(brand.accent, brand.paper, SUN_STRENGTH))
        points = [(px * SMOOTH, (py - TOP) * SMOOTH) for px, py in _ridge(ridge)]
        floor = (HEIGHT - TOP) * SMOOTH
        outline = [*points, (points[-1][0], floor), (points[0][0], floor)]
        pen.polygon(outline, fill=mix(brand.primary, brand.paper, strength))
    ground = Image.new("RGB", (WIDTH, HEIGHT), brand.paper)
    small = large.resize((WIDTH, HEIGHT - TOP), Image.Resampling.BOX)
    ground.paste(small, (0, TOP))
    return ground.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if mirrored else ground


@lru_cache(maxsize=2)
def near_hill(*, mirrored: bool) -> Image.Image:
    """Return where the near hill lies, as a mask of the card below TOP: it covers a picture's foot."""
    large = Image.new("L", (WIDTH * SMOOTH, (HEIGHT - TOP) * SMOOTH))
    points = [(px * SMOOTH, (py - TOP) * SMOOTH) for px, py in _ridge(HILLS[-1][1])]
    floor = (HEIGHT - TOP) * SMOOTH
    ImageDraw.Draw(large).polygon([*points, (points[-1][0], floor), (points[0][0], floor)], 255)
    mask = large.resize((WIDTH, HEIGHT - TOP), Image.Resampling.BOX)
    return mask.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if mirrored else mask


def backdrop_colours(brand: Brand) -> list[tuple[int, int, int]]:
    """Return the flat colours of the ground: paper, the sun, the hills from far to near."""
    hills = [mix(brand.primary, brand.paper, strength) for strength, _ in HILLS]
    return [rgb(brand.paper), mix(brand.accent, brand.paper, SUN_STRENGTH), *hills]


def mix(first: str, second: str, share: float) -> tuple[int, int, int]:
    """Return `share` of the first colour over the second."""
    pairs = zip(rgb(first), rgb(second), strict=True)
    red, green, blue = (round(a * share + b * (1 - share)) for a, b in pairs)
    return red, green, blue


def rgb(colour: str) -> tuple[int, int, int]:
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
