"""The reader: passages, word pieces, the screen before the model, and its refusal to guess."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.checks.reader import cut_passages, model, open_reader, open_screen
from bedside.checks.reader.wordpiece import encode, read_vocabulary
from bedside.errors import BedsideError

VENDOR = Path(model.__file__).resolve().parents[4] / "vendor" / "reader"
PIECES = json.loads((Path(__file__).parent / "word_pieces.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", PIECES["rows"], ids=lambda row: row["text"][:20])
def test_pieces_are_those_of_the_tokenizer_it_was_taught_with(row: dict[str, object]) -> None:
    """Our word pieces equal those recorded from the library that taught the model."""
    vocabulary = read_vocabulary(VENDOR / "vocab.txt")
    assert encode(str(row["text"]), vocabulary, 176) == row["ids"]


@given(st.text(max_size=3000))
def test_passages_cover_every_word_at_its_place(text: str) -> None:
    """Each passage stands where it says, and no word of the text is in none of them."""
    covered = [False] * len(text)
    for one in cut_passages(text):
        assert one.text == " ".join(text[one.start : one.end].split())
        covered[one.start : one.end] = [True] * (one.end - one.start)
    assert all(done or letter.isspace() for done, letter in zip(covered, text, strict=True))


def test_a_passage_scores_the_same_whatever_was_read_before() -> None:
    """A verdict depends on nothing but its own passage."""
    reader = open_reader()
    text = "She sat in my office with her coat on. The lump was gone, she said, and so was he."
    alone = reader.score(text)
    reader.score("Wash your hands for twenty seconds. " * 10)
    assert reader.score(text) == alone


def test_plain_education_never_wakes_the_model() -> None:
    """What the screen clears needs no model; a story is not cleared."""
    screen = open_screen()
    assert screen.clears(
        "The signs and symptoms of this condition vary. They can include weakness of muscles, seizures and "
        "intellectual disability. The condition is inherited in an autosomal recessive pattern, which means "
        "that both copies of the gene in each cell have mutations."
    )
    assert not screen.clears(
        "Our mail carrier finally sat on the exam table last week, and her potassium was 6.3."
    )


def test_weights_that_are_not_the_ones_described_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model file that was changed is an error that says what to do, never a silent pass."""
    for name in model.MODEL_FILES:
        (tmp_path / name).write_bytes((VENDOR / name).read_bytes())
    (tmp_path / "reader.onnx").write_bytes(b"other")
    monkeypatch.setattr(model, "_folder", lambda: tmp_path)
    with pytest.raises(BedsideError, match=r"not the file that reader\.json describes"):
        open_reader.__wrapped__()


def test_a_missing_part_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its files the reader stops the check instead of passing everything."""
    monkeypatch.setattr(model, "_folder", lambda: tmp_path)
    with pytest.raises(BedsideError, match=r"reader\.json.*install bedside again"):
        open_screen.__wrapped__()


def test_a_passage_points_at_its_longest_part() -> None:
    """A heading is read with the paragraph below it, which is what an author must look at."""
    text = "## After the flood\n\nOur first visitor came by canoe. Nine stitches later she left.\n"
    (passage,) = cut_passages(text)
    start, end = passage.longest
    assert passage.start == 0
    assert text[start:end] == text.split("\n")[2]
