"""The report for code hosts: SARIF 2.1.0 with each rule's help, and no snippet of the text.

Schema: https://github.com/oasis-tcs/sarif-spec, sarif-2.1/schema/sarif-schema-2.1.0.json (read 2026-11-22)
"""

import json
from pathlib import Path
from typing import Any

from bedside import __version__
from bedside.checks.model import Finding, Report, Rule, Severity
from bedside.checks.report.links import rule_url

__all__ = ["sarif_report"]

_SCHEMA = (
    "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/main/Schemata/sarif-schema-2.1.0.json"
)
_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def sarif_report(report: Report) -> str:
    """Return one SARIF run."""
    from bedside.checks.rules import RULES  # noqa: PLC0415  those for pages too, which load slowly

    codes = set(report.rules) | {one.code for one in report.findings}
    rules = [rule for rule in RULES if rule.code in codes]
    index = {rule.code: number for number, rule in enumerate(rules)}
    driver = {
        "name": "bedside", "version": __version__, "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in rules],
    }  # fmt: skip
    run: dict[str, Any] = {
        "tool": {"driver": driver}, "columnKind": "unicodeCodePoints",
        "results": [_result(one, index) for one in report.findings],
    }  # fmt: skip
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    help_text = f"{rule.why}\n\n{rule.fix}\n\n{rule.authority.title}: {rule.authority.url}"
    return {
        "id": rule.code, "name": _camel(rule.name), "helpUri": rule_url(rule),
        "shortDescription": {"text": rule.summary}, "fullDescription": {"text": rule.why},
        "help": {"text": help_text, "markdown": help_text},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
        "properties": {"tags": [str(rule.tier)] if rule.tier else []},
    }  # fmt: skip


def _result(finding: Finding, index: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code, "level": _LEVEL[finding.severity],
        "message": {"text": f"{finding.message}. {finding.fix}".strip()},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": _uri(finding.path)},
            "region": {"startLine": finding.line, "startColumn": finding.column},
        }}],
        "properties": {"surface": finding.surface, "tier": str(finding.tier) if finding.tier else None},
    }  # fmt: skip
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    return result


def _uri(path: Path) -> str:
    if path.is_absolute():
        return path.as_uri()
    return path.as_posix().replace("%", "%25").replace(" ", "%20")


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-"))
