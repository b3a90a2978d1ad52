"""The reader: passages, word pieces, the screen before the model, and its refusal to guess."""

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.checks.reader import cut_passages, model, open_reader, open_screen, verdict
from bedside.checks.reader.post import Place, block_at, blocks_of, lay_out
from bedside.checks.reader.verdict import how_surely, is_sure
from bedside.checks.reader.wordpiece import pieces_of, read_vocabulary
from bedside.errors import BedsideError

VENDOR = Path(model.__file__).resolve().parents[4] / "vendor" / "reader"
PIECES = json.loads((Path(__file__).parent / "word_pieces.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", PIECES["rows"], ids=lambda row: row["text"][:20])
def test_pieces_are_those_of_the_tokenizer_it_was_taught_with(row: dict[str, object]) -> None:
    """Our word pieces equal those recorded from the library that taught the model."""
    vocabulary = read_vocabulary(VENDOR / "vocab.txt")
    pieces = [piece for piece, _ in pieces_of(str(row["text"]), vocabulary)]
    taught = list(row["ids"])  # type: ignore[call-overload]
    assert [vocabulary["[CLS]"], *pieces[: len(taught) - 2], vocabulary["[SEP]"]] == taught


@given(st.text(max_size=3000))
def test_passages_cover_every_word_at_its_place(text: str) -> None:
    """Each passage stands where it says, and no word of the text is in none of them."""
    covered = [False] * len(text)
    for one in cut_passages(text):
        assert one.text == " ".join(text[one.start : one.end].split())
        covered[one.start : one.end] = [True] * (one.end - one.start)
    assert all(done or letter.isspace() for done, letter in zip(covered, text, strict=True))


@given(st.text(max_size=6000))
def test_each_passage_is_judged_in_one_block_that_holds_it(text: str) -> None:
    """Blocks follow each other without a gap, and each passage stands whole in the one it begins in."""
    blocks = blocks_of(text)
    assert blocks[0].core == 0
    assert all(one.end == other.core for one, other in itertools.pairwise(blocks))
    for passage in cut_passages(text):
        block = block_at(text, passage.start)
        assert block.start <= passage.start
        assert passage.end <= block.end


def test_what_a_later_block_reads_is_the_title_the_beginning_and_the_passage_before() -> None:
    """Who she is may be said at the top of a long post only."""
    vocabulary = read_vocabulary(VENDOR / "vocab.txt")
    text = "Marigold is a mare.\n\n" + "\n\n".join(["She limped into the barn at nine. " * 15] * 6)
    last = blocks_of(text)[-1]
    sheet = lay_out(text, "Night calls", last, vocabulary)
    begin = [piece for piece, _ in pieces_of("Night calls | Marigold is a mare.", vocabulary)]
    assert sheet.pieces[1 : len(begin) + 1] == begin
    assert last.start < last.core
    assert sheet.within(last.core, last.end)


def test_a_passage_that_has_no_room_in_its_block_is_read_alone() -> None:
    """Nothing is taken for nobody's because the model's sheet was full."""
    story = "She sat in my office with her coat on. The lump was gone, she said, and so was he."
    crowded = "@" * 900 + "\n\n" + story
    start = crowded.index(story)
    place = Place(crowded, start, start + len(story), "Spring hours")
    assert how_surely(place) == how_surely(place.alone())


def test_the_end_of_a_paragraph_too_long_to_be_read_at_once_counts() -> None:
    """A name at the end of it is judged by what stands there, not by how it began."""
    calm = "Most colds clear up by themselves in about ten days, and rest does the work. " * 40
    story = "Our mail carrier sat on the exam table on Tuesday, and her potassium was 6.3. " * 4
    whole = Place(text := calm + story, 0, len(text))
    assert how_surely(whole) > how_surely(Place(calm, 0, len(calm)))
    assert is_sure(whole)


def test_a_passage_scores_the_same_whatever_was_read_before() -> None:
    """A verdict depends on nothing but the post that the passage stands in."""
    text = "She sat in my office with her coat on. The lump was gone, she said, and so was he."
    alone = how_surely(Place(text, 0, len(text)))
    open_reader().read([101, 2023, 102])
    verdict._read.cache_clear()
    assert how_surely(Place(text, 0, len(text))) == alone


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
