"""Undo what hides an identifier from a pattern but not from a reader."""

import html
import unicodedata
from collections.abc import Iterator

from bedside.checks import words
from bedside.checks.late import compile_late
from bedside.checks.surfaces.cut import Cut, Edit, edit, rewrite
from bedside.checks.surfaces.spelled import unspell

__all__ = ["normalise", "soften"]

# Zero-width characters, joiners, direction marks, the soft hyphen and variation selectors.
_INVISIBLE = compile_late(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u20e3\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]"
    "|(?<=[0-9.-])[\u0300-\u036f\u115f\u1160\u20d0-\u20ff\u2800\u3164\uffa0]+"  # marks and blanks inside a number
)
_ENTITY = compile_late(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_WIDE_SPACE = compile_late(
    "[\u00a0\u115f\u1160\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0]"
)
_DASH = compile_late("[\u2010-\u2013\u2212\ufe63\uff0d]|(?<=\\d)\u2014(?=\\d)")
_QUOTE = compile_late("[\u2018\u2019\u02bc\uff07]")
# Letters and digits that look like ASCII ones: full-width forms, other scripts' digits.
_COMPATIBLE = compile_late(
    "[\uff01-\uff5e\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\U0001d7ce-\U0001d7ff\u2070-\u2089\u2460-\u2468\u24ea\u00b2\u00b3\u00b9"
    "\u24b6-\u24e9\U0001d400-\U0001d7cb]"  # letters in circles and of mathematics
)
# Cyrillic and Greek letters drawn like Latin ones, read as Latin inside a Latin word or number.
_LOOKALIKES = dict(zip("АВЕЅІЈКМНОРСТХУаеоросухіјѕԁһԝѵɡıΑΒΕΖΗΙΚΜΝΟΡΤΥΧονιαρχυ", "ABESIJKMHOPCTXYaeopocyxijsdhwvgiABEZHIKMNOPTYXoviapxu", strict=True))  # fmt: skip
_MIXED = compile_late("[{0}](?=[A-Za-z0-9@])|(?<=[A-Za-z0-9@])[{0}]".format("".join(_LOOKALIKES)))
# Each pattern begins with what is rare in prose, so that a search passes over the rest.
_GROUPS = compile_late(r"[-./][\dOolI]{2,3}[-./]")  # what every misread number holds
_MISREAD = compile_late(
    r"(?<![\w.-])(?=[OolI]{0,2}\d)[\dOolI]{3}([-./])[\dOolI]{2,3}\1(?=[OolI]{0,2}\d)[\dOolI]{4}(?![\w-])"
)
_BROKEN_NUMBER = compile_late(r"(?<=[\d)][-./])[ \t]*\n[ \t>]*(?=\d)")
_LINE_THEN_DIGIT = compile_late(r"\n[ \t>]*\d")
_HASHTAG = compile_late(r"#(?<![\w#&/.]#)[A-Za-z]\w+")
_HUMP = compile_late(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|_")
# A blank line ends a paragraph: only a line end right after words is soft.
_SOFT_BREAK = compile_late(r"\n[ \t]*(?=[^\s#>|*+\-\d]|\d(?![\d]{0,2}[.)]\s)|[*_]{1,2}\w)")


def normalise(cut: Cut) -> Cut:
    """Return the text as eyes see it: entities read, invisible marks gone, look-alikes plain."""
    before = cut
    if not cut.text.isascii():
        cut = rewrite(cut, _INVISIBLE, "")
    if "&" in cut.text:
        cut = rewrite(cut, _ENTITY, lambda found: html.unescape(found[0]))
    if cut.text.isascii():
        return unspell(_read_words(_read_digits(cut)))
    if cut is not before:  # an entity may have been one, or a mark that one hid stands bare
        cut = rewrite(cut, _INVISIBLE, "")
    for pattern, new in ((_WIDE_SPACE, " "), (_DASH, "-"), (_QUOTE, "'")):
        cut = rewrite(cut, pattern, new)
    cut = rewrite(cut, _COMPATIBLE, lambda found: unicodedata.normalize("NFKC", _digit(found[0])))
    while (plainer := rewrite(cut, _MIXED, lambda found: _LOOKALIKES[found[0]])).text != cut.text:
        cut = plainer
    return unspell(_read_words(_read_digits(cut)))


def soften(cut: Cut) -> Cut:
    """Join the lines of a paragraph, so that a number or a name broken at a line end is whole."""
    if _LINE_THEN_DIGIT.search(cut.text):
        cut = rewrite(cut, _BROKEN_NUMBER, "")
    edits = list(_soft_breaks(cut.text))
    return edit(cut, edits) if edits else cut


def _soft_breaks(text: str) -> Iterator[Edit]:
    """Yield each soft line end, with the blanks and the backslash before it, as a space."""
    for found in _SOFT_BREAK.finditer(text):
        start = found.start()
        while start and text[start - 1] in " \t\\":
            start -= 1
        if start and not text[start - 1].isspace():
            yield start, found.end(), " "


def _read_digits(cut: Cut) -> Cut:
    """Read the letters O, l and I as digits where they stand inside a written number."""
    if not _GROUPS.search(cut.text):
        return cut
    edits = [
        (at, at + 1, "0" if cut.text[at] in "Oo" else "1")
        for found in _MISREAD.finditer(cut.text)
        for at in range(*found.span())
        if cut.text[at] in "OolI"
    ]
    return edit(cut, edits) if edits else cut


def _read_words(cut: Cut) -> Cut:
    """Read a hashtag as the words it is made of; but names, they begin with small letters."""
    if "#" not in cut.text:
        return cut
    edits: list[Edit] = []
    for found in _HASHTAG.finditer(cut.text):
        for word in _HUMP.finditer(cut.text, found.start() + 1, found.end()):
            start, end = word.span()
            is_kept = word[0].isupper() or words.is_name_or_place(word[0])  # SSN, Sarah
            small = word[0] if is_kept else word[0].lower()
            edits.append((start, end, small if end == found.end() else f"{small} "))
    return edit(cut, edits) if edits else cut


def _digit(character: str) -> str:
    value = unicodedata.digit(character, None)
    return character if value is None else str(value)
