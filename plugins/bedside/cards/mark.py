"""Draw the practice's mark from a simple SVG: paths without arcs, circles, rectangles, plain fills."""

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias
from xml.etree import ElementTree as ET

from PIL import Image, ImageChops, ImageDraw

from bedside.errors import BedsideError
from bedside.files import read_text

__all__ = ["MarkError", "draw_mark", "load_mark"]

SMOOTH = 4  # drawn so many times larger, then reduced: smooth edges
CURVE_STEPS = 16
_TOKEN = re.compile(r"[MmLlHhVvCcSsQqTtZzAa]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "Z": 0}
UNDRAWN = {"transform", "stroke", "style", "opacity", "fill-opacity", "clip-path", "mask", "class"}
KNOWN = {"path", "circle", "ellipse", "rect", "polygon", "g", "title", "desc"}

Point: TypeAlias = complex
Outline: TypeAlias = list[list[Point]]


class MarkError(BedsideError):
    """The logo cannot be drawn on cards."""


def load_mark(path: Path, size: int, ink: str) -> Image.Image:
    """Return the logo file as an RGBA picture `size` pixels square. `ink` stands for currentColor.

    Raises BedsideError when there is no such file, MarkError when it cannot be drawn.
    """
    if not path.is_file():
        raise BedsideError(
            f"{path}: no such file, but [brand] logo names it: add it or mend the name"
        )
    if path.suffix.lower() == ".svg":
        try:
            return draw_mark(read_text(path), size, ink)
        except MarkError as error:
            raise MarkError(f"{path}: {error}") from error
    try:
        with Image.open(io.BytesIO(path.read_bytes())) as picture:
            picture.load()
            mark = picture.convert("RGBA")
    except (OSError, Image.DecompressionBombError) as error:
        raise MarkError(f"{path}: not a picture: use SVG or PNG") from error
    mark.thumbnail((size, size), Image.Resampling.LANCZOS)
    square = Image.new("RGBA", (size, size))
    square.paste(mark, ((size - mark.width) // 2, (size - mark.height) // 2))
    return square


@lru_cache(maxsize=8)
def draw_mark(svg: str, size: int, ink: str) -> Image.Image:
    """Draw SVG text. The picture is shared: never draw on it.

    Raises MarkError when it uses more than plain filled shapes.
    """
    try:
        root = ET.fromstring(svg)  # noqa: S314  # the practice's own file, not a stranger's
        left, top, width, height = (float(part) for part in root.get("viewBox", "").split())
        large = size * SMOOTH
        scale = large / max(width, height)
        canvas = Image.new("RGBA", (large, large))
        for element in root.iter():
            outline = [] if element is root else _outline(element)
            moved = [[(point - complex(left, top)) * scale for point in ring] for ring in outline]
            if moved:
                canvas.paste(_fill(element, ink), (0, 0), _mask(moved, large))
    except (ET.ParseError, ValueError, ZeroDivisionError) as error:
        raise MarkError("no plain SVG: a viewBox of four numbers, shapes with numbers") from error
    return canvas.resize((size, size), Image.Resampling.BOX)


def _fill(element: ET.Element, ink: str) -> str:
    colour = element.get("fill", "#000000")
    if re.fullmatch(r"#(?:[0-9a-fA-F]{3}){1,2}", colour):
        return colour
    if colour == "currentColor":
        return ink
    raise MarkError(f"fill `{colour[:20]}`: write plain colours as #rrggbb")


def _mask(outline: Outline, size: int) -> Image.Image:
    """Return where the outline's rings lie: where two overlap is a hole (even-odd)."""
    mask = Image.new("1", (size, size))
    for ring in outline:
        single = Image.new("1", (size, size))
        ImageDraw.Draw(single).polygon([(point.real, point.imag) for point in ring], fill=1)
        mask = ImageChops.logical_xor(mask, single)
    return mask.convert("L")


def _outline(element: ET.Element) -> Outline:
    """Return an element's rings of points, none when it draws nothing."""
    name = element.tag.rpartition("}")[2]
    rounded = name == "rect" and (element.get("rx") or element.get("ry"))
    if name not in KNOWN or rounded or (set(element.keys()) & UNDRAWN):
        raise MarkError(f"<{name}> with more than a fill: use plain paths, circles and rectangles")
    if name == "g" and element.get("fill"):
        raise MarkError("<g> with a fill: give each shape its own")
    if name == "path":
        return list(_rings(element.get("d", "")))
    if name == "polygon":
        values = [float(part) for part in re.findall(r"[-+\d.eE]+", element.get("points", ""))]
        return [[complex(*pair) for pair in zip(values[::2], values[1::2], strict=True)]]
    if name in {"circle", "ellipse"}:
        across, down = ("r", "r") if name == "circle" else ("rx", "ry")
        middle = complex(_number(element, "cx"), _number(element, "cy"))
        return [_ellipse(middle, _number(element, across), _number(element, down))]
    if name == "rect":
        corner = complex(_number(element, "x"), _number(element, "y"))
        width, height = _number(element, "width"), _number(element, "height")
        return [[corner, corner + width, corner + complex(width, height), corner + height * 1j]]
    return []


def _number(element: ET.Element, key: str) -> float:
    return float(element.get(key, "0"))


def _ellipse(middle: Point, across: float, down: float) -> list[Point]:
    """Return an ellipse as four cubic curves; 0.5523 is how far their handles reach."""
    reach = 0.5523
    ends = [complex(across, 0), complex(0, down), complex(-across, 0), complex(0, -down)]
    ring: list[Point] = []
    for first, last in zip(ends, [*ends[1:], ends[0]], strict=True):
        controls = (first, first + reach * last, last + reach * first, last)
        ring += [middle + point for point in _curve(controls)]
    return ring


def _curve(controls: tuple[Point, ...]) -> Iterator[Point]:
    """Yield points along a Bezier curve of any degree (de Casteljau)."""
    for step in range(1, CURVE_STEPS + 1):
        points, t = list(controls), step / CURVE_STEPS
        while len(points) > 1:
            points = [a + (b - a) * t for a, b in pairwise(points)]
        yield points[0]


def _rings(data: str) -> Iterator[list[Point]]:
    """Yield each closed ring of path data."""
    tokens = _TOKEN.findall(data)
    ring: list[Point] = []
    at = handle = 0j
    command, index = "", 0
    while index < len(tokens):
        if tokens[index].isalpha():
            command, index = tokens[index], index + 1
        count = ARGUMENTS.get(command.upper())
        if count is None:
            raise MarkError(
                "a path with arcs or without a first command: use curves (C, Q) instead"
            )
        values = [float(token) for token in tokens[index : index + count]]
        if len(values) < count:
            raise MarkError(f"path command {command} with too few numbers")
        index += count
        if command in "Zz":
            if len(ring) > 1:
                yield ring
            at = handle = ring[0] if ring else at
            ring, command = [], ""  # numbers without a letter cannot follow
        elif command in "Mm":
            if len(ring) > 1:
                yield ring
            at = handle = complex(*values) + (at if command == "m" else 0)
            ring, command = [at], "L" if command == "M" else "l"
        else:
            points, handle = _segment(command, values, at, handle)
            ring = [*(ring or [at]), *points]
            at = points[-1]
    if len(ring) > 1:
        yield ring


def _segment(
    command: str, values: list[float], at: Point, handle: Point
) -> tuple[list[Point], Point]:
    """Return one command's points and the handle that a smooth curve after it mirrors."""
    origin = at if command.islower() else 0j
    kind = command.upper()
    if kind == "H":
        return [complex(values[0] + origin.real, at.imag)], complex(
            values[0] + origin.real, at.imag
        )
    if kind == "V":
        end = complex(at.real, values[0] + origin.imag)
        return [end], end
    points = [origin + complex(*pair) for pair in zip(values[::2], values[1::2], strict=True)]
    if kind == "L":
        return points, points[-1]
    if kind in "ST":
        points.insert(0, 2 * at - handle)
    return list(_curve((at, *points))), points[-2]
