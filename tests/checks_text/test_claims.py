"""What breaks a clause is found, and what only looks like it is not."""

from datetime import datetime
from pathlib import Path

import pytest

from bedside.checks.claims import CLAUSES, Clause, Frame, Pack, packs_of
from bedside.checks.engine import check_sources
from bedside.checks.model import Context, Finding
from bedside.checks.rules.medical import MEDICAL
from bedside.consents import Consents
from bedside.post import Kind, Source
from bedside.practice import Practice

LINES = [
    tuple(part.strip() for part in line.split("|", 1))
    for line in (Path(__file__).parent / "claim_lines.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
TUNED, HELD = LINES[::2], LINES[1::2]
BAD = [(clause, text) for clause in CLAUSES for text in clause.bad]
GOOD = [(clause, text) for clause in CLAUSES for text in clause.good]


def in_state(practice: Practice, state: str, country: str = "US") -> Practice:
    offices = tuple(
        one.model_copy(update={"state": state, "country": country}) for one in practice.locations
    )
    return practice.model_copy(update={"locations": offices})


def findings(text: str, practice: Practice | None, now: datetime) -> list[Finding]:
    source = Source(path=Path("a.md"), name="a.md", kind=Kind.TEXT, text=text, body=text,
                    body_offset=0, meta=None)  # fmt: skip
    context = Context(practice=practice, consents=Consents(), now=now)
    return [*check_sources([source], context, MEDICAL).findings]


def codes(text: str, practice: Practice | None, now: datetime) -> set[str]:
    return {one.code for one in findings(text, practice, now)}


def under(clause: Clause, practice: Practice) -> Practice:
    states = {Pack.TX: "TX", Pack.CA: "CA"}
    return in_state(practice, states.get(clause.pack, "VT"))


@pytest.mark.parametrize(("clause", "text"), BAD, ids=lambda one: getattr(one, "code", "bad"))
def test_every_clause_finds_what_breaks_it(
    clause: Clause, text: str, practice: Practice, now: datetime
) -> None:
    """Each bad example is found where the clause's pack holds, with its source and date."""
    found = [one for one in findings(text, under(clause, practice), now) if one.code == clause.code]
    assert found
    assert clause.authority.title in found[0].fix
    assert f"read {clause.authority.read}" in found[0].fix


@pytest.mark.parametrize(("clause", "text"), GOOD, ids=lambda one: getattr(one, "code", "good"))
def test_every_clause_leaves_its_look_alikes_alone(
    clause: Clause, text: str, practice: Practice, now: datetime
) -> None:
    """Negated, quoted, asked and warned-against uses pass."""
    assert clause.code not in codes(text, under(clause, practice), now)
