"""Write numbers, names and addresses that are spelled out or spaced apart as they are meant."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bedside.checks.late import compile_late
from bedside.checks.surfaces.cut import Cut, Edit, edit, holds, rewrite

__all__ = ["unspell"]

_DIGITS = {
    "zero": "0", "oh": "0", "o": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9", "cero": "0", "uno": "1", "dos": "2", "tres": "3",
    "cuatro": "4", "cinco": "5", "seis": "6", "siete": "7", "ocho": "8", "nueve": "9",
}  # fmt: skip
_TEENS = dict(zip(
    ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
     "nineteen"), map(str, range(10, 20)), strict=True,
))  # fmt: skip
_TENS = dict(zip(
    ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), "23456789",
    strict=True,
))  # fmt: skip
_DIGIT = rf"(?:{'|'.join(_DIGITS)})"
_TEN = rf"(?:{'|'.join(_TENS)})(?:[ -]{_DIGIT})?|{'|'.join(_TEENS)}"
_UNIT = rf"(?:{_DIGIT} hundred(?: (?:and )?(?:{_TEN}))?|{_TEN}|{_DIGIT}|\d{{1,4}})(?![\w])"
_GAP = r"(?:[ ,.-]{1,2}|,?[ ]?\n[ ]?)"
# Two digits said one after the other, in small letters; what they are part of is read around them.
_BLANK = r" \t-\r\x1c-\x1f\x85\u2028\u2029"  # what `\s` is where wide blanks are made plain
_FIRST = (
    "(?:z(?:ero)|o(?:h|ne|cho)?|t(?:wo|hree|res)|f(?:our|ive)|s(?:ix|even|eis|iete)|eight|n(?:ine|ueve)"
    "|c(?:ero|uatro|inco)|uno|dos)"  # _DIGIT by first letters: it is tried behind every blank
)
_SAID = compile_late(rf"[{_BLANK}(\"'-]{_FIRST}{_GAP}{_DIGIT}(?!\w)")
_SAID_RUN = compile_late(rf"(?<![\w-]){_UNIT}(?:{_GAP}{_UNIT})+(?![\w%]|[.,]\d)")
_UNITS = compile_late(_UNIT)
_LONGEST = 400  # characters of a number or name that is spelled out
_LEAST = 4  # digits: the last four of a number; less is a count or an hour
_SPACED = compile_late(
    r"\d(?<![\w.,:/-]\d)(?:[ ]{0,2}[-./][ ]{1,2}\d|[ ]{1,2}\d|[-.]\d){5,}(?![\w%]|[.,/]\d)"
)
_LETTERS_BEFORE = compile_late(r"(?<!\S)(?:[A-Z] ){1,4}\Z")
_LETTERS = compile_late(r"[ \n][A-Za-z] [A-Za-z@.] [A-Za-z@.](?!\w)")
_LETTER_RUN = compile_late(r"(?<!\S)[A-Za-z](?:[ ]{1,3}[A-Za-z@._](?!\w))+")
_HYPHENED = compile_late(r"(?<![\w-])[A-Za-z](?:-[A-Za-z]){3,}(?![\w-])")
_HYPHENS = compile_late(r"-[A-Za-z]-[A-Za-z]-[A-Za-z](?!\w)")
_LABELS = {"MRN", "DOB", "SSN", "VIN", "MBI"}
_TOP = r"(?:com|net|org|edu|gov|us|info|me|co|biz|family|email|example|page|site|blog)\b"
_AT = compile_late(
    r"[ ]?[\[({<][ ]?(?:at|arroba)[ ]?[\])}>][ ]?|(?<=\w) arroba (?=\w)", re.IGNORECASE
)
_DOT = compile_late(
    rf"(?<=\w)[ ]?[\[({{<][ ]?(?:dot|punto|\.)[ ]?[\])}}>][ ]?(?=\w)|(?<=\w)(?: punto | \. ?)(?={_TOP})"
    r"|(?<=\d) (?:dot|punto|\.) (?=\d{1,3}(?:\D|\Z))",
    re.IGNORECASE,
)
_SITE = compile_late(
    rf"(?<![\w.-])(?<!\bat )[\w-]+(?P<dot> dot ){_TOP}(?P<rest>(?: slash [\w-]+)*)", re.IGNORECASE
)
_DATE = compile_late(r"(?<![\d/])\d{1,2} ?/ ?\d{1,2} ?/ ?(?:19|20)?\d\d(?![\d/])")
# What the patterns above need: words, or a closing bracket behind `at`, `dot` or a dot.
_SAYS_DOT = (" dot ", " punto ", " . ")
_BRACKET = compile_late(r"[\])}>](?<=(?:at|ot|[\[(]\.).)")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A digit or a few, at `start` to `end` of the text."""

    start: int
    end: int
    digits: str


