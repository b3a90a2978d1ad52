"""Print findings as text, JSON, SARIF, GitHub annotations or Markdown; none holds the matched words."""

from collections.abc import Callable

from bedside.checks.model import Report
from bedside.checks.report.github import github_report
from bedside.checks.report.json_report import json_report
from bedside.checks.report.markdown import markdown_report
from bedside.checks.report.plain import LIMITS, plain_report, text_report
from bedside.checks.report.sarif import sarif_report

__all__ = ["FORMATS", "LIMITS", "text_report"]

FORMATS: dict[str, Callable[[Report], str]] = {
    "text": plain_report,
    "json": json_report,
    "sarif": sarif_report,
    "github": github_report,
    "markdown": markdown_report,
}
