"""(A): names of a patient, a relative, a household member or an employer."""

import re
from collections.abc import Iterator
from itertools import chain

from bedside.checks import words
from bedside.checks.cues import CONDITION
from bedside.checks.facts import facts_of
from bedside.checks.model import Context, Match, Rule, Surface, Tier
from bedside.checks.organisation import is_reference
from bedside.checks.reading import (
    STORY,
    near_patient,
    read,
    scan_near_patient,
    tells_of_patient,
    tier_at,
)
from bedside.checks.rules.eponyms import is_drug, is_eponym, is_professional
from bedside.checks.rules.law import SAFE_HARBOR_LAW
from bedside.checks.rules.name_patterns import (
    CAP,
    CARE,
    FRAMES,
    FULL,
    INITIALS,
    LABELLED,
    LOWER,
    NO_INITIALS,
    OFFICE,
    ONE,
    PRAISED,
    TITLED,
    UPPER,
)
from bedside.checks.rules.name_words import is_family_first, is_last, is_pair, is_topic, opens

__all__ = ["NAME"]

# Attested vignettes that tell of no patient: an invented person, one long dead, one known to all.
_NOBODYS = frozenset({"fictional", "historical", "public-figure"})
# Surfaces without sentences.
_ALONE = frozenset({"file-name", "alt", "link", "title", "comment", "code", "html", "table"})
# What a teacher or a shopkeeper has: Ms. Obuya's class.
_THEIR_OWN = re.compile(
    r"\s(?:class(?:room)?|office|students|kindergarten\w*|\w+ graders|choir|shop|bakery|store|diner|farm stand|recipe|garage)\b"
)
_REST = 160  # characters: what is left of a sentence


def _names(surface: Surface, context: Context) -> Iterator[Match]:
    if is_reference(surface) or surface.name.startswith("front-matter:language"):
        return
    least = (
        len(surface.text.partition("?")[0])
        if "://" in surface.text and surface.name == "link"
        else 0
    )
    taken: list[tuple[int, int]] = []
    if context.vignette in _NOBODYS:
        spans = _form_fields(surface, context)
    else:
        spans = chain(_candidates(surface, context), _again(surface, context, taken))
    for start, end in spans:
        if start < least or any(a < end and start < b for a, b in taken):
            continue  # the path of a link to elsewhere may hold an author's name
        if _is_ours(surface.text, start, end, context):
            continue
        taken.append((start, end))
        yield Match(
            start=start,
            end=end,
            message="a name that may be a patient's, a relative's or an employer's",
            tier=tier_at(surface, context, start),
        )


def _candidates(surface: Surface, context: Context) -> Iterator[tuple[int, int]]:
    """Yield spans, the surest kinds first."""
    text = surface.text
    for found in TITLED.finditer(text):
        if not is_eponym(text, found.end()) and _titled_counts(found, surface, context):
            yield found.span()
    yield from _labelled(surface, context)
    for found in FULL.finditer(text):
        yield from _full(found, surface, context)
    yield from _upper(text)
    yield from _lower(text)
    yield from _praised(surface, context)
    for found in scan_near_patient(INITIALS, surface, context, 2):
        if not NO_INITIALS.match(found[0]):
            yield found.span()
    for found in scan_near_patient(ONE, surface, context, 2):
        yield from _one(found, surface, context)


