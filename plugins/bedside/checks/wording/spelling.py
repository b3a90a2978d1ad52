"""Find words that look like a slip in an ordinary word, and the words that were meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import eq
from pathlib import Path
from string import ascii_lowercase

from hunspell import Hunspell

from bedside.checks.late import compile_late
from bedside.checks.signs import runs_of
from bedside.checks.words import education, everyday, is_name_or_place, ours
from bedside.files import shipped

__all__ = ["Slip", "slips", "twice"]

# A word with its neighbours: nothing of an address, a file name, an abbreviation with stops.
_WORD = compile_late(r"(?<![\w@/.'’&\\-])[A-Za-z]+(?:['’-][A-Za-z]+)*(?![\w@/]|\.\w)")
_ROUGH = compile_late(r"[A-Za-z']+")
_DOUBLED = compile_late(r"(.)\1+")
_TWICE = compile_late(
    r"(?<![\w'’-])([A-Za-z]+)(?:[ \t]+|[ \t]*\n[ \t]*)(\1)(?![\w'’-])", re.IGNORECASE
)
_SAID_TWICE = frozenset(
    ["that", "had", "her", "is", "very", "bye", "no", "night", "so", "tut", "there", "knock"]
)
_OPENERS = frozenset(
    ["the", "a", "an", "we", "you", "it", "in", "to", "if", "for", "and", "this", "your", "our"]
)
_SHORTEST = 3  # letters; shorter words are mostly abbreviations and units
_EDITED = 5  # letters of a word in which any one letter may be wrong
_SUGGESTED = 3
_FOREIGN, _FOREIGN_SHARE = 3, 0.4  # unknown words of a line, at least: it is in another language


@dataclass(frozen=True, slots=True)
class Slip:
    """A misspelled word at `text[start:end]`; `meant` holds one to three words, best first."""

    start: int
    end: int
    meant: tuple[str, ...]


def slips(text: str, own: frozenset[str]) -> Iterator[Slip]:
    """Yield the misspelled words of an English text; `own` words, in lower case, are right.

    A line with many unknown words is in another language.
    """
    strange = _strange(text, own)
    at = 0
    for line in text.splitlines(keepends=True) if strange else ():
        plain = line.replace("’", "'")
        words = list(_words(line, at)) if any(map(plain.__contains__, strange)) else []
        odd = [one for one in words if not _is_right(one[1], own)]
        if len(odd) < _FOREIGN or len(odd) < len(words) * _FOREIGN_SHARE:
            for start, word in odd:
                if meant := _meant(word):
                    yield Slip(start, start + len(word), meant)
        at += len(line)


def _strange(text: str, own: frozenset[str]) -> list[str]:
    """Return all that may be an unknown word of a text; of most there is nothing."""
    found = {one.strip("'").removesuffix("'s") for one in _ROUGH.findall(text.replace("’", "'"))}
    return [
        one for one in found if "''" in one or not (len(one) < _SHORTEST or _is_right(one, own))
    ]


def _words(line: str, at: int) -> Iterator[tuple[int, str]]:
    """Yield the words of a line that stands at `at`, those joined by a hyphen apart."""
    for found in _WORD.finditer(line):
        start = at + found.start()
        for part in found[0].split("-"):
            word = part.replace("’", "'").removesuffix("'s")
            if len(word) >= _SHORTEST:
                yield start, word
            start += len(part) + 1


def twice(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a word stands twice in a row, as in `the the`; Walla Walla and Loa loa are names."""
    runs = runs_of(text)
    for found in _TWICE.finditer(text) if any(map(eq, runs, runs[1:])) else ():
        second, is_name = found[2], not found[1].islower() and found[2] not in _OPENERS
        if second.islower() and second not in _SAID_TWICE and not is_name:
            yield found.span(2)


@cache
def _is_right(word: str, own: frozenset[str]) -> bool:
    lower = word.lower()
    if lower in _listed():
        return False
    return "'" in word or any(
        one in own or one in education() or one in ours() or _speller().spell(one)
        for one in (lower, word, *_stems(lower))
    )


def _stems(word: str) -> Iterator[str]:
    """Yield what a dictionary may hold instead: leukemia for leukemias, prescribe for prescriber.

    A watter is no one who watts: who does something is right where the doing is a known word.
    """
    yield f"{word}s"
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
    doer = word.removesuffix("s")
    if doer.endswith("er"):
        doings = (doer[:-1], doer[:-2])
        yield from (one for one in doings if one in education() or one in everyday())


@cache
def _meant(word: str) -> tuple[str, ...]:
    """Return what was meant by a word that no list knows; nothing where it may be right.

    Diseases, medicines and places are too many to list: such a word is left alone unless it is
    one slip away from a word of health education. With a capital it may be a name, so only a
    swapped, doubled or missing letter counts.
    """
    lower = word.lower()
    if lower in _listed():
        return (_listed()[lower],)
    found: list[str] = []
    if word.islower():
        found = [*_near(lower), *(_one_edit(lower) if len(lower) >= _EDITED else ())]
    elif word.istitle() and len(lower) > _EDITED and not is_name_or_place(lower):
        found = [*_near(lower), *(one for one in _one_edit(lower) if len(one) > len(lower))]
    return tuple(dict.fromkeys(found))[:_SUGGESTED]


@cache
def _listed() -> dict[str, str]:
    """Return slips that other lists take for words, with what was meant."""
    text = (Path(__file__).parents[1] / "data" / "misspelled_words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return dict(line.partition(" -> ")[::2] for line in lines)


@cache
def _speller() -> Hunspell:
    return Hunspell("en", hunspell_data_dir=str(shipped("vendor/spelling")))


@cache
def _is_good(word: str) -> bool:
    """Tell whether a slip is measured by this word: health education has slips of its own."""
    return (word in education() or word in everyday()) and _speller().spell(word)


@cache
def _squeezed() -> dict[str, list[str]]:
    """Return words by their letters without doubles: necesary -> necessary."""
    found: dict[str, list[str]] = {}
    for word in education() | everyday():
        found.setdefault(_DOUBLED.sub(r"\1", word), []).append(word)
    return found


def _near(word: str) -> Iterator[str]:
    """Yield words with two letters swapped back, then those with letters doubled or not."""
    for index, (one, two) in enumerate(pairwise(word)):
        swapped = f"{word[:index]}{two}{one}{word[index + 2 :]}"
        if one != two and _is_good(swapped):
            yield swapped
    alike = _squeezed().get(_DOUBLED.sub(r"\1", word), ())
    yield from sorted(one for one in alike if _is_good(one))


def _one_edit(word: str) -> Iterator[str]:
    """Yield words with one letter less, more or other."""
    cuts = [(word[:index], word[index:]) for index in range(len(word) + 1)]
    tried = [head + tail[1:] for head, tail in cuts if tail]
    tried += [head + letter + tail for head, tail in cuts for letter in ascii_lowercase + "'"]
    tried += [head + letter + tail[1:] for head, tail in cuts if tail for letter in ascii_lowercase]
    yield from filter(_is_good, tried)
