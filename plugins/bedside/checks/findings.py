"""Turn hits into findings: what is the same is said once, with every place of it."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bedside.checks.allowed import normal_form
from bedside.checks.gathered import gather
from bedside.checks.model import Finding, Severity, Spot, Tier

if TYPE_CHECKING:
    from bedside.checks.suppress import Hit

__all__ = ["by_weight", "group", "order"]

_TIERS = {Tier.BLOCK: 0, Tier.HOLD: 1}
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def group(hits: Sequence["Hit"]) -> Iterator[Finding]:
    """Join what is the same: one rule, one file, the same words. The first place stands for all."""
    groups: dict[tuple[str, Path, str, str], list[Hit]] = {}
    for hit in hits:
        same = normal_form(hit.matched) or f"{hit.line}:{hit.column}"
        groups.setdefault((hit.rule.code, hit.path, same, hit.match.message), []).append(hit)
    gathered: dict[tuple[str, Path, Severity], list[Finding]] = {}
    for group in groups.values():
        first = min(group, key=lambda hit: (hit.line, hit.column))
        spots = {
            (hit.line, hit.column, hit.surface): Spot(
                line=hit.line, column=hit.column, surface=hit.surface, occurrence=hit.occurrence,
                spans=hit.spans,
            )
            for hit in sorted(group, key=lambda hit: (hit.line, hit.column))
        }  # fmt: skip
        count = len({(hit.line, hit.column) for hit in group})
        found = _finding(first, count, tuple(spots.values()))
        if first.rule.is_gathered:
            gathered.setdefault((found.code, found.path, found.severity), []).append(found)
        else:
            yield found
    yield from (gather(one) for one in gathered.values())


def _finding(hit: "Hit", count: int, spots: tuple[Spot, ...]) -> Finding:
    rule, tier = hit.rule, hit.match.tier or hit.rule.tier
    message = hit.match.message or rule.summary
    return Finding(
        code=rule.code, name=rule.name, severity=_severity(hit, tier), tier=tier, path=hit.path,
        line=hit.line, column=hit.column, surface=hit.surface,
        message=f"{message} ({count} times)" if count > 1 else message,
        fix=hit.match.fix or rule.fix, matched=hit.matched, subject=hit.subject, spots=spots,
    )  # fmt: skip


def _severity(hit: "Hit", tier: Tier | None) -> Severity:
    """BLOCK and HOLD are errors and NOTE a note, unless the match says otherwise."""
    if hit.match.severity:
        return hit.match.severity
    if tier in (Tier.BLOCK, Tier.HOLD):
        return Severity.ERROR
    return Severity.NOTE if tier is Tier.NOTE else hit.rule.severity


def order(finding: Finding) -> tuple[str, int, int, int, str]:
    """Return what a report is sorted by: file, place, weight, code."""
    return str(finding.path), finding.line, finding.column, _RANK[finding.severity], finding.code


def by_weight(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings as people mend them: by file, and in it what identifies somebody first."""
    return sorted(
        findings,
        key=lambda one: (
            str(one.path), _RANK[one.severity], _TIERS.get(one.tier or Tier.NOTE, len(_TIERS)), *order(one)[1:],
        ),
    )  # fmt: skip
