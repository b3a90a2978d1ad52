"""Lists, lines of code and tables without headings whose rows are people and what they came for."""

import re
from collections.abc import Iterator

from bedside.checks import words
from bedside.checks.cues import CONDITION
from bedside.checks.facts import facts_of
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Surface, Tier
from bedside.checks.rules.eponyms import is_eponym, is_professional
from bedside.checks.rules.law import SAFE_HARBOR_LAW
from bedside.checks.rules.name_patterns import CAP, CARE, ILL
from bedside.checks.rules.name_words import is_pair

__all__ = ["ROWS"]

_WHO = rf"(?P<a>{CAP})(?: [A-Z]\.)? (?P<b>{CAP})|(?P<c>{CAP})[,;] ?(?P<d>{CAP})"
_TIME = r"(?:\d{1,2}(?::\d\d)?(?: ?[ap]\.?m\b\.?)?|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\w+day)"
_LINE = compile_late(
    rf"^[ \t>]*(?:[-*+•] |\d{{1,2}}[.)] )?(?:{_TIME}[ ,:–—-]+){{0,2}}(?P<who>{_WHO})(?P<what> ?[,;:(–—-][^\n]{{2,140}})$",
    re.MULTILINE,
)
# A row of a table as rules read one: each cell behind its heading, the headings' own row without.
_ROW = compile_late(
    rf"\A(?P<who>(?P<a>{CAP}) (?P<b>{CAP})|(?P<c>{CAP})(?:: {CAP})?\. (?P<d>{CAP}))(?P<what>(?:: {CAP}(?: {CAP})?)?\. .+)",
    re.DOTALL,
)
_DIAGNOSIS = compile_late(
    r"\b[A-TV-Z]\d[0-9AB]\.[0-9A-Z]{1,4}\b"
)  # ICD-10-CM, with its point: nothing else looks so
_BOOKED = compile_late(
    r"\b(?:patients?|appointments?|no.?shows?|waiting list|recalls?|pacientes?|citas?)\b",
    re.IGNORECASE,
)
# Whose names stand in rows as well, and are told to everybody.
_OTHERS = compile_late(
    r"\b(?:team|staff|crew|board|committee|speak\w+|talks?|lectur\w+|faculty|present(?:er|ation)s?|panel|authors?|writ\w+|volunteer\w*|donors?"
    r"|sponsors?|winners?|teach\w+|instructors?|hosts?|led by|history|discover\w+|invent\w+|pioneer\w*|nobel|famous|public|actors?|players?|presidents?"
    r"|athletes?|books?|films?|songs?|articles?|students?|interns?|clinicians?|doctors?|nurses?|equipo|personal|autor\w*)\b",
    re.IGNORECASE,
)
_BEFORE = 240  # characters: the heading and the sentence above a list
_NEAR = 200  # characters: rows of one list


def _named(surface: Surface, context: Context) -> Iterator[Match]:
    if context.excuses(surface.name) or surface.name not in {"body", "code", "table"}:
        return
    is_table = surface.name == "table"
    rows = [
        one for one in (_ROW if is_table else _LINE).finditer(surface.text)
        if _is_somebody(one, surface.text, context)
    ]  # fmt: skip
    for at, one in enumerate(rows):
        is_code = bool(_DIAGNOSIS.search(one["what"]))
        beside = [
            other for other in rows[max(0, at - 1) : at + 2]
            if other is not one and abs(other.start() - one.start()) < _NEAR
        ]  # fmt: skip
        told = any(map(_tells, (one, *beside))) or _BOOKED.search(_above(rows[0], surface.text))
        if is_code or (told and (beside or is_table)):
            yield Match(
                start=one.start("who"),
                end=one.end("who"),
                message="a row that begins with a name and says what for",
            )


def _is_somebody(row: re.Match[str], text: str, context: Context) -> bool:
    first, last = (row["a"], row["b"]) if row["a"] else (row["d"], row["c"])
    start, end = row.span("who")
    if words.is_plain(first) or not (is_pair(first, last) or (row["a"] and is_pair(last, first))):
        return False
    if facts_of(context).owns_person(f"{first} {last}") or is_eponym(text, end):
        return False
    is_told = _OTHERS.search(row["what"]) or _OTHERS.search(_above(row, text))
    return not is_told and not is_professional(text, start, end)


def _tells(row: re.Match[str]) -> bool:
    return any(one.search(row["what"]) for one in (CARE, ILL, CONDITION))


def _above(row: re.Match[str], text: str) -> str:
    return text[max(0, row.start() - _BEFORE) : row.start()]


_RULE = Rule(
    code="PHI105", name="people-in-rows",
    summary="Rows that begin with somebody's name and go on with a complaint, a treatment or a diagnosis code.",
    why="That is how a day's appointments, a recall list or an export look: each row is a patient.",
    fix="Take the list out. People of the practice stand in practice.toml, others are told of in a sentence: say above the list who they are (speakers, volunteers).",
    authority=SAFE_HARBOR_LAW, tier=Tier.HOLD, find=_named,
    bad=(
        "For the week:\n\n- Sarah Miller: hip, Tuesday 9:40\n- Walt Kowalczyk: knee check, 10:20\n",
        "Walt Kowalczyk\n: gout\n\nSarah Miller\n: hip fracture\n",
        "Text.\n\n```\nMiller,Sarah,E11.9\nKowalczyk,Walt,M10.9\n```\n",
        "<pre>\nSarah Miller, hip, Tuesday\nWalt Kowalczyk, gout, Monday\n</pre>\n",
        "<dl><dt>Sarah Miller</dt><dd>hip, Tuesday</dd>\n<dt>Walt Kowalczyk</dt><dd>gout</dd></dl>\n",
        "| Sarah Miller | hip | 9:40 |\n|---|---|---|\n| Walt Kowalczyk | knee check | 10:20 |\n",
        "Tuesday's appointments:\n\n1. 9:40 Sarah Miller, new\n2. 10:20 Walt Kowalczyk, again\n",
    ),
    good=(
        "Our staff:\n\n- Sarah Miller: X-rays and lab\n- Walt Kowalczyk: records\n",
        "Our team:\n\n- Sarah Miller, RN: shots and records\n- Walt Kowalczyk, PA: lab\n",
        "- Lyme disease: a rash\n- Strep throat: fever\n- Dr. Elena Marsh: asthma\n",
        "<dl><dt>Lyme disease</dt><dd>a rash</dd><dt>Gout</dt><dd>a swollen toe</dd></dl>\n",
        "Sarah Miller - knee pads for gardeners, ten dollars.\n",
        "Books for the winter:\n\n- Sarah Miller, A Year of Asthma\n- Walt Kowalczyk, Knees\n",
    ),
)  # fmt: skip
ROWS: tuple[Rule, ...] = (_RULE,)
