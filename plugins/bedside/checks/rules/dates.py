"""(C): dates tied to a person, ages over 89."""

import re
from collections.abc import Iterator

from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Surface, Tier
from bedside.checks.organisation import is_reference
from bedside.checks.reading import (
    is_excused,
    near_patient,
    scan_near_patient,
    scan_sentences,
    tells_of_patient,
    tier_at,
)
from bedside.checks.rules.law import SAFE_HARBOR_LAW

__all__ = ["DATE"]

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|twentieth|twenty-\w+|thirtieth|thirty-first)"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MON = r"(?:0?[1-9]|1[0-2])"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MES = (
    r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)"
)
_DIA = (
    r"(?:primero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince"
    r"|diecis[eé]is|diecisiete|dieciocho|diecinueve|veinte|veinti\w+|treinta(?: y uno)?)"
)
_WRITTEN = (
    rf"{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?\b(?:,?\s+{_YEAR})?"
    rf"|{_DAY}(?:st|nd|rd|th)?\s+(?:day\s+)?(?:of\s+)?{_MONTH}\b(?:,?\s+{_YEAR})?"
    rf"|(?:the\s+)?{_ORDINAL}\s+of\s+{_MONTH}\b(?:,?\s+{_YEAR})?|{_MONTH}\s+(?:the\s+)?{_ORDINAL}\b"
    rf"|{_MONTH},?\s+(?:of\s+)?{_YEAR}"
    rf"|{_DAY}[ºo°]?(?: de)? (?i:{_MES})\b(?:(?:,? del?)? {_YEAR})?"
    rf"|(?i:{_DIA} de {_MES})\b(?:,? del? (?:{_YEAR}\b|(?i:mil|dos mil)\b))?"
    rf"|{_DAY}-?(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)-?{_YEAR}|{_YEAR}\s+{_MONTH}\s+{_DAY}\b"
    rf"|{_MONTH}-{_DAY}-{_YEAR}"
    rf"|{_MON}[/-]{_DAY}[/-](?:{_YEAR}|\d\d)|{_DAY}[/.]{_MON}[/.]{_YEAR}|{_YEAR}[-/.]\d\d[-/.]\d\d"
)
_BIRTH = compile_late(
    rf"(?i:\b(?:DOB|D\.O\.B\.?|date of birth|birth ?date|birthday|born(?: on)?|fecha de nacimiento|F\.? ?N\.?(?= ?:)|naci[óo]|nacid[oa]|cumpleaños))(?!\w)[\s:=,\"'(-]*(?:(?:is|was|on|of|el|es|fue|día)\s+)*(?:{_WRITTEN}|{_DAY}\.{_MON}\.\d\d)(?!\d)"
    rf"|(?<![\w.])b\. ?(?:{_MON}[/-]{_DAY}[/-]{_YEAR}|{_YEAR}-\d\d-\d\d|{_MONTH} {_DAY},? {_YEAR})(?!\d)"
)
_BIRTH_WORDS = frozenset({
    "dob", "birth", "birthdate", "birthday", "born", "nacimiento", "nacio", "nació", "nacido", "nacida",
    "cumpleaños", "b", "n",
})  # fmt: skip
_SPELLED_DAY = compile_late(rf"\b{_DIA} de {_MES}\b", re.IGNORECASE)
# March fourth, nineteen sixty-one: no digit in it.
_BIRTH_IN_WORDS = compile_late(
    rf"(?i:\b(?:DOB|date of birth|birth ?date|birthday|born)\b)[\s:=,-]*(?:(?:is|was|on|the)\s+)*"
    rf"(?:{_MONTH}\s+(?:the\s+)?{_ORDINAL}|{_ORDINAL}\s+(?:day\s+)?of\s+{_MONTH}|\w+\s+{_MONTH}),?\s+(?:of\s+)?(?:nineteen|twenty|two thousand)\b"
)
_DATE = compile_late(
    rf"(?<![\w/.-])(?:{_WRITTEN}|{_MON}/{_DAY}(?!/)"
    rf"|{_WEEKDAY},? (?:in|of) {_MONTH}|(?:last|this past|in early|in late|in mid|in) (?:January|February|March|April|May|June|July|August|September|October|November|December)\b(?=,? (?:{_YEAR}|he|she|her|his|after|when|for|with))"
    r"|(?i:christmas|thanksgiving|new year'?s|valentine'?s|halloween|easter|labor day|memorial day|independence day"
    r"|veterans day|mother's day|father's day|the fourth of july)(?: (?:day|eve|weekend|morning|night))?"
    rf"(?:,?\s+(?:of\s+)?{_YEAR})?)(?![\w/-])"
)
_MONTH_OF_YEAR = compile_late(
    rf"(?:last |this past |in (?:early |late |mid[- ])?)?{_MONTH}(?:,? (?:of )?{_YEAR})?"
)
_NINETY = r"(?:ninety(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|(?:one|a) hundred(?: and \w+)?|9\d|1[01]\d)"
_AGE = compile_late(
    rf"\b{_NINETY}[\s-]*(?:years?|yrs?)[\s-]*(?:olds?|of age|young)\b"
    rf"|\b(?:aged?|age of|turn(?:ed|s|ing)|at|is|was|she's|he's)\s+(?:now |nearly |almost |just )?{_NINETY}(?=[\s,;.]|\Z)(?!\s?(?:%|percent|mg|minutes|degrees|days|weeks|hours|pounds|beats|over|mm|people|in\b|to\b|of\b|or\b))"
    r"|\b(?:9\d|1[01]\d)\s?[yY]/?[oO]\b|\bcentenarian\b"
    rf"|\b[A-Z][a-z]+,\s{_NINETY}(?:,| today\b| (?:this|next) (?:week|month|\w+day)\b)"
)
_GENERAL_AGE = compile_late(r"\A\s*(?:and|or) (?:older|over|above|up)\b|\A\+")
_DIGIT = compile_late(r"\d")
_SAMPLE = compile_late(
    r"\b(?:0?1[/.-]0?1[/.-]1900|0?2[/.-]30[/.-]\d{4})\Z"
)  # what forms print as an example
_UP_TO = compile_late(r"\b(?:up to|before|until|by|over|past|to)\s\Z")
_OWN_DATE = compile_late(
    r"\b(?:published|posted|updated|reviewed_on|next_review|expires|reviewed|modified|written|copyright|©|accessed|read|retrieved|open|closed|hours|(?:flu|vaccine|shot|free|walk-in|screening) clinics?|workshop|register|vaccines? arrive|issue|vol)\b[^.]{0,30}\Z",
    re.IGNORECASE,
)


