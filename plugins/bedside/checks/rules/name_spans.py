"""Where a text may name somebody: candidates for PHI001, the surest kinds first."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from bedside.checks import words
from bedside.checks.cues import CONDITION
from bedside.checks.facts import facts_of
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Span, Surface
from bedside.checks.passages import STORY
from bedside.checks.reading import (
    near_patient,
    read,
    scan_near_patient,
    scan_sentences,
    tells_of_patient,
)
from bedside.checks.rules.eponyms import is_eponym, is_professional
from bedside.checks.rules.name_patterns import (
    CARE,
    DOCTOR,
    FRAMES,
    FULL,
    FULL_TOLD,
    ILL,
    INITIALS,
    LABEL_SIGN,
    LABELLED,
    LOWER,
    NO_INITIALS,
    OFFICE,
    ONE,
    PRAISED,
    TITLED,
    UPPER,
)
from bedside.checks.rules.name_words import (
    LABELS,
    PATIENTS,
    PRAISE,
    TITLES,
    is_family_first,
    is_last,
    is_pair,
    is_topic,
    opens,
)
from bedside.checks.surfaces import PROSE

__all__ = ["Labelled", "labelled_names", "name_spans", "names_somebody"]

# Surfaces without sentences.
_ALONE = frozenset({"file-name", "alt", "link", "title", "comment", "code", "html", "table"})
_PATHS = frozenset({"file-name", "link", "front-matter:slug"})
# What a teacher or a shopkeeper has: Ms. Obuya's class.
_THEIR_OWN = compile_late(
    r"\s(?:class(?:room)?|office|students|kindergarten\w*|\w+ graders|choir|shop|bakery|store|diner|farm stand|recipe|garage)\b"
)
_LONG_AGO = compile_late(
    r"\b(?:in|of|since|until) (?:the )?(?:1[5-8]\d\d|19[0-6]\d)s?\b", re.IGNORECASE
)
_PATIENT = compile_late(r"\b(?:patient|paciente)\b", re.IGNORECASE)
_NEARBY = 80  # characters: the sentence that a name stands in
_REST = 160  # characters: what is left of a sentence
_AROUND = 4000  # characters: how far from a name its owner's office may stand


class Labelled(NamedTuple):
    """A name behind a label that leaves no doubt, or a word: `Patient name: Jane Doe`, `her son Tom`."""

    span: Span
    is_sure: bool


def names_somebody(text: str, start: int, end: int, context: Context) -> bool:
    """Tell whether a whole name stands there, of nobody of the practice and of no profession."""
    for found in FULL.finditer(text, start, end):
        parts = found[0].split()
        is_name = is_pair(parts[0], parts[-1]) and not words.is_plain(parts[0])
        is_ours = facts_of(context).owns_person(found[0])
        if is_name and not (
            is_ours or is_eponym(text, found.end()) or is_professional(text, *found.span())
        ):
            return True
    return False


def name_spans(surface: Surface, context: Context, labelled: Iterable[Labelled]) -> Iterator[Span]:
    """Yield spans, the surest kinds first; `labelled` are those that `labelled_names` yields."""
    text = surface.text
    for found in scan_sentences(TITLED, surface, context, TITLES):
        if not is_eponym(text, found.end()) and _titled_counts(found, surface, context):
            yield found.span()
    yield from (one.span for one in labelled)
    for found in _full_names(surface, context):
        yield from _full(found, surface, context)
    yield from _upper(text)
    yield from _lower(surface, context)
    yield from _praised(surface, context)
    for found in scan_near_patient(DOCTOR, surface, context, 2):
        if _in_story(surface, context, found.start()):
            yield found.span()
    for found in scan_near_patient(INITIALS, surface, context, 2):
        if not NO_INITIALS.match(found[0]):
            yield found.span()
    for found in scan_near_patient(ONE, surface, context, 2):
        yield from _one(found, surface, context)


def _full_names(surface: Surface, context: Context) -> Iterator[re.Match[str]]:
    if surface.name not in PROSE:
        yield from FULL.finditer(surface.text)
        return
    yield from scan_near_patient(FULL, surface, context)
    yield from FULL_TOLD.finditer(surface.text)


def labelled_names(surface: Surface, context: Context) -> Iterator[Labelled]:
    """Yield the names behind a label or a word that says who somebody is."""
    for found in scan_sentences(LABELLED, surface, context, LABELS, sign=LABEL_SIGN):
        group = next(name for name in "abc" if found[name])
        if _labelled_counts(found[group], group, surface, context, found.start(group)):
            yield Labelled(found.span(group), group == "a" or bool(_PATIENT.search(found[0])))


def _upper(text: str) -> Iterator[tuple[int, int]]:
    """Yield names in capitals: DOE, JANE or JANE DOE."""
    for found in UPPER.finditer(text):
        one = re.split("[, ]", found[0])[0]
        first, last = (found["first"], one) if found["first"] else (one, found["last"])
        if words.is_given_name(first) and words.is_surname(last) and not words.is_common(last):
            yield found.span()


def _lower(surface: Surface, context: Context) -> Iterator[tuple[int, int]]:
    """Yield names without capitals behind a word for a patient: patient harold brzezinski."""
    for found in scan_sentences(LOWER, surface, context, PATIENTS):
        if found["one"]:
            if words.is_stranger(found["one"]) or (
                words.is_surname(found["one"]) and not words.is_common(found["one"])
            ):
                yield found.span()
        elif words.is_given_name(found["first"]) and is_last(found["last"]):
            yield found.span()


def _praised(surface: Surface, context: Context) -> Iterator[tuple[int, int]]:
    """Yield who is thanked or helped, where the rest of the sentence says what they had."""
    text = surface.text
    for found in scan_sentences(PRAISED, surface, context, PRAISE):
        name, (start, end) = found["name"].split(), found.span("name")
        rest = text[end : end + _REST].partition("\n")[0].partition(". ")[0]
        if not CONDITION.search(rest) or is_professional(text, start, end):
            continue
        if read(surface, context).is_framed(start):
            continue
        known = words.is_given_name(name[0].removesuffix("'s"))
        if is_eponym(text, end) or not (known if len(name) == 1 else is_pair(name[0], name[-1])):
            continue
        yield start, end


def _titled_counts(found: re.Match[str], surface: Surface, context: Context) -> bool:
    match, at = found[0], found.start()
    if _is_officer(match.rsplit(maxsplit=1)[-1], surface.text, at):
        return False
    if _THEIR_OWN.match(surface.text, found.end()):
        return False
    if read(surface, context).is_framed(at) and not near_patient(surface, context, at):
        return False
    title, _, name = match.partition(" ")
    first = name.split(" ")[0] if name else ""
    if words.is_plain(first):
        return False
    if re.match(r"(?:Mrs?|Ms|Miss|Mx|Mister|Missus|Old|Sra?|[Ss]eñor\w*|[Dd]oña)\b", title):
        is_job = is_professional(surface.text, at, found.end())
        return not (is_job or (title == "Miss" and words.is_common(first)))
    known = words.is_given_name(first) or words.is_surname(first) or words.is_stranger(first)
    return known and not words.is_common(first) and near_patient(surface, context, at)


def _is_officer(surname: str, text: str, at: int) -> bool:
    """Tell whether the text around gives the person of this surname a profession or an office."""
    around = re.compile(rf"\b{re.escape(surname)}\b").finditer(
        text, max(0, at - _AROUND), at + _AROUND
    )
    return any(
        is_professional(text, one.start(), one.end())
        or OFFICE.match(text[one.end() : one.end() + _REST])
        for one in islice(around, 4)
    )


def _labelled_counts(name: str, group: str, surface: Surface, context: Context, at: int) -> bool:
    parts = name.replace(",", " ").split()
    first = parts[0]
    if words.is_plain(first) or (
        group != "a" and is_professional(surface.text, at, at + len(name))
    ):
        return False
    if is_eponym(surface.text, at + len(name)):
        return False
    if len(first.rstrip(".")) == 1 and is_topic(parts[min(1, len(parts) - 1)]):
        return False  # Patient A. Patient B
    a_name = words.is_given_name(first) or words.is_stranger(first)
    if group == "c" and first.lower() in words.given_names():  # Will, Hope, Rose
        a_name = a_name or bool(FRAMES.match(surface.text[at + len(name) : at + len(name) + _REST]))
    pair = len(parts) > 1 and is_pair(first, parts[-1])
    if group == "a":
        return pair or (a_name and near_patient(surface, context, at, 1))
    return (pair or a_name) and near_patient(surface, context, at, 1)


def _full(found: re.Match[str], surface: Surface, context: Context) -> Iterator[tuple[int, int]]:
    text, (start, end) = surface.text, found.span()
    parts = found[0].split()
    while len(parts) > 1 and (words.is_plain(parts[0]) or opens(parts[0])):
        start = text.index(parts[1], start + len(parts[0]))
        parts = parts[1:]
    if len(parts) < 2 or is_eponym(text, end) or is_eponym(text, start + len(parts[0])):
        return
    if not is_pair(parts[0], parts[-1]):
        if is_family_first(parts) and _in_care(surface, context, start, end):
            yield start, end
        return
    if is_professional(text, start, end) and not _in_story(surface, context, start):
        return
    if surface.name in {*_PATHS, "title"} and _is_introduced(text[start:end], context):
        return
    if near_patient(surface, context, start) or _in_care(surface, context, start, end):
        yield start, end


def _is_introduced(name: str, context: Context) -> bool:
    """Tell whether the prose gives the person in a path a profession, a byline or a place in history."""
    body = context.cache.get("body")
    if not isinstance(body, Surface):
        return False
    known = [
        (found.start(), found.end())
        for found in re.finditer(rf"\b{re.escape(name)}\b", body.text, re.IGNORECASE)
    ]
    return (
        bool(known)
        and any(
            is_professional(body.text, start, end)
            or _LONG_AGO.search(body.text[max(0, start - _NEARBY) : end + _NEARBY])
            for start, end in known[:4]
        )
        and not any(near_patient(body, context, start) for start, _ in known)
    )


def _one(found: re.Match[str], surface: Surface, context: Context) -> Iterator[tuple[int, int]]:
    """A single name: a given name in a patient's sentence, or a word that health education never uses."""
    text, start = surface.text, found.start() + found[0].startswith('"')
    word = found[0].strip('"').removesuffix("'s")
    end = start + len(word)
    if words.is_plain(word) or words.is_common(word) or words.is_place(word):
        return
    if is_eponym(text, end) or words.is_term(word):
        return
    if is_professional(text, start, end) and not _in_story(surface, context, start):
        return
    own = read(surface, context).own(start)
    is_told = near_patient(surface, context, start, STORY)
    if is_told and FRAMES.match(text[end : end + _REST]):
        least = 0.0
    elif words.is_given_name(word):
        least = 1.0 if is_told else 2.0
    else:
        least = 2.0
    known = words.is_given_name(word)
    if own >= least and (known or (words.is_stranger(word) and _counts_unknown(text, start, end))):
        yield start, end


