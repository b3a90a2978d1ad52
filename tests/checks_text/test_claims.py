"""What breaks a clause is found, and what only looks like it is not."""

from datetime import datetime
from pathlib import Path

import pytest

from bedside.checks.claims import CLAUSES, Clause, Frame, Pack, packs_of
from bedside.checks.engine import check_sources
from bedside.checks.model import Context, Finding
from bedside.checks.rules.medical import CLAIMS, MEDICAL
from bedside.consents import Consents
from bedside.frontmatter import parse, split
from bedside.post import Kind, Source
from bedside.practice import Practice

HERE = Path(__file__).parent


def read_lines(name: str) -> list[tuple[str, str]]:
    """Return (code or -, text) of each line of a table."""
    rows = (HERE / name).read_text(encoding="utf-8").splitlines()
    split = (line.partition("|") for line in rows if line and not line.startswith("#"))
    return [(code.strip(), text.strip()) for code, _, text in split]


WITH, LATER = read_lines("claim_lines.txt"), read_lines("claim_lines_later.txt")
THIRD = read_lines("claim_lines_third.txt")
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


def score(
    lines: list[tuple[str, str]], practice: Practice, now: datetime
) -> tuple[list[str], list[str]]:
    """Return what was missed and what was found where nothing is wrong."""
    found = {text: codes(text, practice, now) for _, text in lines}
    missed = [text for code, text in lines if code != "-" and code not in found[text]]
    return missed, [text for code, text in lines if code == "-" and found[text]]


def test_the_tables_hold_as_many_look_alikes_as_breaches() -> None:
    """A table of breaches alone would reward a rule that finds everything."""
    for lines in (WITH, LATER, THIRD):
        bad = sum(code != "-" for code, _ in lines)
        assert bad >= 40
        assert abs(len(lines) - 2 * bad) <= 20


@pytest.mark.parametrize("half", [0, 1])
def test_the_lines_written_with_the_clauses(half: int, practice: Practice, now: datetime) -> None:
    """Each breach is found by its own clause, and no look-alike by any; both halves alike."""
    assert score(WITH[half::2], practice, now) == ([], [])


@pytest.mark.parametrize(("lines", "missed", "false"), [(LATER, 7, 1), (THIRD, 2, 0)])
def test_the_half_never_tuned_on_of_the_lines_written_later(
    lines: list[tuple[str, str]], missed: int, false: int, practice: Practice, now: datetime
) -> None:
    """What is not found there is known, and does not grow."""
    passed_by, flagged = score(lines[1::2], practice, now)
    assert len(passed_by) <= missed
    assert len(flagged) <= false


def test_a_states_pack_runs_where_the_practice_has_an_office(
    practice: Practice, now: datetime
) -> None:
    """Texas's clauses say nothing in Vermont; the federal ones nothing outside the United States."""
    text = "Dr. Reyes is board eligible. We carry generic Ozempic. We cure back pain."
    assert codes(text, in_state(practice, "TX"), now) == {"MED030", "MED016", "MED010"}
    assert codes(text, in_state(practice, "Texas"), now) == {"MED030", "MED016", "MED010"}
    assert codes(text, in_state(practice, "VT"), now) == {"MED016", "MED010"}
    assert codes(text, in_state(practice, "Ontario", "CA"), now) == {"MED010"}
    assert codes(text, None, now) == {"MED016", "MED010"}


def test_one_office_in_a_state_is_enough(practice: Practice) -> None:
    """A practice with offices in two states is under the clauses of both."""
    first, second = practice.locations
    both = practice.model_copy(update={"locations": (
        first.model_copy(update={"state": "TX"}), second.model_copy(update={"state": "CA"}),
    )})  # fmt: skip
    assert {Pack.TX, Pack.CA, Pack.US} <= packs_of(both)


def test_the_jurisdiction_in_the_facts_is_obeyed(practice: Practice) -> None:
    """Who sees patients by video names the state; for an office abroad its letters mean no state."""
    named = practice.practice.model_copy(update={"jurisdiction": "US-TX, CA"})
    remote = practice.model_copy(update={"practice": named})
    assert {Pack.TX, Pack.CA, Pack.US} <= packs_of(remote)
    assert not {Pack.TX, Pack.CA, Pack.US} & packs_of(in_state(remote, "Ontario", "CA"))


@pytest.mark.parametrize("text", [
    "Be wary of clinics that say:\n\n- Guaranteed results\n- A miracle cure",
    "\u201cGuaranteed results\u201d is a phrase to leave alone.",
    "Can anyone give you guaranteed results?",
    "There are no guaranteed results; there is only careful work.",
])  # fmt: skip
def test_what_the_practice_does_not_say_itself_passes(
    text: str, practice: Practice, now: datetime
) -> None:
    """A list under a warning, a quotation, a question and a negation are not claims."""
    assert codes(text, practice, now) == set()


def test_the_turn_of_a_sentence_ends_a_negation(practice: Practice, now: datetime) -> None:
    """A denial in front of `but` does not cover what comes after it."""
    assert "MED011" in codes(
        "We cannot do miracles, but we guarantee that it works.", practice, now
    )


def test_a_promise_of_the_practice_is_no_warning(practice: Practice, now: datetime) -> None:
    """`Promises` warns when others make them; what comes after `without` ends at the comma."""
    assert "MED011" in codes("We promise guaranteed results.", practice, now)
    assert "MED011" not in codes("A clinic promises guaranteed results.", practice, now)
    assert "MED011" in codes("Without surgery, we guarantee relief.", practice, now)


def test_titles_of_other_peoples_works_and_addresses_are_not_claims(
    practice: Practice, now: datetime
) -> None:
    """A reference is quoted as it is called."""
    text = "See [this page](https://example.com/guaranteed-results-miracle-cure)."
    assert codes(text, practice, now) == set()


def test_every_clause_is_one_rule_with_frames_of_its_own() -> None:
    """The registry is made of the clauses; each says what excuses it."""
    assert [one.code for one in CLAIMS] == [one.code for one in CLAUSES]
    assert len({one.code for one in CLAUSES}) == len(CLAUSES)
    assert all(
        one.excuses <= frozenset(Frame) and one.needs == one.needs.lower() for one in CLAUSES
    )


def test_a_claim_that_somebody_answers_for_may_stand(practice: Practice, now: datetime) -> None:
    """An allowance beside the words names the clause; without one the same words are found."""
    claim = "The best doctors in Larkfield work here."
    allow = (
        '<!-- bedside: allow MED013 reason="voted so by the readers of the Herald, 2026" '
        'by="elena-marsh" until=2027-01-31 -->'
    )
    assert codes(claim, practice, now) == {"MED013"}
    assert codes(f"{allow}\n{claim}\n", practice, now) == set()


def test_summaries_and_share_texts_are_read_too(practice: Practice, now: datetime) -> None:
    """What a network shows is a claim as much as the article."""
    text = "---\ntitle: A\nsummary: The best doctors in Larkfield.\nshare:\n  x: We guarantee results.\n---\n"
    parts = split(text)
    meta, places, values, _ = parse(parts, Path("a.md"), text, practice.zone)
    source = Source(path=Path("a.md"), name="posts/a.md", kind=Kind.POST, text=text, body=parts.body,
                    body_offset=parts.body_offset, meta=meta, places=places, values=values)  # fmt: skip
    context = Context(practice=practice, consents=Consents(), now=now)
    found = {(one.code, one.surface) for one in check_sources([source], context, MEDICAL).findings}
    assert found == {("MED013", "summary"), ("MED011", "share:x")}
