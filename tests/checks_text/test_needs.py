"""A surface that lacks what a rule needs has nothing that the rule could find."""

from pathlib import Path

import pytest

from bedside.checks.facts import make_facts
from bedside.checks.model import Context, Rule, Scope, Surface
from bedside.checks.rules import RULES
from bedside.clock import current_time
from bedside.consents import Consents

NEEDING = [rule for rule in RULES if rule.needs]
TEXTS = {text for rule in RULES if rule.scope is Scope.TEXT for text in (*rule.bad, *rule.good)}
NO_DIGITS = {"".join(one for one in text if not one.isdigit()) for text in TEXTS}
NAMES = ("body", "link", "table", "title", "file-name", "front-matter:references.0.url")


def context_with(*surfaces: Surface) -> Context:
    cache: dict[str, object] = {"facts": make_facts(None), "body": surfaces[0]}
    return Context(practice=None, consents=Consents(), now=current_time(), cache=cache)


@pytest.mark.parametrize("rule", NEEDING, ids=lambda rule: rule.code)
def test_nothing_is_found_where_the_need_is_not_met(rule: Rule) -> None:
    """Beside a patient's story too, where what stands in a title counts by itself."""
    assert rule.needs
    story = Surface(name="body", text="My patient came in with a sore knee.", path=Path("a.md"))
    is_met: set[bool] = set()
    for text in sorted(TEXTS | NO_DIGITS):
        for name in NAMES:
            one = Surface(name=name, text=text, path=Path("a.md"))
            for context in (context_with(one), context_with(story, one)):
                met = rule.needs(one, context)
                is_met.add(met)
                assert met or not list(rule.find(one, context))
    assert is_met == {True, False}