def _counts_unknown(text: str, start: int, end: int) -> bool:
    """A word that opens a sentence has a capital anyway: then what follows must suit a person."""
    before = text[max(0, start - 3) : start].rstrip(" \"'(")
    opens = not before or before[-1] in ".!?:\n*#>-"
    if opens:
        return bool(FRAMES.match(text[end : end + _REST]))
    return not re.search(
        r"\b(?:in|at|to|from|near|on|of|the|an?|with|taking|started|prescribed|called)\s\Z",
        text[max(0, start - 12) : start],
    )


def _in_story(surface: Surface, context: Context, at: int) -> bool:
    return near_patient(surface, context, at, STORY) and tells_of_patient(surface, context, at, 2)


def _in_care(surface: Surface, context: Context, start: int, end: int) -> bool:
    """Tell whether a full name stands as somebody who is cared for, without other words about them."""
    text = surface.text
    if surface.name in _ALONE or surface.name.startswith(("front-matter", "share")):
        rest = f"{text[:start]} {text[end:]}"
        is_path = surface.name in _PATHS and "://" not in text
        return bool(CARE.search(rest) or (is_path and ILL.search(rest))) or (
            not text[:start].strip(" .:") and not text[end:].strip(" .:")
        )
    sentence_end = re.search(r"[.!?\n]", text[end : end + 400])
    rest = text[end : end + (sentence_end.start() if sentence_end else 200)]
    is_told = FRAMES.match(rest) and CARE.search(rest)
    return bool(is_told) and not read(surface, context).is_framed(start)