# Pelican and others put a post's own date before its slug.
_NAMED_BY_DAY = compile_late(r"(?:\A|[/\n])\Z")
_NAMES = frozenset({"file-name", "front-matter:slug"})


def _is_file_date(surface: Surface, at: int) -> bool:
    """Tell whether a name begins with the date: the post's own, as file names have it."""
    return surface.name in _NAMES and bool(_NAMED_BY_DAY.search(surface.text[:at]))


def _births(surface: Surface, context: Context) -> Iterator[Match]:
    for found in scan_sentences(_BIRTH, surface, context, _BIRTH_WORDS):
        if _SAMPLE.search(found[0]) or not (
            _DIGIT.search(found[0]) or _SPELLED_DAY.search(found[0])
        ):
            continue
        yield Match(start=found.start(), end=found.end(), message="a date of birth")
    for found in scan_sentences(_BIRTH_IN_WORDS, surface, context, _BIRTH_WORDS):
        yield Match(start=found.start(), end=found.end(), message="a date of birth")


def _dates(surface: Surface, context: Context) -> Iterator[Match]:
    yield from _births(surface, context)
    if is_reference(surface):
        return
    for found in scan_near_patient(_DATE, surface, context):
        before = surface.text[max(0, found.start() - 40) : found.start()]
        tier = _tier(found, surface, context)
        is_own = _OWN_DATE.search(before) or _is_file_date(surface, found.start())
        if not is_own and not is_excused(tier, context):
            yield Match(start=found.start(), end=found.end(),
                        message="a date of a patient's life or care; only the year may stay", indirect=True,
                        tier=tier)  # fmt: skip
    for found in scan_near_patient(_AGE, surface, context, 1):
        if _UP_TO.search(surface.text[max(0, found.start() - 12) : found.start()]):
            continue
        if _GENERAL_AGE.match(surface.text[found.end() :]):
            continue
        if _is_one_persons(surface, context, found.start()):
            yield Match(
                start=found.start(),
                end=found.end(),
                message="a patient's age over 89",
                indirect=True,
                tier=tier_at(surface, context, found.start()),
            )


