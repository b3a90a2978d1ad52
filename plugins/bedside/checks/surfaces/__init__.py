"""Every place of a Markdown file where text can leave, as surfaces for the rules."""

import re

from bedside.checks.model import Surface
from bedside.checks.surfaces.cut import whole
from bedside.checks.surfaces.front_matter import front_matter_parts
from bedside.checks.surfaces.markdown import Part, parts
from bedside.checks.surfaces.target import read_path
from bedside.post import Source
from bedside.text import position

__all__ = ["PROSE", "cut_surfaces", "place"]

# Surfaces where sentences follow each other, so that a neighbour tells what a sentence is about.
PROSE = frozenset({"body"})


def cut_surfaces(source: Source) -> list[Surface]:
    """Return the body's prose first, then its other surfaces, front matter and file name."""
    found = [*parts(whole(source.body, source.body_offset)), *front_matter_parts(source)]
    surfaces = [_surface(part, source) for part in found if part.cut.text.strip()]
    name = read_path(whole(source.name))
    return [*surfaces, Surface(name="file-name", text=name.text, path=source.path)]


def place(surface: Surface, start: int) -> tuple[int, int, str]:
    """Return line, column and the surface's name, finer for prose: heading, footnote, quote, page."""
    if surface.offsets is None:
        return 1, 1, surface.name
    at = surface.offsets[min(start, len(surface.offsets) - 1)]
    if "\f" in surface.file_text:  # a handout, which has pages and no lines that anybody counts
        page = surface.file_text.count("\f", 0, at) + 1
        return page, 1, f"page {page}"
    line, column = position(surface.file_text, at)
    if surface.lines:
        return surface.lines[line - 1], 1, surface.name
    if surface.name not in PROSE:
        return line, column, surface.name
    head = surface.file_text[at - column + 1 :][:200].lstrip(" >")
    if re.match(r"#{1,6}\s", head):
        return line, column, "heading"
    return line, column, "footnote" if head.startswith("[^") else surface.name


def _surface(part: Part, source: Source) -> Surface:
    return Surface(
        name=part.name, text=part.cut.text, path=source.path, file_text=source.text,
        offsets=part.cut.offsets, lines=source.lines,
    )  # fmt: skip
