"""Where a short text of a register names somebody: stricter than in prose, where names are common."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bedside.checks import words
from bedside.checks.facts import facts_of
from bedside.checks.late import compile_late
from bedside.checks.model import Context
from bedside.checks.rules.eponyms import is_eponym, is_professional
from bedside.checks.rules.name_patterns import CAPITAL, FULL, INITIALS, NO_INITIALS, TITLED, UPPER
from bedside.checks.rules.name_words import is_pair

__all__ = ["is_name_id", "names_in"]

_LOWER = compile_late(r"(?=\b([a-z]{3,}) ([a-z]{3,})\b)")
_LETTERS = 3  # a part of an id that may be a name


def names_in(text: str, context: Context) -> Iterator[tuple[int, int]]:
    """Yield spans that may be a person's name; the practice's own people and words are none."""
    own = facts_of(context).names
    yield from (found.span() for found in TITLED.finditer(text))
    yield from (one.span() for one in INITIALS.finditer(text) if not NO_INITIALS.match(one[0]))
    for found in FULL.finditer(text):
        if _is_person(found[0].split(), own) and not is_eponym(text, found.end()):
            yield found.span()
    for found in CAPITAL.finditer(text):
        if _is_given(found[0], own) and not _is_someone_known(text, found):
            yield found.span()
    yield from (found.span() for found in UPPER.finditer(text) if _is_pair_in_capitals(found[0]))
    yield from (found.span(1) for found in _LOWER.finditer(text) if _is_typed_small(found, own))


def _is_pair_in_capitals(text: str) -> bool:
    parts = [one.capitalize() for one in re.findall(r"[A-Z]{3,}", text)]
    return is_pair(parts[0], parts[-1]) or is_pair(parts[-1], parts[0])


def _is_typed_small(found: re.Match[str], own: frozenset[str]) -> bool:
    first, last = found[1].capitalize(), found[2].capitalize()
    is_known = found[1] in own or words.is_common(first) or words.is_common(last)
    return not is_known and words.is_given_name(first) and words.is_surname(last)


def is_name_id(text: str) -> bool:
    """Tell whether a part of an id is a name: JANE-DOE, C-WEBER."""
    parts = [one.capitalize() for one in text.split("-") if one.isalpha() and len(one) >= _LETTERS]
    return any(
        words.is_given_name(one) or (words.is_surname(one) and not words.is_common(one))
        for one in parts
    )


def _is_person(parts: list[str], own: frozenset[str]) -> bool:
    if any(one.lower().removesuffix("'s") in own for one in parts):
        return False
    pairs = [*pairwise(parts), (parts[0], parts[-1])]
    return any(
        is_pair(first, last)
        and (words.is_given_name(first) or words.is_surname(last))
        and not words.is_place(f"{first} {last}")
        for first, last in pairs
    )


def _is_given(word: str, own: frozenset[str]) -> bool:
    plain = word.removesuffix("'s")
    is_known = plain.lower() in own or words.is_common(plain) or words.is_place(plain)
    return words.is_given_name(plain) and not is_known


def _is_someone_known(text: str, found: re.Match[str]) -> bool:
    """Tell whether it heads an institution or belongs to a person of a profession."""
    return is_eponym(text, found.end()) or is_professional(text, found.start(), found.end())
