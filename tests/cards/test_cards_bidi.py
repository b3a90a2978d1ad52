"""The order in which mixed text is seen."""

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from bedside.cards.bidi import base_level, last_strong, levels, visual_runs

ALPHABET = "abC אבג شمع 12 ٣٤ .,:/-+%$ ()[] !?\u0301😀"


def seen(text: str, base: int) -> str:
    """Return the characters from left to right, unmirrored."""
    runs = visual_runs(levels(text, base))
    return "".join(text[s:e][::-1] if level % 2 else text[s:e] for s, e, level in runs)


@given(st.text(ALPHABET, max_size=16), st.sampled_from([0, 1]))
def test_order_agrees_with_a_second_implementation(text: str, base: int) -> None:
    """The Unicode algorithm of another library gives the same order for any mix."""
    assert seen(text, base) == get_display(text, base_dir="LR"[base])


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("abc אבג", 0, "abc גבא"),
        ("אבג abc", 1, "abc גבא"),
        ("אבג (2026)", 1, ")2026( גבא"),  # the shaper turns the brackets round
        ("ضغط 120/80", 1, "120/80 طغض"),
        ("", 0, ""),
    ],
)
def test_order_of_ordinary_titles(text: str, base: int, expected: str) -> None:
    """Words run their own way, numbers left to right, brackets with their words."""
    assert seen(text, base) == expected


def test_every_character_is_in_exactly_one_run() -> None:
    """Runs cover the text without gap or overlap."""
    text = "abc (אבג 12%) ٣,٤ !"
    covered = sorted(i for s, e, _ in visual_runs(levels(text, 1)) for i in range(s, e))
    assert covered == list(range(len(text)))


@pytest.mark.parametrize(("text", "level"), [("123 abc", 0), ("123 אב", 1), ("…12", None)])
def test_first_strong_character_gives_the_direction(text: str, level: int | None) -> None:
    """Digits and punctuation have no say in a line's direction."""
    assert base_level(text) == level


def test_a_number_that_opens_a_line_stays_with_the_words_before_it() -> None:
    """`type / 2 diabetes` in an Arabic title reads `2 diabetes`, as if the line had not been broken."""

    def order(before: str) -> str:
        text = "2 diabetes: דליל"
        runs = visual_runs(levels(text, 1, before))
        return "".join(text[s:e][::-1] if level % 2 else text[s:e] for s, e, level in runs)

    assert order(last_strong("مرض السكري type")).endswith("2 diabetes")
    assert order(last_strong("مرض السكري")).endswith("diabetes 2")
