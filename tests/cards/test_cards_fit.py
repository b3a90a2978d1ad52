"""Wrapping, shrinking and cutting with a ruler of one half em a character."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.cards.breaks import clean, pieces
from bedside.cards.design import ARTICLE, TextLayer
from bedside.cards.fit import Fitted, fit

TITLE = ARTICLE.title


def ruler(text: str) -> float:
    return len(text) / 2


def fitted(text: str, layer: TextLayer = TITLE) -> Fitted:
    return fit(clean(text), layer, ruler)


def test_a_short_title_grows() -> None:
    """What fits on two lines is set larger than a title of three may ever be; no layout's part grows."""
    assert fitted("Flu shots") == Fitted(
        lines=("Flu shots",), size=TITLE.grown, leading=TITLE.grown * TITLE.leading
    )
    assert fitted("Flu shots", replace(TITLE, grown=0)).size == TITLE.size
    longer = fitted("three words are on " * 3)
    assert len(longer.lines) > 2
    assert longer.size <= TITLE.size


def test_a_long_title_shrinks_before_anything_is_cut() -> None:
    """140 characters are shown whole, smaller."""
    text = ("blood pressure at home " * 7)[:140].strip()
    found = fitted(text)
    assert (found.cut, " ".join(found.lines)) == (False, text)
    assert TITLE.floor <= found.size < TITLE.size


def test_too_much_text_is_cut_at_a_word_and_marked() -> None:
    """At the floor whole words go, and an ellipsis says so."""
    found = fitted("wonderful " * 80)
    assert found.cut
    assert found.size == TITLE.floor
    assert found.lines[-1].endswith("wonderful…")
    assert {word.rstrip("…") for line in found.lines for word in line.split()} == {"wonderful"}


def test_a_word_wider_than_the_card_is_broken_at_the_floor_only() -> None:
    """Forty-five letters shrink to stay whole; two hundred are broken between letters, with hyphens."""
    assert fitted("p" * 45).lines == ("p" * 45,)
    lines = fitted("p" * 200).lines
    assert all(line.endswith("-") for line in lines[:-1])
    assert "".join(lines).replace("-", "") == "p" * 200


def test_a_word_that_is_broken_is_as_large_as_its_lines_allow() -> None:
    """It is broken anyway: on as many lines as at the floor it need not be set as small."""
    found = fitted("p" * 63)
    assert (len(found.lines), found.cut) == (2, False)
    assert found.size > 1.5 * TITLE.floor
    assert all(ruler(line) * found.size <= TITLE.width for line in found.lines)


def test_lines_are_balanced() -> None:
    """No single word is left alone on the last line."""
    lines = fitted("Living with type two diabetes and small changes for your heart").lines
    assert max(map(len, lines)) - min(map(len, lines)) < 12


def test_a_one_line_layer_stays_on_one_line() -> None:
    """A byline that is too long for its floor ends with an ellipsis."""
    found = fitted("Dr. Elena Marsh, " * 12, ARTICLE.author)
    assert len(found.lines) == 1
    assert found.cut


@given(st.text(max_size=300), st.integers(40, 1200), st.integers(40, 400))
def test_nothing_ever_stands_outside_its_box(text: str, width: int, height: int) -> None:
    """Any text in any box of use fits: width of every line, height of all lines."""
    layer = replace(TITLE, width=width, height=height)
    found = fitted(text, layer)
    assert all(ruler(line) * found.size <= width for line in found.lines)
    assert len(found.lines) <= max(1, height // found.leading)


@given(st.text("ab 漢字かなカナ、。-–1", max_size=80))
def test_cutting_into_pieces_loses_nothing(text: str) -> None:
    """The pieces with their spaces are the text."""
    text = clean(text)
    found = "".join(piece.text + (" " if piece.space else "") for piece in pieces(text))
    assert found == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("follow-up care", ["follow-up", "care"]),
        ("gastro-enterologist", ["gastro-", "enterologist"]),
        ("e-cigarettes", ["e-cigarettes"]),
        ("une fièvre ? »", ["une", "fièvre ? »"]),
        ("« Quand", ["« Quand"]),
        ("below 7 % of 5 mg", ["below", "7 %", "of", "5 mg"]),
        ("BP ≤ 130/80", ["BP", "≤ 130/80"]),
        ("Dr. Marsh", ["Dr. Marsh"]),
        ("お知らせ", ["お知らせ"]),
        ("COVID-19 shots", ["COVID-19", "shots"]),
        ("rest – then go", ["rest –", "then", "go"]),
        ("10\u00a0mg daily", ["10\u00a0mg", "daily"]),
        ("流感，疫苗", ["流", "感，", "疫", "苗"]),
        ("毎日の食事と運動", ["毎日の", "食事と", "運動"]),
        ("「七つ」の点", ["「七つ」", "の", "点"]),
    ],
)
def test_lines_end_where_readers_expect(text: str, expected: list[str]) -> None:
    """After hyphens before letters, between Chinese characters, between Japanese phrases."""
    assert [piece.text for piece in pieces(text)] == expected


def test_clean_takes_out_what_has_no_shape() -> None:
    """Line ends, doubled spaces, controls and direction overrides never reach the card."""
    assert clean(" a\n\n b\u202e\x00c\u2009d ") == "a bc d"


def test_a_last_word_is_given_company() -> None:
    """Where even lines leave one word at the end, the words are shared out anew, in as many lines."""
    words = "Medication without questions: vaccination and when"
    layer = TextLayer(
        x=0, y=0, width=1800, height=500, size=100, floor=100, role="heading", colour="ink", lines=4
    )
    found = fit(words, layer, len)
    assert found.lines == ("Medication", "without questions:", "vaccination", "and when")
