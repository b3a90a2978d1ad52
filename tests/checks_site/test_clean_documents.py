"""A document in which nothing was found is not read again, until anything that decides has changed."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.checks_text.test_rule_examples import example

from bedside.checks import clean
from bedside.checks.clean import is_of_words
from bedside.checks.engine import check_sources
from bedside.checks.model import Context, Report, Rule, Scope, Surface
from bedside.checks.rules import RULES
from bedside.checks.running import surfaces_of
from bedside.consents import Consents
from bedside.post import Kind, Source
from bedside.practice import Practice

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OF_WORDS = {rule.code for rule in RULES if is_of_words(rule)}
PLAIN = "Wash your hands. Drink water. Rest."
TOLD = "Call her at 617-555-0188."


def check(folder: Path, text: str, practice: Practice, name: str = "a.md") -> Report:
    """Check one document of a practice in `folder`, in a run of its own."""
    source = Source(
        path=Path(name), name=name, kind=Kind.TEXT, text=text, body=text, body_offset=0, meta=None
    )
    context = Context(practice=practice, consents=Consents(), now=NOW)
    return check_sources([source], context, content=folder / "content")


def test_what_was_clean_is_not_read_again(
    tmp_path: Path, practice: Practice, asked: list[str]
) -> None:
    """Neither words nor facts nor rules changed, so nothing can be found; the report is the same."""
    first = check(tmp_path, PLAIN, practice)
    assert {"PHI001", "MED001", "TXT010"} <= set(asked)
    asked.clear()
    assert check(tmp_path, PLAIN, practice) == first
    assert OF_WORDS.isdisjoint(asked)


@pytest.mark.parametrize("change", ["words", "name", "facts", "code", "damage"])
def test_it_is_read_again_when_anything_that_decides_has_changed(
    tmp_path: Path,
    practice: Practice,
    asked: list[str],
    change: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A key that does not cover something would hide a finding."""
    check(tmp_path, PLAIN, practice)
    asked.clear()
    if change == "facts":
        phone = practice.practice.model_copy(update={"phone": "(802) 555-0100"})
        practice = practice.model_copy(update={"practice": phone})
    if change == "code":
        monkeypatch.setattr(clean, "code_mark", lambda: b"another version")
    if change == "damage":
        file = tmp_path / "build" / "verdicts" / "documents"
        file.write_bytes(file.read_bytes()[:-3])
    text, name = (
        PLAIN + (" Sleep." if change == "words" else ""),
        "b.md" if change == "name" else "a.md",
    )
    check(tmp_path, text, practice, name)
    assert "PHI001" in asked


def test_what_was_found_is_found_every_time(
    tmp_path: Path, practice: Practice, asked: list[str]
) -> None:
    """Of a document with a finding nothing is kept for the rules beside it."""
    first = check(tmp_path, TOLD, practice)
    assert "PHI004" in {one.code for one in first.findings}
    asked.clear()
    assert check(tmp_path, TOLD, practice) == first
    assert "PHI004" in asked


class Clockless(Context):
    """A context that fails whoever asks for the day, the consents or the time."""

    __slots__ = ()

    def __getattribute__(self, name: str) -> object:
        if name in {"now", "today", "consents"}:
            pytest.fail(f"a rule on words asked for `{name}`, which no hash covers")
        return super().__getattribute__(name)


@pytest.mark.parametrize(
    "rule", [one for one in RULES if is_of_words(one)], ids=lambda one: one.code
)
def test_rules_on_words_ask_for_words_and_facts_alone(rule: Rule, practice: Practice) -> None:
    """What they find is decided by what the hash covers: not the day, not the consents, no file."""
    for text in (*rule.bad, *rule.good):
        source = replace(example(text), path=Path("/nowhere/posts/a.md"), name="posts/a.md")
        if rule.scope is Scope.SOURCE:
            source = replace(source, kind=Kind.POST)
        context = Clockless(practice=practice, consents=Consents(), now=NOW)
        surfaces = surfaces_of(source, context)
        assert all(isinstance(one, Surface) for one in surfaces)
        for given in surfaces if rule.scope is Scope.TEXT else [source]:
            list(rule.find(given, context))
