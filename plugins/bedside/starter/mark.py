"""Draw a new practice's mark: its initials on its own colour, as plain shapes that cards can draw too."""

from pathlib import Path
from xml.sax.saxutils import quoteattr

import uharfbuzz as hb

from bedside.starter.answers import ON_PRIMARY

__all__ = ["initials", "mark_svg"]

_SIDE = 64
_WIDEST, _TALLEST = 42, 28  # what the letters may fill of it
_SMALL_WORDS = {"a", "an", "and", "at", "for", "in", "of", "on", "the", "y", "de", "la"}
_TILE = "M18 0H46C57 0 64 7 64 18V46C64 57 57 64 46 64H18C7 64 0 57 0 46V18C0 7 7 0 18 0Z"
_CROSS = "M26 14H38V26H50V38H38V50H26V38H14V26H26Z"  # where the font has no such letters


def initials(name: str) -> str:
    """Return one or two capitals: `OE` for `Oak & Elm Pediatrics`."""
    words = [word for word in name.split() if word[0].isalnum()]
    weighty = [word for word in words if word.lower() not in _SMALL_WORDS] or words
    return "".join(word[0] for word in weighty[:2]).upper()


def mark_svg(name: str, colour: str, font_file: Path) -> str:
    """Return the mark as SVG; its letters are outlines of `font_file`, so it needs no font itself."""
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(font_file))))
    glyphs = [font.get_nominal_glyph(ord(letter)) for letter in initials(name)]
    drawn = _letters(font, [one for one in glyphs if one]) if glyphs and all(glyphs) else _CROSS
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIDE} {_SIDE}" width="{_SIDE}" '
        f'height="{_SIDE}" role="img" aria-label={quoteattr(name)}>\n'
        f'<path fill="{colour}" d="{_TILE}"/>\n<path fill="{ON_PRIMARY}" d="{drawn}"/>\n</svg>\n'
    )


def _letters(font: hb.Font, glyphs: list[int]) -> str:
    """Return path data of the glyphs side by side, in the middle of the tile."""
    extents = [font.get_glyph_extents(glyph) for glyph in glyphs]
    width = sum(map(font.get_glyph_h_advance, glyphs))
    top = max(one.y_bearing for one in extents)
    bottom = min(one.y_bearing + one.height for one in extents)
    scale = min(_WIDEST / width, _TALLEST / (top - bottom))
    left, base = (_SIDE - width * scale) / 2, _SIDE / 2 + (top + bottom) / 2 * scale
    pen = _Pen(scale, left, base)
    for glyph in glyphs:
        font.draw_glyph_with_pen(glyph, pen)
        pen.left += font.get_glyph_h_advance(glyph) * scale
    return "".join(pen.parts)


class _Pen:
    """Writes an outline as path data; HarfBuzz calls the methods by these names."""

    def __init__(self, scale: float, left: float, base: float) -> None:
        self.scale, self.left, self.base = scale, left, base
        self.parts: list[str] = []

    def _add(self, command: str, *points: tuple[float, float]) -> None:
        places = (
            f"{self.left + x * self.scale:.2f} {self.base - y * self.scale:.2f}" for x, y in points
        )
        self.parts.append(command + " ".join(places))

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802  HarfBuzz's name
        self._add("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802  HarfBuzz's name
        self._add("L", point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802  HarfBuzz's name
        self._add("Q", *points)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802  HarfBuzz's name
        self._add("C", *points)

    def closePath(self) -> None:  # noqa: N802  HarfBuzz's name
        self.parts.append("Z")
