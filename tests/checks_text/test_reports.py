"""The four reports: their contracts, and that none of them holds what was found."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from bedside.checks.engine import check_paths
from bedside.checks.model import Finding, Report, Severity, Tier
from bedside.checks.report import FORMATS, LIMITS, text_report
from bedside.consents import Consents

SECRET = "219-09-9999"


@pytest.fixture
def report(tmp_path: Path, now: datetime) -> Report:
    path = tmp_path / "post.md"
    path.write_text(f"Wash.\n\nIt was {SECRET} and {SECRET}.\n\nMy patient Zbigniew Doe left.\n")
    return check_paths([path], None, Consents(), now)


@pytest.mark.parametrize("form", FORMATS)
def test_no_report_holds_what_was_found(form: str, report: Report) -> None:
    """Logs are read by third parties: neither number nor name stands in any report."""
    text = FORMATS[form](report)
    assert "PHI007" in text
    assert not [word for word in (SECRET, "219", "9999", "Zbigniew", "Doe") if word in text]
    assert SECRET not in repr(report)


def test_json_keeps_its_contract(report: Report) -> None:
    """Version 1: the keys of the whole and of a finding, and their kinds, stay as they are."""
    whole = json.loads(FORMATS["json"](report))
    assert list(whole) == ["version", "checked", "findings"]
    assert (whole["version"], whole["checked"]) == (1, 1)
    for one in whole["findings"]:
        assert list(one) == [
            "code",
            "severity",
            "tier",
            "path",
            "line",
            "column",
            "surface",
            "message",
        ]
        assert one["severity"] in {"error", "warning", "note"}
        assert one["tier"] in {"block", "hold", "note", None}
    ssn = next(one for one in whole["findings"] if one["code"] == "PHI007")
    assert (ssn["line"], ssn["column"], ssn["tier"], ssn["severity"]) == (3, 8, "block", "error")


def test_repeats_are_one_finding(report: Report) -> None:
    """The same words in one file are said once, with their number."""
    found = [one for one in report.findings if one.code == "PHI007"]
    assert [one.message for one in found] == ["a Social Security number (2 times)"]


def test_sarif_names_its_rules(report: Report) -> None:
    """Every result points at a rule with help; regions have no snippet."""
    run = json.loads(FORMATS["sarif"](report))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        assert "snippet" not in one["locations"][0]["physicalLocation"]["region"]
    assert all(rule["help"]["text"] and rule["helpUri"].startswith("http") for rule in rules)


def test_github_escapes() -> None:
    """Signs that would end a property or a line are escaped in annotations."""
    finding = Finding(
        code="PHI001", name="name", severity=Severity.ERROR, tier=Tier.BLOCK, line=2, column=3,
        path=Path("a,b:c%.md"), surface="body", message="one\ntwo 100 %", fix="",
    )  # fmt: skip
    text = FORMATS["github"](Report(findings=(finding,), checked=1, rules=("PHI001",)))
    assert text.splitlines()[0] == (
        "::error file=a%2Cb%3Ac%25.md,line=2,col=3,title=PHI001 name::one%0Atwo 100 %25."
    )


def test_text_says_where_what_and_how(report: Report) -> None:
    """A finding has its place, code, name, severity, tier, surface, and what to do."""
    numbers = tuple(one for one in report.findings if one.code == "PHI007")
    first = text_report(numbers).splitlines()[:3]
    assert first[0].endswith("post.md:3:8 PHI007 social-security-number error [block]")
    assert first[1] == "  in body: a Social Security number (2 times)"
    assert first[2].startswith("  do: Remove it")


def test_clean_result_says_what_it_is_not(tmp_path: Path, now: datetime) -> None:
    """A clean report is no determination, and says so."""
    (tmp_path / "a.md").write_text("Wash your hands.\n")
    text = FORMATS["text"](check_paths([tmp_path], None, Consents(), now))
    assert text == f"1 file checked: nothing found; nothing stops publishing.\n{LIMITS}\n"
