"""Turn a line of text into placed glyphs, in ems, with HarfBuzz."""

import unicodedata
from dataclasses import dataclass, field

import uharfbuzz as hb

from bedside.cards.bidi import levels, visual_runs
from bedside.cards.fonts import FontFile, FontStack

__all__ = ["Glyph", "ShapedLine", "Shaper"]

KEPT = 4096  # words and lines; about five megabytes
RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """One glyph and where its origin lies, in ems from the line's left end; y goes up."""

    file: FontFile
    number: int
    x: float
    y: float
    start: int  # the character it begins with, in the line's text


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapedLine:
    """The glyphs of one line from left to right, and its width in ems."""

    glyphs: tuple[Glyph, ...]
    width: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shaper:
    """Shapes lines in one font stack and remembers them: words and names come again and again."""

    stack: FontStack
    cache: dict[tuple[str, int, str], ShapedLine] = field(default_factory=dict)

    def width(self, text: str, base: int = 0) -> float:
        """Return the width of `text` in ems."""
        return self.shape(text, base).width

    def shape(self, text: str, base: int = 0, before: str = "") -> ShapedLine:
        """Return the glyphs of one line whose paragraph runs left to right (0) or right to left.

        `before` is the strong type that the line above ended with.
        """
        key = (text, base, before)
        found = self.cache.get(key)
        if found is None:
            if len(self.cache) >= KEPT:
                self.cache.clear()
            found = self.cache[key] = self._shape(text, base, before)
        return found

    def _shape(self, text: str, base: int, before: str) -> ShapedLine:
        glyphs: list[Glyph] = []
        x = 0.0
        for start, end, level in _runs(text, base, before):
            for file, part, offset in self._stretches(text[start:end], level):
                x = self._append(glyphs, file, part, start + offset, level, x)
        return ShapedLine(glyphs=tuple(glyphs), width=x)

    def _stretches(self, text: str, level: int) -> list[tuple[FontFile, str, int]]:
        """Return the font stretches of a run in the order they are seen."""
        found: list[tuple[FontFile, str, int]] = []
        offset = 0
        for file, part in self.stack.split(text):
            found.append((file, part, offset))
            offset += len(part)
        return found[::-1] if level % 2 else found

    def _append(
        self, glyphs: list[Glyph], file: FontFile, text: str, start: int, level: int, x: float
    ) -> float:
        """Shape one stretch, add its glyphs, return where the next begins."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction = "rtl" if level % 2 else "ltr"
        buffer.language = self.stack.lang
        buffer.guess_segment_properties()
        hb.shape(file.font, buffer)
        for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            glyphs.append(
                Glyph(
                    file=file, number=info.codepoint, x=x + at.x_offset * file.scale,
                    y=at.y_offset * file.scale, start=start + info.cluster,
                )
            )  # fmt: skip
            x += at.x_advance * file.scale
        return x


def _runs(text: str, base: int, before: str) -> list[tuple[int, int, int]]:
    """Return the runs of one direction, without the long way round where there is one alone."""
    if base == 0 and RIGHT_TO_LEFT.isdisjoint(map(unicodedata.bidirectional, text)):
        return [(0, len(text), 0)]
    return visual_runs(levels(text, base, before))
