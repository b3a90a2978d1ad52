"""A person who gives their own name and their own illness: a patient, unless they work here."""

import re
from collections.abc import Iterator

from bedside.checks import words
from bedside.checks.cues import CONDITION
from bedside.checks.facts import facts_of
from bedside.checks.frames import JOB
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Surface, Tier
from bedside.checks.organisation import is_reference
from bedside.checks.rules.law import STUDY

__all__ = ["SELF_TOLD"]

_NAMED = compile_late(
    r"\b(?:[Mm]y name is|[Mm]y name['’]s|I am|I['’]m|[Mm]e llamo|[Mm]i nombre es|[Ss]oy)[ ,]+"
    r"(?P<name>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’.-]*){1,2})"
)
# `Walt Kowalczyk: I have HIV.`, as in an interview or under a post
_SPEAKER = compile_late(
    r"^[>*_\- \t]*(?P<name>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’.-]*){1,2})[*_]*:[*_]*[ \t](?P<said>(?:.+\n?)+)",
    re.MULTILINE,
)
_WORKS_HERE = compile_late(
    rf"[^.!?\n]{{0,60}}\b(?:{JOB}|\w+therapist|\w+logist|M\.?D|D\.?O|NP|PA|RN|front desk|intern|resident|student|staff|team)\b"
)
_OWN = compile_late(
    r"\b(?:I|I['’](?:m|ve)|me|[Mm]y|tengo|tuve|mi)\b[^.!?\n]{0,60}?(?P<ill>\b(?:VIH|c[aá]ncer|diabetes|quimio\w*|cirug[ií]a|heart|breast|addict\w*|sober)\b)"
)
_MINE = compile_late(r"\b(?:I|I['’](?:m|ve)|me|[Mm]y)\b[^.!?\n]{0,60}\Z")


def _told(surface: Surface, context: Context) -> Iterator[Match]:
    if context.excuses(surface.name) or is_reference(surface):
        return
    text = surface.text
    for named in _NAMED.finditer(text):
        is_ours = facts_of(context).owns_person(named["name"])
        if not is_ours and not _WORKS_HERE.match(text, named.end()) and _is_ill(text):
            yield _match(named.start(), named.end())
    for said in _SPEAKER.finditer(text):
        name = said["name"]
        is_ours = facts_of(context).owns_person(name)
        if not is_ours and _is_name(name) and _is_ill(said["said"]):
            yield _match(*said.span("name"))


def _is_name(name: str) -> bool:
    """Tell words of a name from the title of a part."""
    first, *_, last = name.split()
    return words.is_given_name(first) or words.is_surname(last)


def _match(start: int, end: int) -> Match:
    return Match(
        start=start, end=end, message="somebody gives their name and tells of their own illness"
    )


def _is_ill(text: str) -> bool:
    """Tell whether the speaker says `I` or `my` of an illness or of care, in one sentence."""
    if _OWN.search(text):
        return True
    return any(
        _MINE.search(text, max(0, one.start() - 60), one.start())
        for one in CONDITION.finditer(text)
    )


SELF_TOLD_RULE = Rule(
    code="PHI104", name="told-by-a-patient",
    summary="Somebody who is not of the practice gives a name and tells of their own illness.",
    why="Whoever tells a practice's readers of their own cancer is its patient, and the practice publishes it: that needs a signed authorization, however willing they are.",
    fix="Get a signed authorization and put its id under `consent`, or take the name and the story out. Staff who tell of themselves say what they do here.",
    authority=STUDY, tier=Tier.HOLD, find=_told,
    bad=(
        "My name is Walt Kowalczyk. I have HIV.",
        "I am Walt Kowalczyk, and I beat hepatitis C at this office.",
        "My name is Inez Romero. I am 44, I teach second grade in Mill Pond, and last spring this office found my breast cancer.",
        "Me llamo Inez Romero y tengo cáncer de mama.",
        "Walt Kowalczyk: I was diagnosed with gout.",
        "- **Inez Romero:** They caught it early. My asthma is better now.",
    ),
    good=(
        "My name is Inez Romero, and I am the new medical assistant. I had asthma as a child.",
        "I am Inez Romero, aged 57, a physiotherapist at this practice, and my knee hurts.",
        "I am Walt Kowalczyk, and I keep the garden behind the office.",
        "Walt Kowalczyk: I keep the garden behind the office. Gout runs in families.",
        "Inez Romero, RN: I tell people that asthma in children is common.",
        "My name is on the door. I have seen many colds.",
        "---\ntitle: A walk\nconsent: C-7Q4M2X\n---\n\nMy name is Walt Kowalczyk. I have HIV.\n",
    ),
)  # fmt: skip
SELF_TOLD: tuple[Rule, ...] = (SELF_TOLD_RULE,)