def _tier(found: re.Match[str], surface: Surface, context: Context) -> Tier:
    """A month with its year alone gives less away than a day does."""
    if _MONTH_OF_YEAR.fullmatch(found[0]):
        return Tier.HOLD
    return tier_at(surface, context, found.start())


def _is_one_persons(surface: Surface, context: Context, at: int) -> bool:
    """Tell whether an age is told of one person: its own sentence must say so."""
    return tells_of_patient(surface, context, at, 1) or near_patient(surface, context, at, 2)


DATE = Rule(
    code="PHI003", name="date-or-age-over-89",
    summary="A date of birth anywhere; any date but a year, or an age over 89, near words about one patient.",
    why="All elements of dates except the year, and ages over 89, are identifier (C) of the Safe Harbor list.",
    fix="Keep the year at most, or leave the date out; write `in their nineties` as `90 or older`.",
    authority=SAFE_HARBOR_LAW, tier=Tier.BLOCK, find=_dates,
    bad=(
        "DOB: 03/04/1961",
        "DOB: 04MAR1961",
        "Fecha de nacimiento: 04/03/1961",
        "Nuestra paciente nació el 4 de marzo de 1961.",
        "El paciente fue ingresado el 3 de marzo de 2024.",
        "Date of birth: March fourth, nineteen sixty-one",
        "The label read b. 03/04/1961 in ink.",
        "| Field | Value |\n|---|---|\n| DOB | March 4 1961 |\n",
        "She was born on March 4, 1961.",
        "Nuestra paciente nació el catorce de marzo de mil novecientos sesenta y uno.",
        "El paciente fue operado el primero de mayo de 2024.",
        "DOB: fourteen March nineteen sixty-one",
        "D O B : 0 3 / 1 4 / 1 9 6 1",
        "Our patient was admitted on the 14th day of March with chest pain.",
        "Our patient was admitted on March 3rd, 2024 with chest pain.",
        "On Christmas Eve my patient came in and she was diagnosed with shingles.",
        "Our patient turned 94 and gardens barefoot.",
        "My patient underwent surgery in May 2023.",
        "A 93-year-old woman came to our clinic.",
        "Last Tuesday, November 17th, little Tommy came in with a fever of 103.",
        "Baby Mateo was seen here on June 3 with a cough.",
        "Happy birthday to Rosemary Ellison, 92 today, who has been coming to us since 1998!",
    ),
    good=(
        "Flu shots start on October 1, 2026.",
        "El primero de octubre empieza la vacunación.",
        "We are closed on Christmas Eve.",
        "Adults aged 90 and older may need a lower dose.",
        "Last updated March 3, 2024.",
        "Last Tuesday, November 17th, the Rotary Club met here.",
        "El 4 de octubre de 2026 empieza la vacunación.",
        "The study ran from January 2019 to May 2021.",
        "Blood pressure of 120/80 is normal.",
        "Shingles shots were first given here in 2019.",
    ),
)  # fmt: skip
