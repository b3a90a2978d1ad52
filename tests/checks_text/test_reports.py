"""The reports: their contracts, and that none of them holds what was found."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bedside.checks.engine import check_paths
from bedside.checks.model import Finding, Report, Severity, Tier
from bedside.checks.report import FORMATS, LIMITS, text_report
from bedside.checks.report.markdown import MARKER
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


# What sarif-schema-2.1.0.json asks of the parts that we write: required and known properties.
# https://github.com/oasis-tcs/sarif-spec, sarif-2.1/schema (read 2026-11-22). The file itself is not
# here: OASIS gives no licence to pass it on.
SARIF = {
    "log": ({"version", "runs"}, {"$schema", "version", "runs"}),
    "run": ({"tool"}, {"tool", "results", "columnKind"}),
    "driver": ({"name"}, {"name", "version", "semanticVersion", "rules"}),
    "rule": ({"id"}, {"id", "name", "helpUri", "shortDescription", "fullDescription", "help",
                      "defaultConfiguration", "properties"}),
    "result": ({"message"}, {"ruleId", "ruleIndex", "level", "message", "locations", "properties"}),
    "region": (set(), {"startLine", "startColumn"}),
}  # fmt: skip


def sarif_parts(log: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "log", log
    for run in log["runs"]:
        yield "run", run
        yield "driver", run["tool"]["driver"]
        yield from (("rule", one) for one in run["tool"]["driver"]["rules"])
        for one in run["results"]:
            yield "result", one
            yield "region", one["locations"][0]["physicalLocation"]["region"]


def test_sarif_has_the_shape_of_its_schema(report: Report) -> None:
    """Required properties are there, unknown ones are not, and values are of the kinds allowed."""
    log = json.loads(FORMATS["sarif"](report))
    assert log["version"] == "2.1.0"
    kinds = set()
    for kind, part in sarif_parts(log):
        needed, known = SARIF[kind]
        assert needed <= part.keys() <= known, kind
        kinds.add(kind)
        if kind == "rule":
            assert part["defaultConfiguration"]["level"] in {"error", "warning", "note"}
            assert part["help"]["text"]
        if kind == "result":
            assert part["level"] in {"error", "warning", "note"}
            assert part["message"]["text"]
        if kind == "region":
            assert part["startLine"] >= 1
            assert part["startColumn"] >= 1
    assert kinds == SARIF.keys()


def test_a_rule_leads_to_its_page_on_the_runner(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the checked repository has the rule's page, SARIF and the comment link to it."""
    (tmp_path / "docs" / "rules").mkdir(parents=True)
    (tmp_path / "docs" / "rules" / "PHI007.md").touch()
    for name, value in (
        ("SERVER_URL", "https://github.com"), ("REPOSITORY", "a/b"), ("SHA", "abc"),
        ("WORKSPACE", str(tmp_path)),
    ):  # fmt: skip
        monkeypatch.setenv(f"GITHUB_{name}", value)
    page = "https://github.com/a/b/blob/abc/docs/rules/PHI007.md"
    assert page in FORMATS["sarif"](report)
    assert f"[PHI007]({page})" in FORMATS["markdown"](report)


def test_markdown_is_one_comment(report: Report) -> None:
    """It begins with its mark, has a table for the file, what to do, and the limits at the end."""
    rows = FORMATS["markdown"](report).splitlines()
    assert rows[0] == MARKER
    assert rows[1] == "## Bedside: 3 findings to mend"
    assert [row for row in rows if row.startswith("| 3:8, body | [PHI007]")]
    assert "not a de-identification determination" in rows[-1]
    assert FORMATS["markdown"](report) == FORMATS["markdown"](report)


def test_markdown_stays_within_what_github_takes() -> None:
    """A thousand findings make a comment that is still taken, and says how many are left out."""
    many = tuple(
        Finding(
            code="PHI007", name="n", severity=Severity.ERROR, tier=Tier.BLOCK, line=line, column=1,
            path=Path(f"posts/{line}.md"), surface="body", message="m " * 100, fix="f " * 100,
        )
        for line in range(1000)
    )  # fmt: skip
    text = FORMATS["markdown"](Report(findings=many, checked=1, rules=()))
    assert len(text) < 65_536
    assert "And 960 more" in text


def test_markdown_makes_no_markup_of_names() -> None:
    """A surface or message with signs of Markdown, HTML or a mention stays plain text."""
    finding = Finding(
        code="XXX001", name="n", severity=Severity.NOTE, tier=None, line=1, column=1,
        path=Path("a`b.md"), surface="x|y", message="<img> @all [a](b)", fix="",
    )  # fmt: skip
    text = FORMATS["markdown"](Report(findings=(finding,), checked=1, rules=()))
    assert "### `` a`b.md ``" in text
    assert r"| 1:1, x\|y | XXX001 n (note) | &lt;img&gt; &#64;all \[a\](b) |  |" in text


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
    assert text == f"1 file checked: nothing found; nothing stops the build.\n{LIMITS}\n"