def unspell(cut: Cut) -> Cut:
    """Return `555-0142` for `five five five, oh one four two`, `a@b.com` for `a (at) b (dot) com`."""
    lower = _lower(cut.text)
    is_bracketed = _BRACKET.search(lower)
    if is_bracketed or "arroba" in lower:
        cut = rewrite(cut, _AT, "@")
    if is_bracketed or holds(lower, _SAYS_DOT):
        cut = rewrite(cut, _DOT, ".")
        cut = edit(cut, _sites(cut.text))
    if " / " in lower:
        cut = rewrite(cut, _DATE, lambda found: found[0].replace(" ", ""))
    edits = [*_said(cut.text), *_spaced(cut.text), *_letters(cut.text)]
    return edit(cut, edits) if edits else cut


def _lower(text: str) -> str:
    """Return the text in small letters, each at its place: some capitals have two."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def _sites(text: str) -> Iterator[Edit]:
    """Yield what makes an address of `gofundme dot com slash f`."""
    for found in _SITE.finditer(text) if " dot " in text.lower() else ():
        yield (*found.span("dot"), ".")
        for slash in re.finditer(" slash ", found["rest"], re.IGNORECASE):
            at = found.start("rest")
            yield at + slash.start(), at + slash.end(), "/"


def _said(text: str) -> Iterator[Edit]:
    """Yield what makes digits of a number that is said."""
    lower, end = _lower(text), 0
    for found in _SAID.finditer(f" {lower}"):
        at = found.start()  # of the first word, without the space put before the text
        if at < end:
            continue
        start = max(0, at - 60)
        runs = _SAID_RUN.finditer(lower, start, at + _LONGEST)
        run = next((one for one in runs if one.end() > at), None)
        if run is None:
            continue
        end = run.end()
        units = [_Unit(*one.span(), _value(one[0])) for one in _UNITS.finditer(lower, *run.span())]
        yield from _joined(text, units, _LEAST)


def _value(words: str) -> str:
    """Return the digits that one unit stands for: six hundred seventeen is 617."""
    if words.isdecimal():
        return words
    first, _, rest = words.replace("-", " ").replace(" and ", " ").partition(" ")
    if rest.startswith("hundred"):
        tail = rest.removeprefix("hundred").strip()
        return _DIGITS[first] + (_value(tail).rjust(2, "0") if tail else "00")
    if first in _TENS:
        return _TENS[first] + (_DIGITS[rest] if rest else "0")
    return _TEENS.get(first) or _DIGITS[first]


def _spaced(text: str) -> Iterator[Edit]:
    """Yield what joins digits that stand apart, and the capital letters before them."""
    for found in _SPACED.finditer(text):
        before = _LETTERS_BEFORE.search(text, max(0, found.start() - 10), found.start())
        start = before.start() if before else found.start()
        units = [
            _Unit(at, at + 1, text[at]) for at in range(start, found.end()) if text[at].isalnum()
        ]
        yield from _joined(text, units, 6)


def _joined(text: str, units: Sequence[_Unit], least: int) -> Iterator[Edit]:
    """Yield the edits that write units as one number; the rarer gaps part its groups."""
    number = "".join(unit.digits for unit in units)
    gaps = [text[one.end : two.start] for one, two in pairwise(units)]
    if len(number) < least or _counts(number):
        return
    inner = Counter(gaps).most_common(1)[0][0]
    is_even = len(set(gaps)) == 1 and max(len(unit.digits) for unit in units) < 3
    done = 0
    yield units[-1].start, units[-1].end, units[-1].digits
    for (unit, follows), gap in zip(pairwise(units), gaps, strict=True):
        done += len(unit.digits)
        yield unit.start, unit.end, unit.digits
        is_group = max(len(unit.digits), len(follows.digits)) > 2
        parts = gap != inner or is_group or (is_even and len(number) == 7 and done == 3)
        sign = next((one for one in gap if one in "-./"), "-") if parts else ""
        yield unit.end, follows.start, sign


def _counts(number: str) -> bool:
    """Tell whether somebody counts: one two three four, or back."""
    return number in "01234567891011" or number in "10987654321012345678910"


def _letters(text: str) -> Iterator[Edit]:
    """Yield what joins the letters of a name or of a label such as D O B."""
    end = 0
    for found in _LETTERS.finditer(f" {text}"):
        run = _LETTER_RUN.search(text, max(0, found.start() - 2), found.start() + _LONGEST)
        if run is None or run.start() < end:
            continue
        end = run.end()
        if len(run[0]) > 5 or run[0].replace(" ", "") in _LABELS:
            yield from _closed(text, run)
    for run in _HYPHENED.finditer(text) if _HYPHENS.search(text) else ():
        yield from _closed(text, run)


def _closed(text: str, run: re.Match[str]) -> Iterator[Edit]:
    for gap in re.finditer("[ -]+", run[0]):
        start, end = run.start() + gap.start(), run.start() + gap.end()
        is_next_word = text[start - 1].islower() and text[end].isupper()
        yield start, end, " " if is_next_word or len(gap[0]) > 1 else ""
