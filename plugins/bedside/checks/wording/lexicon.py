"""Our tables of plainer and of kinder words, and where a text uses the others."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bedside.checks.kept_patterns import compile_kept
from bedside.checks.late import compile_late
from bedside.checks.signs import fold, words_in

__all__ = ["KINDER", "PLAINER", "Advice", "advice_in"]

_RUN = compile_late(r"\w+")
PLAINER, KINDER = "plainer_words", "kinder_words"
# Before the first word of a sentence: there a capital is no name.
_BEGIN = r"(?:(?<=\A)|(?<=\n)|(?<=[.!?:] )|(?<=\n[-*+#] )|(?<=\n## )|(?<=\n### ))"

_NO_NOUN = r"(?=[.,;:!?)]|\Z|\n\s*\n|\s+(?:and|or|are|have|who|in|with|can|need|may|do|to|at)\b)"


@dataclass(frozen=True, slots=True)
class Advice:
    """A word of the table at `text[start:end]`, the word itself and what to say instead."""

    start: int
    end: int
    word: str
    say: str


@dataclass(frozen=True, slots=True)
class _Entry:
    forms: tuple[str, ...]
    say: str
    explained: tuple[str, ...]


def advice_in(text: str, table: str, document: str) -> Iterator[Advice]:
    """Yield the first place of each entry of a table in a text.

    A term that `document`, the whole post, explains is left alone, and so are names: a word with
    a capital inside a sentence.
    """
    seen: set[str] = set()
    lower = document.lower()
    for found in _places(text, table):
        entry = _by_form(table)[" ".join(found[0].lower().split())]
        if entry.say in seen or any(words in lower for words in entry.explained):
            continue
        seen.add(entry.say)
        yield Advice(found.start(), found.end(), found[0].lower(), entry.say)


def _places(text: str, table: str) -> Iterator[re.Match[str]]:
    """Yield each match of the table's pattern; it is tried only where the first word of a form stands."""
    here = words_in(text)
    firsts = {first for first, words in _words_of(table) if words <= here}
    if not firsts:
        return
    end = 0
    for word in _RUN.finditer(fold(text)):
        is_first = word.start() >= end and word[0] in firsts
        if is_first and (found := _pattern(table).match(text, word.start())):
            end = found.end()
            yield found


@cache
def _words_of(table: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the first word of each form, and all of them."""
    forms = (_RUN.findall(fold(form)) for form in _by_form(table))
    return tuple((words[0], frozenset(words)) for words in forms)


@cache
def _entries(table: str) -> tuple[_Entry, ...]:
    text = (Path(__file__).parents[1] / "data" / f"{table}.txt").read_text(encoding="utf-8")
    found = []
    for line in text.splitlines():
        if not line.startswith("#"):
            forms, _, rest = line.partition(" -> ")
            say, _, explained = rest.partition(" ? ")
            say = say.partition(" | ")[0]
            words = tuple(explained.split(", ")) if explained else ()
            found.append(_Entry(tuple(forms.split(", ")), say, words))
    return tuple(found)


@cache
def _by_form(table: str) -> dict[str, _Entry]:
    return {form: entry for entry in _entries(table) for form in entry.forms}


@cache
def _pattern(table: str) -> re.Pattern[str]:
    """Return one pattern for every form, the longest first, in lower case or opening a sentence."""
    forms = sorted(_by_form(table), key=len, reverse=True)
    lower = "|".join(map(_written, forms))
    opening = "|".join(_written(one[0].upper() + one[1:]) for one in forms)
    return compile_kept(rf"(?<![\w-])(?:{lower}|{_BEGIN}(?:{opening}))(?![\w-])(?!\s+[A-Z])")


def _written(form: str) -> str:
    """Return a pattern for a form, over a line end too; of `the deaf` and the like only where no noun follows."""
    pattern = re.escape(form).replace(r"\ ", r"\s+")
    return pattern + _NO_NOUN if form.lower().startswith(("the ", "a ", "an ")) else pattern
