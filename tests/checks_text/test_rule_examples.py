"""Every rule that reads one source finds its bad examples and leaves its good ones alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bedside import frontmatter
from bedside.checks.engine import check_sources
from bedside.checks.model import Context, Rule, Scope
from bedside.checks.rules import RULES
from bedside.checks.rules.of_sources import SOURCE_RULES
from bedside.checks.rules.registry import REGISTRY
from bedside.consents import Consents
from bedside.post import Kind, Source
from bedside.practice import Practice

TEXTUAL = [rule for rule in RULES if rule.code.startswith(("PHI", "SUP"))]


def example(text: str, name: str = "posts/example.md") -> Source:
    parts = frontmatter.split(text)
    if not parts.header:
        return Source(path=Path(name), name=name, kind=Kind.TEXT, text=text, body=text,
                      body_offset=0, meta=None)  # fmt: skip
    meta, places, values, mistakes = frontmatter.parse(parts, Path(name), text, ZoneInfo("UTC"))
    return Source(
        path=Path(name), name=name, kind=Kind.TEXT, text=text, body=parts.body,
        body_offset=parts.body_offset, meta=meta, places=places, values=values,
        mistakes=tuple(mistakes),
    )  # fmt: skip


def cases(kind: str) -> Iterator[tuple[Rule, str]]:
    for rule in TEXTUAL:
        for text in getattr(rule, kind):
            yield rule, text


def codes(text: str, practice: Practice, now: datetime) -> set[str]:
    context = Context(practice=practice, consents=Consents(), now=now)
    if "[[allowed]]" in text:
        return {found for rule in REGISTRY for found in _of_registry(rule, text, context)}
    return {one.code for one in check_sources([example(text)], context).findings}


def _of_registry(rule: Rule, text: str, context: Context) -> Iterator[str]:
    """Yield the rule's code where it finds something in a registry with this text."""
    codes = frozenset(one.code for one in RULES)
    own = replace(context, cache={"codes": codes, "entries": set(), "subjects": None})
    yield from (rule.code for _ in rule.find(example(text, "allowed.toml"), own))


@pytest.mark.parametrize(("rule", "text"), list(cases("bad")))
def test_bad_examples_are_found(rule: Rule, text: str, practice: Practice, now: datetime) -> None:
    """Each bad example of a rule gives a finding of that rule."""
    assert rule.code in codes(text, practice, now)


@pytest.mark.parametrize(("rule", "text"), list(cases("good")))
def test_good_examples_pass(rule: Rule, text: str, practice: Practice, now: datetime) -> None:
    """Each good example of a rule gives no finding of that rule, and PHI ones no PHI at all."""
    found = codes(text, practice, now)
    assert rule.code not in found
    if rule.code.startswith("PHI"):
        assert not {code for code in found if code.startswith("PHI")}


def test_codes_are_unique_and_examples_are_there() -> None:
    """A code names one rule; every rule has something it finds and something it leaves alone."""
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert [rule.code for rule in RULES if not rule.bad or not rule.good] == []
    assert {f"PHI{number:03}" for number in range(1, 19)} <= {rule.code for rule in RULES}


def test_no_rule_on_what_people_write_is_kept_from_gate_1() -> None:
    """What gate 1 does not load looks at built pages alone."""
    others = [one for one in RULES if one not in SOURCE_RULES]
    assert others
    assert {one.scope for one in others} <= {Scope.PAGE, Scope.SITE}


def test_text_rules_read_every_surface() -> None:
    """No identifier rule is kept off a surface."""
    assert [r.code for r in RULES if r.scope is Scope.TEXT and r.surfaces] == []
