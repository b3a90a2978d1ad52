"""What was made fast says the same as the plain way to say it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.checks.late import compile_late
from bedside.checks.notes import plain_lower, split_words
from bedside.checks.surfaces.cut import rewrite, whole
from bedside.checks.surfaces.markdown import _MARKS
from bedside.checks.surfaces.normalise import soften

TOKEN = re.compile(r"[a-zà-öø-ÿ]+|0+|[:/%&#]")
DIGIT = re.compile(r"[1-9]")
MARKS = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|\*+(?=\S)|(?<=\S)\*+|~~|`+|(?<![A-Za-z0-9_])_+(?=\S)|(?<=\S)_+(?![A-Za-z0-9_])|==(?=\S)"
)
BROKEN = re.compile(r"(?<=[\d)][-./])[ \t]*\n[ \t>]*(?=\d)")
SOFT = re.compile(
    r"(?<=[^\s\\])[ \t\\]*\n[ \t]*(?=[^\s#>|*+\-\d]|\d(?![\d]{0,2}[.)]\s)|[*_]{1,2}\w)"
)


def drawn_from(letters: str) -> st.SearchStrategy[str]:
    """Return texts of these letters, so that rare runs of signs are met."""
    return st.text(alphabet=st.sampled_from(letters), max_size=40)


def test_a_late_pattern_is_compiled_at_its_first_use() -> None:
    """A pattern that nothing asks for may even be wrong; one that is asked answers as usual."""
    wrong, right = compile_late("("), compile_late("b+", re.IGNORECASE)
    assert [one[0] for one in right.finditer("aBba")] == ["Bb"]
    assert right.search("aaa") is None
    with pytest.raises(re.error):
        wrong.search("a")


@given(drawn_from("aZéß19 0:/%'-—’İ\n"))
def test_words_are_those_of_the_pattern_the_reader_was_taught_with(text: str) -> None:
    """Splitting at blanks finds the words that the token pattern finds."""
    plain = plain_lower(text)
    assert len(plain) == len(text)
    small = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    assert split_words(plain, 0, len(plain)) == TOKEN.findall(DIGIT.sub("0", small))


@given(drawn_from("a1 \n\\*_~`=!"))
def test_marks_are_taken_out_as_before(text: str) -> None:
    """The pattern whose ways begin with their sign removes what the plain one removes."""
    assert rewrite(whole(text), _MARKS, "") == rewrite(whole(text), MARKS, "")


@given(drawn_from("a1. \t\n\\->)*_#"))
def test_lines_are_joined_as_before(text: str) -> None:
    """Looking at line ends alone joins the lines that the plain patterns join."""
    assert soften(whole(text)) == rewrite(rewrite(whole(text), BROKEN, ""), SOFT, " ")
