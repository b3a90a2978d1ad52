"""One patient told in a practice's own voice, where meaning decides and not words."""

import re
from collections.abc import Iterator

from bedside.checks.beside import is_foreign
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Surface, Tier
from bedside.checks.organisation import is_reference
from bedside.checks.reader import (
    Place,
    is_long_enough,
    is_sure,
    passages_of,
    sentences_alone,
    surely_tells_of_one,
    tells_beside,
    tells_of_one,
)
from bedside.checks.reading import NO_PASSAGE, prose_before, title_of
from bedside.checks.rules.law import STUDY
from bedside.checks.rules.name_spans import names_somebody
from bedside.checks.signs import words_in
from bedside.checks.surfaces import PROSE

__all__ = ["TOLD"]

# Passages: beyond about 1,200 words each more is one more chance to be wrong, so the reader must be sure.
_MANY = 12

_ITEM = compile_late(r"^[ \t]*(?:[-*+•]|\d+[.)])[ \t]", re.MULTILINE)
_ITEMS = 3
_SOMEBODY = frozenset({
    "he", "she", "his", "her", "hers", "him", "himself", "herself", "mr", "mrs", "ms", "man",
    "woman", "gentleman", "lady", "boy", "girl", "baby", "infant", "child", "teen", "mother",
    "father", "mom", "dad", "son", "sons", "daughter", "wife", "husband", "sister", "brother",
    "patient", "pt", "él", "ella", "paciente",
})  # fmt: skip
# What may be, said of nobody, is teaching.
_TEACHES = compile_late(
    r"\b(?:may|might|can (?:be|cause|lead|help)|includes?|including)\b", re.IGNORECASE
)
# Words of a textbook or a trial, which nobody says of a patient.
_ABSTRACT = frozenset({
    "evidence", "usefulness", "resource", "resources", "mutation", "mutations", "gene", "genes",
    "placebo", "median", "odds", "cohort", "participants", "defect", "defects", "disorder", "disorders",
    "syndrome", "condition", "underdeveloped", "patients",
})  # fmt: skip
_WE = frozenset(["we", "us", "our", "ours", "i", "my", "me", "mine"])
# A practice speaks of itself and to its readers; whoever writes a note speaks of somebody.
_VOICE = _WE | {"you", "your", "yours"}
_NAME = compile_late(r"[a-z,;] [A-Z][a-z]+ (?:may|might|can)\b")  # somebody of whom it may be so


def _names_nobody(text: str) -> bool:
    """Tell whether a passage lists or teaches, and nobody stands in it."""
    words = words_in(text)
    if not words.isdisjoint(_SOMEBODY) or _NAME.search(text):
        return False
    is_of_us = not words.isdisjoint(_WE)
    return _lists(text) or not (
        is_of_us or (words.isdisjoint(_ABSTRACT) and not _TEACHES.search(text))
    )


def _is_voice(text: str) -> bool:
    """Tell whether the practice speaks of itself, or to its readers: whom to follow, where to write."""
    return "?" in text or "@" in text or not words_in(text).isdisjoint(_VOICE)


def _lists(text: str) -> bool:
    """Tell whether a passage lists things: complaints in a row read like a note's.

    So do the signs of an illness, each with how often it is seen.
    """
    return len(_ITEM.findall(text)) >= _ITEMS or text.count("%") >= _ITEMS


def _told(surface: Surface, context: Context) -> Iterator[Match]:
    """Yield each passage that the screen cannot clear and the model takes for one patient's."""
    if context.excuses(surface.name) or is_reference(surface):
        return
    if NO_PASSAGE.match(surface.name):
        return
    told = list(_passages(surface, context))
    yield from (_match(one, surface, context) for one in told)
    if surface.name in PROSE:  # a sentence that was pasted sounds like nothing around it
        for start, end in sentences_alone(surface.text):
            place = Place(surface.text, start, end, title_of(context))
            is_known = any(one < end and start < other for one, other in told)
            if not (is_known or _is_voice(surface.text[start:end])) and surely_tells_of_one(
                place, context.memory
            ):
                yield _match((start, end), surface, context)


def _passages(surface: Surface, context: Context) -> Iterator[tuple[int, int]]:
    before = prose_before(surface, context)
    text, passages = before + surface.text, passages_of(surface.text)
    is_long = len(passages) > _MANY
    for passage in passages:
        start, end = (len(before) + at for at in (passage.start, passage.end))
        place = Place(text, start, end, title_of(context))
        if before:
            is_told = tells_beside(place, context.memory) and (
                not is_foreign(text) or is_sure(place)
            )
        else:
            is_told = _tells(place, context) and not (is_long and not is_sure(place))
        if is_told:
            yield passage.longest


def _tells(place: Place, context: Context) -> bool:
    return (
        is_long_enough(place.said)
        and not _names_nobody(place.text[place.start : place.end])
        and tells_of_one(place, context.memory)
    )


def _match(place: tuple[int, int], surface: Surface, context: Context) -> Match:
    start, end = place
    return Match(
        start=start, end=end, message="this passage reads as if it told of one patient",
        direct=names_somebody(surface.text, start, end, context),
    )  # fmt: skip


TOLD_RULE = Rule(
    code="PHI103", name="told-of-a-patient",
    summary="A passage that a model, taught on thousands of posts in practices' own voices, takes for one patient's story.",
    why="A patient is recognised from a situation as well as from a name: the pastor's twins, the first visitor after the flood.",
    fix="If one real patient is meant, write of patients in general or get a signed authorization and put its id under `consent`. If nobody real is meant, set `vignette` and `vignette_attested_by`, or say so with a comment for this rule.",
    authority=STUDY, tier=Tier.HOLD, find=_told,
    bad=(
        "Our first visitor after the flood came by canoe, with her arm in a dish towel. Nine stitches later she paddled home.",
        "The crossing guard's wife had the baby in the school library. Mother and daughter are both splendid.",
        "## What helps\n\nA walk after supper lowers the blood sugar of most people, and so does a short one after lunch.\n\nShe was started on metoprolol and sleeps poorly.\n\nOats, beans and apples fill without much sugar. A bowl of them in the morning is a good start, and costs little.",
        "You may've noticed a different smile at our check-in window. Our usual greeter is out, and since so many of you have asked, it's breast cancer, found early on her own mammogram.",
    ),
    good=(
        "Our crossing guard taught the second graders to wash their hands. The song is still stuck in our heads.",
        "Ludmila, our medical assistant, ran her first half marathon on Sunday and came in on Monday with a medal and a limp.",
        "## What we help with\n\n- Ankle, knee, hip, shoulder and elbow pain\n- Low back and neck pain\n- Tendon trouble and stress injuries\n- Concussion checks, and a step-by-step return to school and play\n- Asthma brought on by exercise\n",
        "Say your daughter limps after practice. She may say it is nothing; look at the heel anyway.",
        "---\ntitle: After the flood\nconsent: C-7Q4M2X\n---\n\nOur first visitor after the flood came by canoe, with her arm in a dish towel. Nine stitches later she paddled home.\n",
    ),
)  # fmt: skip

TOLD: tuple[Rule, ...] = (TOLD_RULE,)
