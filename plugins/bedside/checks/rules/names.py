"""(A): names of a patient, a relative, a household member or an employer."""

import re
from collections.abc import Iterator

from bedside.checks import words
from bedside.checks.facts import facts_of
from bedside.checks.model import Context, Match, Rule, Surface, Tier
from bedside.checks.organisation import is_reference
from bedside.checks.reading import STORY, near_patient, read, scan_near_patient, tells_of_patient
from bedside.checks.rules.eponyms import is_drug, is_eponym, is_professional
from bedside.checks.rules.law import SAFE_HARBOR_LAW
from bedside.checks.rules.name_patterns import (
    CARE,
    FRAMES,
    FULL,
    INITIALS,
    LABELLED,
    NO_INITIALS,
    OFFICE,
    ONE,
    TITLED,
    UPPER,
)

__all__ = ["NAME"]


def _names(surface: Surface, context: Context) -> Iterator[Match]:
    if is_reference(surface):
        return
    least = (
        len(surface.text.partition("?")[0])
        if "://" in surface.text and surface.name == "link"
        else 0
    )
    taken: list[tuple[int, int]] = []
    for start, end in _candidates(surface, context):
        if start < least or any(a < end and start < b for a, b in taken):
            continue  # the path of a link to elsewhere may hold an author's name
        if _is_ours(surface.text, start, end, context):
            continue
        taken.append((start, end))
        yield Match(
            start=start,
            end=end,
            message="a name that may be a patient's, a relative's or an employer's",
        )


def _candidates(surface: Surface, context: Context) -> Iterator[tuple[int, int]]:
    """Yield spans, the surest kinds first."""
    text = surface.text
    for found in TITLED.finditer(text):
        if not is_eponym(text, found.end()) and _titled_counts(found, surface, context):
            yield found.span()
    for found in LABELLED.finditer(text):
        group = next(name for name in "abc" if found[name])
        if _labelled_counts(found[group], group, surface, context, found.start(group)):
            yield found.span(group)
    for found in FULL.finditer(text):
        yield from _full(found, surface, context)
    yield from _upper(text)
    for found in scan_near_patient(INITIALS, surface, context, 2):
        if not NO_INITIALS.match(found[0]):
            yield found.span()
    for found in scan_near_patient(ONE, surface, context, 2):
        yield from _one(found, surface, context)


def _upper(text: str) -> Iterator[tuple[int, int]]:
    """Yield names in capitals: DOE, JANE or JANE DOE."""
    for found in UPPER.finditer(text):
        first, last = found["first"] or found["f"], found["last"] or found["l"]
        if words.is_given_name(first) and words.is_surname(last) and not words.is_common(last):
            yield found.span()


def _titled_counts(found: re.Match[str], surface: Surface, context: Context) -> bool:
    match, at = found[0], found.start()
    if _is_officer(match.rsplit(maxsplit=1)[-1], surface.text):
        return False
    title, _, name = match.partition(" ")
    first = name.split(" ")[0] if name else ""
    if words.is_plain(first):
        return False
    if re.match(r"(?:Mrs?|Ms|Miss|Mx|Mister|Missus|Old)\b", title):
        return not (title == "Miss" and words.is_common(first))
    known = words.is_given_name(first) or words.is_surname(first) or words.is_stranger(first)
    return known and not words.is_common(first) and near_patient(surface, context, at)


