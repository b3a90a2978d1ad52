"""FRM017: lines of front matter that a stray fence has cut off and left in the text."""

import re
from collections.abc import Iterator

from bedside.checks.authorities import REFERENCED_AND_DATED
from bedside.checks.kept_patterns import compile_kept
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope
from bedside.header_parts import KEYS
from bedside.post import Kind, Source

__all__ = ["FRONT_MATTER_BELOW"]

# What may stand in front matter: keys, indented lines, lists, blank lines, and comments before a fence.
_LINE = compile_late(r"[ \t]+\S|-[ \t]|[A-Za-z_][\w-]*[ \t]*:")
_FENCED = compile_late(
    r"(?:[ \t]*\n|[ \t]+\S.*\n|-[ \t].*\n|#.*\n|[A-Za-z_][\w-]*[ \t]*:.*\n)+(?=(?:---|\.\.\.)[ \t]*(?:\n|\Z))"
)


def _below(source: Source, _context: Context) -> Iterator[Match]:
    if source.meta is None or source.kind is Kind.TEXT:
        return
    if key := _stray_key(source.body):
        yield Match(
            start=source.body_offset + key.start(), end=source.body_offset + key.end(),
            message=f"`{key[0]}` stands below the front matter, where it is only text",
        )  # fmt: skip


def _stray_key(body: str) -> re.Match[str] | None:
    """Return the first front-matter key that the body begins with."""
    if fenced := _FENCED.match(body):
        # `Date: Monday` may begin a post about an event: with capitals it is a key there only.
        return _key(re.IGNORECASE).search(body, 0, fenced.end())
    return _key().search(body, 0, _run_end(body))


def _key(flags: int = 0) -> re.Pattern[str]:
    """Return the pattern of a line that begins with a key we know."""
    known = "|".join(KEYS)
    return compile_kept(rf"^(?:{known})[ \t]*:(?=[ \t\n]|\Z)", int(flags | re.MULTILINE))


def _run_end(body: str) -> int:
    """Return where the lines end that could be front matter."""
    end = 0
    for line in body.splitlines(keepends=True):
        if line.strip() and not _LINE.match(line):
            break
        end += len(line)
    return end


FRONT_MATTER_BELOW: tuple[Rule, ...] = (
    Rule(
        code="FRM017", name="key-below-the-front-matter", scope=Scope.SOURCE, find=_below,
        summary="A text that begins with a front-matter key such as `status:`, as after a stray `---`.",
        why="The key does nothing there: a post that says `status: draft` would be published.",
        fix="Remove the `---` above it, so that the front matter ends below its last key.",
        authority=REFERENCED_AND_DATED,
        bad=("---\ntitle: A\n---\nstatus: draft\n---\nText.\n",
             "---\ntitle: A\n---\n\nexpires: 2026-12-01\n\nText.\n",
             "---\ntitle: A\n...\nStatus: draft\n---\nText.\n",
             "---\ntitle: A\nreferences:\n---\n  - title: B\n# later\nstatus: draft\n---\nText.\n",
             "---\ntitle: A\n---\n- cold\nstatus: draft\n"),
        good=("---\ntitle: A\n---\nText.\n\nstatus: this is a word in a sentence\n",
              "---\ntitle: A\n---\nDate: Monday, 9 to 11\nLocation: Mill Pond\n",
              "---\ntitle: A\n---\nWhat to bring:\n\n- a list\n\n---\n\nMore.\n"),
    ),
)  # fmt: skip
