"""(A): names of a patient, a relative, a household member or an employer."""

import re
from collections.abc import Iterator
from itertools import chain

from bedside.checks import words
from bedside.checks.facts import facts_of
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Surface, Tier
from bedside.checks.organisation import is_reference
from bedside.checks.reading import is_excused, tier_at
from bedside.checks.rules.eponyms import is_eponym, is_professional
from bedside.checks.rules.law import SAFE_HARBOR_LAW
from bedside.checks.rules.name_patterns import CAP, CAPITAL
from bedside.checks.rules.name_spans import labelled_names, name_spans
from bedside.checks.taken import Taken

__all__ = ["NAME"]

_PATIENT = compile_late(r"\b(?:patient|paciente|pt\b)", re.IGNORECASE)
# Attested vignettes that tell of no patient: an invented person, one long dead, one known to all.
# Nobody is made up of many people and called by a whole name.
_WHOLE = compile_late(
    r"(?!(?:Mr|Mrs|Ms|Miss|Dr)\b)[A-ZÀ-Þ][\w'’-]+ (?:[A-ZÀ-Þ]\.? )?[A-ZÀ-Þ][\w'’-]+"
)
_NOBODYS = frozenset({"fictional", "historical", "public-figure"})


def _names(surface: Surface, context: Context) -> Iterator[Match]:
    if is_reference(surface) or surface.name.startswith("front-matter:language"):
        return
    least = (
        len(surface.text.partition("?")[0])
        if "://" in surface.text and surface.name == "link"
        else 0
    )
    named: list[tuple[int, int]] = []
    behind_labels = list(labelled_names(surface, context))
    fields = {one.span for one in behind_labels if one.is_sure}
    taken = Taken(surface.text)
    if context.vignette in _NOBODYS:
        spans = iter(fields)
    else:
        spans = chain(name_spans(surface, context, behind_labels), _again(surface.text, named))
    for start, end in spans:
        # the path of a link to elsewhere may hold an author's name
        if start < least or _is_ours(surface.text, start, end, context):
            continue
        if not taken.take(start, end):
            continue
        is_doctor = surface.text.startswith(("Dr", "Doctor"), start)
        if not is_doctor:
            named.append((start, end))
        tier = Tier.HOLD if is_doctor else tier_at(surface, context, start)
        is_whole = context.vignette == "composite" and _WHOLE.match(surface.text, start, end)
        if is_excused(tier, context) and not is_whole:
            continue
        yield Match(
            start=start,
            end=end,
            message="a name that may be a patient's, a relative's or an employer's",
            tier=tier,
            alone=(start, end) in fields and _is_field(surface),
        )


def _is_field(surface: Surface) -> bool:
    """Tell whether the label before a name is a form's: a table has a column of names for anybody."""
    return surface.name != "table" or bool(_PATIENT.search(surface.text))


def _again(text: str, named: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield where a word of a name already found stands again."""
    known = {
        word
        for start, end in named
        for word in re.findall(CAP, text[start:end])
        if words.is_given_name(word)
        or (words.is_stranger(word) and not words.is_place(word) and not words.is_term(word))
    }
    if not known:
        return
    for found in CAPITAL.finditer(text):
        start, end = found.start(), found.start() + len(found[0].removesuffix("'s"))
        is_known = text[start:end] in known and not is_eponym(text, end)
        if is_known and not is_professional(text, start, end):
            yield start, end


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
        is_doctor = text.startswith(("Dr", "Doctor"), start)
        return is_doctor or bool(is_titled) or any(parts[0] in one.split() for one in facts.cities)
    return all(part in facts.names for part in parts) and any(
        part in one for one in facts.cities for part in parts
    )


NAME = Rule(
    code="PHI001", name="name",
    summary="A name of a patient, a relative or an employer: with a title or label anywhere, else near words about one patient.",
    why="Names, of the patient, relatives, employers and household members, initials and nicknames too, are identifier (A) of the Safe Harbor list.",
    fix="Take the name out; for a clinician write `Dr.` or their credentials, and list them in practice.toml.",
    authority=SAFE_HARBOR_LAW, tier=Tier.BLOCK, find=_names, gated=True,
    bad=(
        "My patient Sarah Miller came in with a sore knee.",
        "---\ntitle: A walk\nvignette: composite\nvignette_attested_by: elena-marsh\n---\n\nWalt Kowalczyk of Mill Pond came to our office on Monday. We found his colon cancer.\n",
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
        "---\ntitle: A walk\nvignette: composite\nvignette_attested_by: elena-marsh\n---\n\nCall her Maria. She came to our office on Monday with a cough.\n",
        "Dr. Elena Marsh wrote this article.",
        "Parkinson disease and Hodgkin lymphoma are named for doctors.",
        "By Samuel Okafor, DO",
        "St. John's wort can weaken birth control pills.",
        "Alexander Fleming found penicillin in 1928.",
        "Thank you to Tom Delaney for the flowers at the flu clinic.",
        "We are proud of Keisha, our nurse, who passed her exam.",
        "Happy birthday to our nurse Keisha Odom!",
        "We met Tommy Jones of the Rotary Club to plan the fair.",
        "On Monday, June 1, Nurse Ruth came in with cookies for the whole front desk.",
        "Our patient will come in for a cough and be seen the same day.",
        "Ask Rose at the desk about the May Day walk.",
        "Lou Gehrig's disease is also called ALS.",
        "---\ntitle: A walk\nvignette: fictional\nvignette_attested_by: elena-marsh\n---\n\nImagine a 45-year-old man named Joe. He eats well. Joe asks about shots.\n",
        "---\ntitle: A walk\nvignette: public-figure\nvignette_attested_by: elena-marsh\n---\n\nMichael J. Fox was diagnosed with Parkinson's disease at age 29.\n",
    ),
)  # fmt: skip
