"""The report as one comment for a pull request: short, by file, the same for the same findings."""

import html
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from bedside.checks.findings import by_weight
from bedside.checks.model import Finding, Report, Severity
from bedside.checks.report.links import rule_url
from bedside.checks.report.plain import LIMITS, summary

__all__ = ["MARKER", "markdown_report"]

MARKER = "<!-- bedside-report -->"  # its first line: whoever posts it finds its own comment by it
MOST = 40  # findings with a row of their own: GitHub takes 65,536 characters a comment


def markdown_report(report: Report) -> str:
    """Return the whole comment. Nothing of what was found is in it, nor the time."""
    stops = len(report.errors)
    told = f"{stops} finding{'s' * (stops != 1)} to mend" if stops else "nothing stops the build"
    counts, _, _ = summary(report).partition("\n")
    parts = [MARKER, f"## Bedside: {told}\n", f"{counts}\n"]
    for path, group in groupby(_worst(report.findings), lambda one: one.path):
        parts += [f"### {_code(str(path))}\n", "| where | rule | what | do |", "|---|---|---|---|"]
        parts += [*map(_row, group), ""]
    if (more := len(report.findings) - MOST) > 0:
        parts.append(f"And {more} more: `bedside check` lists them all.\n")
    parts += _allowed(report)
    if report.findings:
        parts.append(
            "To see the places underlined, run `bedside check` on your own machine; "
            "`bedside rule CODE` explains a rule.\n"
        )
    return "\n".join([*parts, f"<sub>{_cell(LIMITS)}</sub>"]) + "\n"


def _worst(findings: Sequence[Finding]) -> list[Finding]:
    """Return as many as the comment takes: where some must be left out, not those that stop it."""
    weighed = sorted(by_weight(findings), key=lambda one: one.severity is not Severity.ERROR)
    return by_weight(weighed[:MOST])


def _row(one: Finding) -> str:
    from bedside.checks.rules import rule  # noqa: PLC0415  those for pages too, which load slowly

    known = rule(one.code)
    code = f"[{one.code}]({rule_url(known)})" if known else one.code
    weight = f"{one.severity}, {one.tier}" if one.tier else str(one.severity)
    place = f"{one.line}:{one.column}, {_cell(one.surface)}"
    return f"| {place} | {code} {one.name} ({weight}) | {_cell(one.message)} | {_cell(one.fix)} |"


def _allowed(report: Report) -> Iterator[str]:
    if report.suppressions:
        yield f"<details><summary>Allowed: {len(report.suppressions)}</summary>\n"
        yield from (f"- {_cell(str(one))}" for one in report.suppressions)
        yield "\n</details>\n"


def _cell(text: str) -> str:
    """Return text that ends no cell, makes no link or markup and calls nobody."""
    plain = html.escape(" ".join(text.split()), quote=False)
    return re.sub(r"([|*\[\]])", r"\\\1", plain).replace("@", "&#64;")


def _code(text: str) -> str:
    ticks = "``" if "`" in text else "`"
    return f"{ticks}{' ' if ticks == '``' else ''}{text}{' ' if ticks == '``' else ''}{ticks}"