def _again(
    surface: Surface, context: Context, taken: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield where a word of a name already found stands again."""
    text = surface.text
    known = {
        word
        for start, end in taken
        for word in re.findall(CAP, text[start:end])
        if words.is_given_name(word)
        or (words.is_stranger(word) and not words.is_place(word) and not is_drug(word))
    }
    if not known:
        return
    for found in re.finditer(rf"\b(?:{'|'.join(sorted(map(re.escape, known)))})\b", text):
        start, end = found.span()
        if not is_eponym(text, end) and not is_professional(text, start, end):
            yield start, end


def _labelled(surface: Surface, context: Context, groups: str = "abc") -> Iterator[tuple[int, int]]:
    for found in LABELLED.finditer(surface.text):
        group = next(name for name in "abc" if found[name])
        at = found.start(group)
        if group in groups and _labelled_counts(found[group], group, surface, context, at):
            yield found.span(group)


def _form_fields(surface: Surface, context: Context) -> Iterator[tuple[int, int]]:
    """Yield the names behind a form's label, which no story has: `Patient name: Jane Doe`."""
    yield from _labelled(surface, context, "a")


def _upper(text: str) -> Iterator[tuple[int, int]]:
    """Yield names in capitals: DOE, JANE or JANE DOE."""
    for found in UPPER.finditer(text):
        first, last = found["first"] or found["f"], found["last"] or found["l"]
        if words.is_given_name(first) and words.is_surname(last) and not words.is_common(last):
            yield found.span()


def _lower(text: str) -> Iterator[tuple[int, int]]:
    """Yield names without capitals behind a word for a patient: patient harold brzezinski."""
    for found in LOWER.finditer(text):
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
    for found in PRAISED.finditer(text):
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
    if _is_officer(match.rsplit(maxsplit=1)[-1], surface.text):
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


def _is_officer(surname: str, text: str) -> bool:
    """Tell whether the text gives the person of this surname a profession or an office."""
    places = list(re.finditer(rf"\b{re.escape(surname)}\b", text))[:4]
    return any(
        is_professional(text, one.start(), one.end())
        or OFFICE.match(text[one.end() : one.end() + _REST])
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
        start += len(parts[0]) + text[start + len(parts[0]) :].index(parts[1][0])
        parts = parts[1:]
    if len(parts) < 2 or is_eponym(text, end) or is_eponym(text, start + len(parts[0])):
        return
    if not is_pair(parts[0], parts[-1]):
        if is_family_first(parts) and _in_care(surface, context, start, end):
            yield start, end
        return
    if is_professional(text, start, end) and not _in_story(surface, context, start):
        return
    if near_patient(surface, context, start) or _in_care(surface, context, start, end):
        yield start, end


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
        return bool(CARE.search(text[:start] + " " + text[end:])) or (
            not text[:start].strip(" .:") and not text[end:].strip(" .:")
        )
    sentence_end = re.search(r"[.!?\n]", text[end : end + 400])
    rest = text[end : end + (sentence_end.start() if sentence_end else 200)]
    is_told = FRAMES.match(rest) and CARE.search(rest)
    return bool(is_told) and not read(surface, context).is_framed(start)


def _is_ours(text: str, start: int, end: int, context: Context) -> bool:
    """The whole name must be one of ours: `John` on a list never lets `John Doe` through."""
    facts = facts_of(context)
    name = re.sub(r"\A(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+", "", text[start:end]).removesuffix("'s")
    if facts.owns_person(name):
        return True
    parts = name.lower().split()
    if len(parts) == 1 and parts[0] in facts.names:
        is_titled = re.search(
            r"\b(?:Dr\.?|Doctor|Nurse|NP|PA)\s+(?:\w+\s)?\Z", text[max(0, start - 60) : start]
        )
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
        "Jane Doe was seen for HIV.",
        "Nguyen Thi Lan came in with chest pain and was admitted.",
        "We are so proud of Keisha, who finished chemo on her birthday!",
        "The patient, S. Miller, had a stroke.",
        "Thank you to Tom Delaney for letting us mention his bypass.",
        "Our patient Will came in with a cough and was diagnosed with asthma.",
        "patient harold brzezinski was seen for pneumonia",
        "Nuestra paciente María López fue diagnosticada con diabetes.",
        "La señora García vino a la clínica con neumonía y fue ingresada.",
        "Last Tuesday, November 17th, little Tommy came in with a fever of 103.",
        "One little boy, Tommy, was seen here with a fever.",
        "Yesterday we saw Otis, who had a nosebleed.",
        "Happy birthday to Rosemary Ellison, who has been coming to us since 1998!",
        "Our patient Sa\u200brah Mil\u00adler had her hip replaced.",
    ),
    good=(
        "Dr. Elena Marsh wrote this article.",
        "Parkinson disease and Hodgkin lymphoma are named for doctors.",
        "By Samuel Okafor, DO",
        "St. John's wort can weaken birth control pills.",
        "Alexander Fleming found penicillin in 1928.",
        "Thank you to Tom Delaney for the flowers at the flu clinic.",
        "We are proud of Keisha, our nurse, who passed her exam.",
        "Happy birthday to our nurse Keisha Odom!",
        "We met Tommy Jones of the Rotary Club to plan the fair.",
        "On Monday, June 1, Nurse Ruth came in with cookies.",
        "Our patient will come in for a cough and be seen the same day.",
        "Ask Rose at the desk about the May Day walk.",
        "Lou Gehrig's disease is also called ALS.",
        "---\ntitle: A walk\nvignette: fictional\nvignette_attested_by: elena-marsh\n---\n\nImagine a 45-year-old man named Joe. He eats well. Joe asks about shots.\n",
        "---\ntitle: A walk\nvignette: public-figure\nvignette_attested_by: elena-marsh\n---\n\nMichael J. Fox was diagnosed with Parkinson's disease at age 29.\n",
    ),
)  # fmt: skip
