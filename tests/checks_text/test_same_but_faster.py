"""What was made fast says the same as the plain way to say it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.checks.late import compile_late
from bedside.checks.notes import plain_lower, split_words
from bedside.checks.rules.link_words import _EMPTY_LINK, _LINK
from bedside.checks.surfaces.cut import rewrite, whole
from bedside.checks.surfaces.markdown import _MARKS
from bedside.checks.surfaces.normalise import _HASHTAG, normalise, soften
from bedside.checks.wording.blocks import _INITIAL, _PART, _is_initial, _split

TOKEN = re.compile(r"[a-zà-öø-ÿ]+|0+|[:/%&#]")
DIGIT = re.compile(r"[1-9]")
MARKS = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|\*+(?=\S)|(?<=\S)\*+|~~|`+|(?<![A-Za-z0-9_])_+(?=\S)|(?<=\S)_+(?![A-Za-z0-9_])|==(?=\S)"
)
HASHTAG = re.compile(r"(?<![\w#&/.])#[A-Za-z]\w+")
EMPTY_LINK = re.compile(
    r"(?<!!)\[[ \t]*\]\([^)\n]+\)|<a\b[^>\n]*>(?:\s|&nbsp;)*</a\s*>", re.IGNORECASE
)
LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,30})\]\(|<a\b[^>\n]*>([^<\n]{1,30})</a\s*>", re.IGNORECASE)
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


@given(drawn_from("a#& "))
def test_hashtags_are_found_as_before(text: str) -> None:
    """The pattern that begins with its sign finds what the plain one finds."""
    assert [one.span() for one in _HASHTAG.finditer(text)] == [
        one.span() for one in HASHTAG.finditer(text)
    ]


@given(
    st.lists(st.sampled_from(["[", "]", "](", "!", "<a", "<A ", ">", "</a>", ")", " ", "x", "\n"]))
)
def test_links_are_found_as_before(parts: list[str]) -> None:
    """The patterns that begin with their bracket find what the plain ones find."""
    text = "".join(parts)
    for new, old in ((_EMPTY_LINK, EMPTY_LINK), (_LINK, LINK)):
        assert [(one.span(), one.groups()) for one in new.finditer(text)] == [
            (one.span(), one.groups()) for one in old.finditer(text)
        ]


@given(drawn_from("AÉa.1)'-’ "))
def test_initials_and_joined_words_are_told_as_before(text: str) -> None:
    """A capital right before the full stop is looked for first, and signs between words."""
    for end in range(1, len(text) + 1):
        assert _is_initial(text, end) == bool(_INITIAL.search(text[max(0, end - 30) : end]))
    words = text.split()
    parts = [[one] if one.isalnum() else _PART.findall(one) for one in words]
    assert _split(words) == tuple(part for one in parts for part in one)


@pytest.mark.parametrize(("text", "seen"), [
    ("é 555&#8203;-0142", "é 555-0142"), ("é 5\u200b\u030155-0142", "é 555-0142"), ("é 555-0142", "é 555-0142"),
])  # fmt: skip
def test_what_an_entity_or_a_mark_hid_is_taken_out_too(text: str, seen: str) -> None:
    """The second pass is left out only where the first changed nothing."""
    assert normalise(whole(text)).text == seen
