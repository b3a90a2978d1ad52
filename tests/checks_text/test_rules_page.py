"""docs/rules.md is what the rules say."""

from pathlib import Path

from bedside.checks.docs import rules_page
from bedside.checks.rules import RULES


def test_committed_page_is_current(sample_root: Path) -> None:
    """The page in the repository is the one that the registry writes."""
    written = (sample_root / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written == rules_page()


def test_every_rule_is_on_the_page() -> None:
    """Each rule has its entry, with its source and the day it was read."""
    page = rules_page()
    assert [r.code for r in RULES if f"### {r.code} {r.name}" not in page] == []
    assert [r.code for r in RULES if str(r.authority.read) not in page] == []
