"""docs/rules.md, each rule's page and `bedside rule` are what the rules say."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bedside.checks.docs import FAMILIES, rule_pages, rules_page
from bedside.checks.explain import explain
from bedside.checks.model import Rule
from bedside.checks.rules import RULES, rule
from bedside.cli import cli
from bedside.errors import BedsideError, ExitCode


def test_committed_page_is_current(sample_root: Path) -> None:
    """The page in the repository is the one that the registry writes."""
    written = (sample_root / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written == rules_page()


def test_every_rule_is_on_the_index_and_has_a_page() -> None:
    """Each rule's code leads to its page, which has its source and the day it was read."""
    index, made = rules_page(), rule_pages()
    assert [r.code for r in RULES if f"[{r.code}](rules/{r.code}.md)" not in index] == []
    assert [r.code for r in RULES if str(r.authority.read) not in made[f"rules/{r.code}.md"]] == []
    assert [r.code for r in RULES if r.fix not in made[f"rules/{r.code}.md"]] == []


def test_every_family_has_a_heading() -> None:
    """No family of rules stands in the index under its bare letters."""
    assert {rule.code[:3] for rule in RULES} <= FAMILIES.keys()


def test_what_identifies_is_sent_to_the_registry() -> None:
    """The page of a direct identifier shows no comment that would not work."""
    assert "allowed.toml" in explain(named("PHI007"))
    assert "<!-- bedside" not in explain(named("PHI007"))
    assert "<!-- bedside: allow PHI101" in explain(named("PHI101"))
    assert "cannot be allowed" in explain(named("SUP003"))


def named(code: str) -> Rule:
    found = rule(code)
    assert found
    return found


@pytest.mark.parametrize("word", ["PHI008", "phi008", "medical-record-number"])
def test_the_command_explains_a_rule(word: str) -> None:
    """`bedside rule` takes a code in any case, or a name, and says why and what to do."""
    done = CliRunner().invoke(cli, ["rule", word], standalone_mode=False)
    assert done.output.startswith("PHI008 ")
    assert named("PHI008").why in done.output
    assert named("PHI008").fix in done.output
    assert done.return_value == ExitCode.FINE


def test_the_command_lists_the_rules() -> None:
    """Without a code every rule is one line."""
    done = CliRunner().invoke(cli, ["rule"], standalone_mode=False)
    assert [row.split()[0] for row in done.output.splitlines()] == [one.code for one in RULES]


def test_an_unknown_code_gets_the_nearest() -> None:
    """A mistyped code is wrong use, and the message names the rule that was probably meant."""
    done = CliRunner().invoke(cli, ["rule", "PHI0008"], standalone_mode=False)
    assert isinstance(done.exception, BedsideError)
    assert "Did you mean PHI008" in str(done.exception)


def test_a_rule_fits_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prose is wrapped; the comment that a person copies stays on one line."""
    monkeypatch.setenv("COLUMNS", "60")
    rows = CliRunner().invoke(cli, ["rule", "MED001"], standalone_mode=False).output.splitlines()
    comment = next(row for row in rows if row.startswith("<!-- bedside: allow MED001"))
    assert comment.endswith("-->")
    assert not [row for row in rows if len(row) > 60 and row != comment and "https://" not in row]
