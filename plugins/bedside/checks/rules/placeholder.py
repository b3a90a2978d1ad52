"""FRM016: the starter's words, and notes to oneself, that still stand where the practice's should."""

import re
from collections.abc import Iterator

from bedside.checks.authorities import REFERENCED_AND_DATED
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope, Severity
from bedside.checks.rules.front_matter import at
from bedside.checks.signs import fold
from bedside.checks.surfaces.cut import holds
from bedside.post import Kind, Source

__all__ = ["PLACEHOLDERS", "starters_in"]

# `Write here: what happens at a checkup.`, `Write about your practice here.`: a paragraph's beginning.
_STARTER = compile_late(r"^[ \t]*Write (?:here\b|[^.\n]{1,60} here\.).*", re.MULTILINE)
_NOTE = compile_late(r"\b(?:TODO|TBD|FIXME|XXX)\b|(?i:\blorem ipsum\b)")
_NOTE_SIGNS = ("TODO", "TBD", "FIXME", "XXX")
_POSTS = (Kind.POST, Kind.NOTICE)


def _placeholders(source: Source, _context: Context) -> Iterator[Match]:
    meta = source.meta
    if meta is None or source.kind is Kind.TEXT or meta.status == "draft":
        return  # a draft leaves no byte on the site
    is_post = source.kind in _POSTS
    starters = starters_in(source.text, source.body_offset)
    for found in starters if "Write " in source.text else ():
        yield Match(
            start=found.start(), end=found.end(),
            message="this is still the starter's text: with it the site is not put online",
            severity=Severity.ERROR if is_post else Severity.WARNING,
        )  # fmt: skip
    for found in _NOTE.finditer(source.text) if _may_hold_note(source.text) else ():
        yield Match(
            start=found.start(),
            end=found.end(),
            message="this is a note to yourself, which readers would see",
        )
    if not is_post and not source.values.get("summary", "-").strip():  # of posts FRM006 says it
        yield at(source, "summary", "is empty: networks and search engines show nothing")


def starters_in(text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """Return where the starter's paragraphs stand in a text."""
    return _STARTER.finditer(text, start)


def _may_hold_note(text: str) -> bool:
    return holds(text, _NOTE_SIGNS) or "lorem" in fold(text)


PLACEHOLDERS: tuple[Rule, ...] = (
    Rule(
        code="FRM016", name="placeholder-text", scope=Scope.SOURCE, find=_placeholders,
        severity=Severity.WARNING,
        summary="Text of the starter files, a TODO or an empty summary on a page that is public. A post "
                "with the starter's text is not built, a site with it is not deployed.",
        why="Readers would see an instruction in the place of the practice's own words.",
        fix="Write your own words. A page that you do not need can be deleted, a post that is not "
            "finished can be `status: draft`.", authority=REFERENCED_AND_DATED,
        bad=("---\ntitle: A\n---\n\nWrite here. Headings start with ##.\n",
             "---\ntitle: A\n---\n\nWrite about your practice here.\n",
             "---\ntitle: A\n---\n\nParking is free. TODO: ask about the ramp.\n",
             "---\ntitle: A\nsummary: Lorem ipsum dolor.\n---\n\nText.\n"),
        good=("---\ntitle: A\nstatus: draft\n---\n\nWrite here. Headings start with ##.\n",
              "---\ntitle: A\n---\n\nWrite to us, or call. You can write here in the waiting room.\n",
              "---\ntitle: A\n---\n\nHay de todo para todos.\n"),
    ),
)  # fmt: skip
