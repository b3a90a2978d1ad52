"""Run the rules that need all sources at once: doubles, names that point at other posts, stray files."""

from collections.abc import Sequence
from pathlib import Path

from bedside.checks.model import Context, Finding, Match, Rule, Scope
from bedside.checks.rules.of_sources import SOURCE_RULES
from bedside.files import read_text
from bedside.post import Source
from bedside.text import nfc, position

__all__ = ["check_across"]


def check_across(sources: Sequence[Source], context: Context) -> list[Finding]:
    """Return what the rules of scope SOURCES find in `sources`, in the order of the rules."""
    known = {source.path: source for source in sources}
    return [
        _finding(rule, match, known)
        for rule in SOURCE_RULES
        if rule.scope is Scope.SOURCES
        for match in rule.find(sources, context)
    ]


def _finding(rule: Rule, match: Match, known: dict[Path, Source]) -> Finding:
    path = match.path or Path()
    source = known.get(path)
    # Of what is no source, practice.toml alone has a place inside it.
    text = source.text if source else nfc(read_text(path)) if match.start else ""
    line, column = position(text, match.start)
    surface = "file-name" if source is None else "front-matter"
    return Finding(
        code=rule.code, name=rule.name, severity=match.severity or rule.severity,
        tier=match.tier or rule.tier, path=path, line=line, column=column,
        surface="body" if source and match.start >= source.body_offset > 0 else surface,
        message=match.message or rule.summary, fix=match.fix or rule.fix,
    )  # fmt: skip
