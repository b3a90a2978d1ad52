"""The report as workflow commands that GitHub shows beside the lines of a pull request.

The form, from https://gist.github.com/jonlabelle/69c79a59c69d2f0bff6dda9348f3fa2d (read 2026-11-22)
"""

from bedside.checks.model import Report, Severity
from bedside.checks.report.plain import summary

__all__ = ["github_report"]

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def github_report(report: Report) -> str:
    """Return one annotation a finding, then the summary as plain lines."""
    lines = [
        f"::{_COMMAND[one.severity]} file={_property(str(one.path))},line={one.line},"
        f"col={one.column},title={_property(f'{one.code} {one.name}')}::"
        f"{_data(f'{one.message}. {one.fix}'.strip())}"
        for one in report.findings
    ]
    return "\n".join([*lines, summary(report)]) + "\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
