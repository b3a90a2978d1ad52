"""BOD rules on headings: the title is the only one of level 1, and no level is skipped."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from bedside.checks.authorities import WCAG
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope
from bedside.checks.surfaces.samples import without_code, without_comments
from bedside.post import Kind, Source

__all__ = ["HEADINGS"]

# As Python-Markdown reads them: `#` needs no space behind it, a line above === or --- is one too.
_HEADING = compile_late(
    r"^(?:[ ]{0,3}>[ ]?+|[ ]{0,3}[-*+][ ]++)*+(?P<marks>\#{1,6})(?=[^#\n])"
    r"|^[^\s>|<#-][^\n|]*\n(?P<line>=+|-+)[ \t]*$"
    r"|<h(?P<tag>[1-6])\b",
    re.MULTILINE | re.VERBOSE | re.IGNORECASE,
)


def _headings(source: Source) -> Iterator[tuple[int, int]]:
    """Yield (level, offset in the file) of each heading below the front matter."""
    if source.kind is Kind.TEXT:
        return
    for level, offset in _levels(without_comments(without_code(source.body))):
        yield level, source.body_offset + offset


@lru_cache(maxsize=8)  # both rules ask for the same text
def _levels(body: str) -> tuple[tuple[int, int], ...]:
    return tuple(_find_levels(body))


def _find_levels(body: str) -> Iterator[tuple[int, int]]:
    for found in _HEADING.finditer(body):
        level = int(found["tag"] or 0) or len(found["marks"] or "")
        yield level or (1 if "=" in found["line"] else 2), found.start()


def _second_title(source: Source, _context: Context) -> Iterator[Match]:
    for level, offset in _headings(source):
        if level == 1:
            fix = "write ## for a heading; before a hashtag at the start of a line write \\#"
            yield Match(start=offset, message="a heading of the title's size", fix=fix)


def _skipped_level(source: Source, _context: Context) -> Iterator[Match]:
    for (before, _), (level, offset) in pairwise([(1, 0), *_headings(source)]):
        if level > before + 1:
            message = f"a heading of level {level} under one of level {before}"
            yield Match(start=offset, message=message, fix=f"write {'#' * (before + 1)} before it")


_POST = "---\ntitle: A\n---\n"

HEADINGS: tuple[Rule, ...] = (
    Rule(
        code="BOD001", name="second-title", scope=Scope.SOURCE, find=_second_title,
        summary="A heading with a single `#`, which is the title's own.",
        why="Screen readers and search engines take it for a second title of the page.",
        fix="Write ## for a heading.", authority=WCAG,
        bad=(_POST + "# Why a shot\n\nText.\n", _POST + "Text.\n\n#FluShot season is here.\n",
             _POST + "Why a shot\n==========\n", _POST + "<h1>Why</h1>\n"),
        good=(_POST + "## Why a shot\n\nText with a # in it.\n", _POST + "```\n# a comment\n```\n",
              _POST + "<!-- # a note -->\n", _POST + "\\#FluShot season is here.\n"),
    ),
    Rule(
        code="BOD002", name="heading-level-skipped", scope=Scope.SOURCE, find=_skipped_level,
        summary="A heading two levels or more below the one before it.",
        why="Screen-reader users move by headings: a missing level sounds like a missing part.",
        fix="Give it one `#` more than the heading it belongs to.", authority=WCAG,
        bad=(_POST + "### Why\n", _POST + "## Why\n\n#### When\n", _POST + "## A\n\n<h4>B</h4>\n"),
        good=(_POST + "## Why\n\n### When\n\n## Where\n", _POST + "| a | b |\n|---|---|\n| 1 | 2 |\n",
              _POST + "Why\n---\n\n### When\n"),
    ),
)  # fmt: skip