def _is_officer(surname: str, text: str) -> bool:
    """Tell whether the text gives the person of this surname a profession or an office."""
    places = list(re.finditer(rf"\b{re.escape(surname)}\b", text))[:4]
    return any(
        is_professional(text, one.start(), one.end()) or OFFICE.match(text[one.end() :])
        for one in places
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
    a_name = words.is_given_name(first) or words.is_stranger(first)
    pair = len(parts) > 1 and _is_pair(first, parts[-1])
    if group == "a":
        return pair or (a_name and near_patient(surface, context, at, 1))
    return (pair or a_name) and near_patient(surface, context, at, 1)


def _full(found: re.Match[str], surface: Surface, context: Context) -> Iterator[tuple[int, int]]:
    text, (start, end) = surface.text, found.span()
    parts = found[0].split()
    while len(parts) > 1 and (words.is_plain(parts[0]) or _opens(parts[0])):
        start += len(parts[0]) + text[start + len(parts[0]) :].index(parts[1][0])
        parts = parts[1:]
    if len(parts) < 2 or is_eponym(text, end) or is_eponym(text, start + len(parts[0])):
        return
    if not _is_pair(parts[0], parts[-1]):
        return
    if is_professional(text, start, end) and not _in_story(surface, context, start):
        return
    if near_patient(surface, context, start) or _in_care(surface, start, end):
        yield start, end


def _opens(word: str) -> bool:
    """Tell whether the word is an ordinary one that stands first in a sentence."""
    return words.is_common(word) and not words.is_surname(word)


def _is_pair(first: str, last: str) -> bool:
    """Tell whether two words are a given name and a surname or an initial, or two words nobody uses."""
    if len(last.rstrip(".")) == 1:
        return words.is_given_name(first) or words.is_stranger(first)
    if words.is_given_name(first):
        return (words.is_surname(last) and not _is_topic(last)) or words.is_stranger(last)
    if words.is_stranger(first):
        return words.is_stranger(last) or (words.is_surname(last) and not words.is_common(last))
    both = first.lower() in words.given_names() and words.is_surname(last)
    return both and not _is_topic(last) and words.is_stranger(last)


def _is_topic(word: str) -> bool:
    return words.is_common(word) and not words.is_word_surname(word)


def _one(found: re.Match[str], surface: Surface, context: Context) -> Iterator[tuple[int, int]]:
    """A single name: a given name in a patient's sentence, or a word that health education never uses."""
    text, start = surface.text, found.start() + found[0].startswith('"')
    word = found[0].strip('"').removesuffix("'s")
    end = start + len(word)
    if words.is_plain(word) or words.is_common(word) or words.is_place(word):
        return
    if is_eponym(text, end) or is_drug(word):
        return
    if is_professional(text, start, end) and not _in_story(surface, context, start):
        return
    own = read(surface, context).own(start)
    is_told = near_patient(surface, context, start, STORY)
    if is_told and FRAMES.match(text[end:]):
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
        return bool(FRAMES.match(text[end:]))
    return not re.search(
        r"\b(?:in|at|to|from|near|on|of|the|an?|with|taking|started|prescribed|called)\s\Z",
        text[max(0, start - 12) : start],
    )


def _in_story(surface: Surface, context: Context, at: int) -> bool:
    return near_patient(surface, context, at, STORY) and tells_of_patient(surface, context, at, 2)


def _in_care(surface: Surface, start: int, end: int) -> bool:
    """Tell whether a full name stands as somebody who is cared for, without other words about them."""
    text = surface.text
    if surface.name in {
        "file-name",
        "alt",
        "link",
        "title",
        "comment",
        "code",
        "html",
        "table",
    } or surface.name.startswith(("front-matter", "share")):
        return bool(CARE.search(text[:start] + " " + text[end:])) or (
            not text[:start].strip(" .:") and not text[end:].strip(" .:")
        )
    sentence_end = re.search(r"[.!?\n]", text[end:])
    rest = text[end : end + (sentence_end.start() if sentence_end else 200)]
    return bool(FRAMES.match(rest) and CARE.search(rest))


def _is_ours(text: str, start: int, end: int, context: Context) -> bool:
    """The whole name must be one of ours: `John` on a list never lets `John Doe` through."""
    facts = facts_of(context)
    name = re.sub(r"\A(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+", "", text[start:end]).removesuffix("'s")
    if facts.owns_person(name):
        return True
    parts = name.lower().split()
    if len(parts) == 1 and parts[0] in facts.names:
        is_titled = re.search(r"\b(?:Dr\.?|Doctor|Nurse|NP|PA)\s+(?:\w+\s)?\Z", text[:start])
        return bool(is_titled) or any(parts[0] in one.split() for one in facts.cities)
    return all(part in facts.names for part in parts) and any(
        part in one for one in facts.cities for part in parts
    )


NAME = Rule(
    code="PHI001", name="name",
    summary="A name of a patient, a relative or an employer: with a title or label anywhere, else near words about one patient.",
    why="Names, of the patient, relatives, employers and household members, initials and nicknames too, are identifier (A) of the Safe Harbor list.",
    fix="Take the name out; for a clinician write `Dr.` or their credentials, and list them in practice.toml.",
    authority=SAFE_HARBOR_LAW, tier=Tier.BLOCK, find=_names,
    bad=(
        "My patient Sarah Miller came in with a sore knee.",
        "Mrs. Wojciechowski was first in line for her flu shot.",
        "Patient name: Jane Doe",
        "Our patient John Doe was diagnosed with diabetes last month.",
        "She was seen on Monday, and Krisztina left with a cast.",
        "Marisol Quintanar-Reyes sat through four fillings without a sound.",
        "We treated a 54-year-old woman, D.W., for gout.",
        "Our patient Sa\u200brah Mil\u00adler had her hip replaced.",
    ),
    good=(
        "Dr. Elena Marsh wrote this article.",
        "Parkinson disease and Hodgkin lymphoma are named for doctors.",
        "By Samuel Okafor, DO",
        "St. John's wort can weaken birth control pills.",
        "Alexander Fleming found penicillin in 1928.",
        "Ask Rose at the desk about the May Day walk.",
        "Lou Gehrig's disease is also called ALS.",
    ),
)  # fmt: skip
