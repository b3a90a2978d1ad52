"""Undo what hides an identifier from a pattern but not from a reader."""

import html
import re
import unicodedata

from bedside.checks.surfaces.cut import Cut, rewrite

__all__ = ["normalise", "soften"]

# Zero-width characters, joiners, direction marks, the soft hyphen and variation selectors.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_WIDE_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_DASH = re.compile("[\u2010-\u2013\u2212\ufe63\uff0d]|(?<=\\d)\u2014(?=\\d)")
_QUOTE = re.compile("[\u2018\u2019\u02bc\uff07]")
# Letters and digits that look like ASCII ones: full-width forms, other scripts' digits.
_COMPATIBLE = re.compile(
    "[\uff01-\uff5e\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\U0001d7ce-\U0001d7ff\u2070-\u2089\u2460-\u2468\u00b2\u00b3\u00b9]"
)
# Cyrillic and Greek letters drawn like Latin ones, read as Latin inside a Latin word or number.
_LOOKALIKES = dict(zip("АВЕЅІЈКМНОРСТХУаеоросухіјѕԁһΑΒΕΖΗΙΚΜΝΟΡΤΥΧονι", "ABESIJKMHOPCTXYaeopocyxijsdhABEZHIKMNOPTYXovi", strict=True))  # fmt: skip
_MIXED = re.compile("[{0}](?=[A-Za-z0-9@])|(?<=[A-Za-z0-9@])[{0}]".format("".join(_LOOKALIKES)))
_BROKEN_NUMBER = re.compile(r"(?<=[\d)][-./])[ \t]*\n[ \t>]*(?=\d)")
_SOFT_BREAK = re.compile(r"[ \t\\]*\n[ \t]*(?=[^\s#>|*+\-\d]|\d(?![\d]{0,2}[.)]\s)|[*_]{1,2}\w)")


def normalise(cut: Cut) -> Cut:
    """Return the text as eyes see it: entities read, invisible marks gone, look-alikes plain."""
    if not cut.text.isascii():
        cut = rewrite(cut, _INVISIBLE, "")
    if "&" in cut.text:
        cut = rewrite(cut, _ENTITY, lambda found: html.unescape(found[0]))
    if cut.text.isascii():
        return cut
    cut = rewrite(cut, _INVISIBLE, "")  # an entity may have been one
    for pattern, new in ((_WIDE_SPACE, " "), (_DASH, "-"), (_QUOTE, "'")):
        cut = rewrite(cut, pattern, new)
    cut = rewrite(cut, _COMPATIBLE, lambda found: unicodedata.normalize("NFKC", _digit(found[0])))
    while (plainer := rewrite(cut, _MIXED, lambda found: _LOOKALIKES[found[0]])).text != cut.text:
        cut = plainer
    return cut


def soften(cut: Cut) -> Cut:
    """Join the lines of a paragraph, so that a number or a name broken at a line end is whole."""
    return rewrite(rewrite(cut, _BROKEN_NUMBER, ""), _SOFT_BREAK, " ")


def _digit(character: str) -> str:
    value = unicodedata.digit(character, None)
    return character if value is None else str(value)
