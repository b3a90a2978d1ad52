"""The report for programs: version 1 of a contract that is kept stable."""

import json

from bedside.checks.model import Report

__all__ = ["json_report"]

VERSION = 1


def json_report(report: Report) -> str:
    """Return the findings as JSON, without the matched text."""
    findings = [
        {
            "code": one.code, "severity": str(one.severity),
            "tier": str(one.tier) if one.tier else None, "path": str(one.path),
            "line": one.line, "column": one.column, "surface": one.surface, "message": one.message,
        }
        for one in report.findings
    ]  # fmt: skip
    whole = {"version": VERSION, "checked": report.checked, "findings": findings}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
