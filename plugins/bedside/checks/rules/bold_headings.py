"""BOD007: a line in bold that stands as a heading."""

from collections.abc import Iterator

from bedside.checks.authorities import WCAG
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope, Severity
from bedside.checks.surfaces.samples import without_code, without_comments
from bedside.post import Kind, Source

__all__ = ["BOLD_HEADINGS"]

# A paragraph of its own, bold from end to end, with words below it and no end of a sentence.
_BOLD = compile_late(
    r"(?:\A|(?<=\n\n))(?P<mark>\*\*|__)(?P<words>[^\s*_][^*_\n]{1,70}[^\s*_.!,;])(?P=mark)[ \t]*:?\n\n(?=[^\n#])"
)


def _bold(source: Source, _context: Context) -> Iterator[Match]:
    if source.kind is Kind.TEXT or ("**" not in source.body and "__" not in source.body):
        return
    for found in _BOLD.finditer(without_comments(without_code(source.body))):
        start, end = (source.body_offset + at for at in found.span("words"))
        yield Match(start=start, end=end)


_POST = "---\ntitle: A\n---\n"

BOLD_HEADINGS: tuple[Rule, ...] = (
    Rule(
        code="BOD007", name="bold-as-heading", scope=Scope.SOURCE, find=_bold,
        severity=Severity.WARNING,
        summary="A line of its own in bold, above a paragraph, that looks like a heading and is none.",
        why="A screen reader goes from heading to heading, and so does the list of contents: what is only bold is in neither.",
        fix="Write `## ` before it instead of the stars.", authority=WCAG,
        bad=(_POST + "**When to call us**\n\nCall when a fever lasts.\n",
             _POST + "Rest.\n\n__What helps__\n\nTea and sleep.\n", _POST + "Rest.\n\n**Why?**\n\nIt heals.\n"),
        good=(_POST + "## When to call us\n\nCall when a fever lasts.\n", _POST + "**Call 911 now.**\n\nThen us.\n",
              _POST + "**Tea** helps, and **sleep** too.\n\nSo does time.\n", _POST + "Rest.\n\n**The end**\n"),
    ),
)  # fmt: skip
