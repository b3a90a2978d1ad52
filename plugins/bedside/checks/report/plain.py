"""The report for people: one paragraph a finding, with where, what and what to do."""

from collections import Counter
from collections.abc import Sequence

from bedside.checks.findings import by_weight
from bedside.checks.model import Finding, Report, Severity

__all__ = [
    "EXPLAIN",
    "LIMITS",
    "SHOW",
    "finding_lines",
    "hides_words",
    "plain_report",
    "summary",
    "text_report",
]

# 45 CFR 164.514(b)(2)(ii): no actual knowledge; no machine decides that, nor item (R).
SHOW = "`bedside check --show` prints the words that were found, on your screen only."
EXPLAIN = "`bedside rule CODE` explains a rule: why it is there, and what to do."
LIMITS = (
    "A clean result is not a de-identification determination: whether the rest could still "
    "identify somebody is for people to judge (45 CFR 164.514(b))."
)


def text_report(findings: Sequence[Finding]) -> str:
    """Return the findings, each as `path:line:column CODE name` with what and fix below it."""
    return "\n".join("\n".join(finding_lines(one)) for one in by_weight(findings))


def plain_report(report: Report) -> str:
    """Return the whole report: findings, suppressions, counts, and what a clean result is not."""
    parts = [text_report(report.findings)] if report.findings else []
    if report.suppressions:
        parts.append("Allowed:\n" + "\n".join(f"  {one}" for one in report.suppressions))
    last = [summary(report), *([EXPLAIN] if report.findings else [])]
    return (
        "\n\n".join([*parts, "\n".join([*last, *([SHOW] if hides_words(report) else [])])]) + "\n"
    )


def hides_words(report: Report) -> bool:
    """Tell whether words were found that may be somebody's and are not printed."""
    return any(one.code.startswith("PHI") and one.matched for one in report.findings)


def finding_lines(finding: Finding) -> list[str]:
    """Return the lines of one finding."""
    tier = f" [{finding.tier}]" if finding.tier else ""
    head = f"{finding.path}:{finding.line}:{finding.column} {finding.code} {finding.name} {finding.severity}{tier}"
    lines = [head, f"  in {finding.surface}: {finding.message}"]
    return [*lines, f"  do: {finding.fix}"] if finding.fix else lines


def summary(report: Report) -> str:
    """Return the last lines: how many files, how many findings of each kind, the limits."""
    counts = Counter(one.severity for one in report.findings)
    files = f"{report.checked} file{'s' * (report.checked != 1)} checked"
    said = ", ".join(
        f"{number} {kind}{'s' * (number != 1)}" for kind, number in sorted(counts.items())
    )
    stops = counts[Severity.ERROR]
    ends = f"{stops} finding{'s' * (stops != 1)} stop{'s' * (stops == 1)} publishing"
    return f"{files}: {said or 'nothing found'}; {ends if stops else 'nothing stops the build'}.\n{LIMITS}"
