"""Ask the reader about what counts only because of the words around it."""

from dataclasses import replace

from bedside.checks.beside import is_foreign, judge_beside, passages_in
from bedside.checks.frames import STRONG
from bedside.checks.model import Context, Match, Rule, Surface, Tier
from bedside.checks.passages import NEAR, STORY
from bedside.checks.reader import (
    Place,
    is_general,
    is_long_enough,
    is_plainly_general,
    is_sure,
    paragraphs_at,
    passages_of,
)
from bedside.checks.reading import read, story_of, title_of
from bedside.checks.surfaces import PROSE

__all__ = ["confirm"]

_TELLS = "PHI101"
# Streets, births, telephones, addresses, plates, serials: those of a patient or of anybody.
_ANYBODYS = frozenset({
    "PHI002", "PHI003", "PHI004", "PHI005", "PHI006", "PHI012", "PHI013", "PHI014",
})  # fmt: skip


def confirm(rule: Rule, match: Match, surface: Surface, context: Context) -> Match | None:
    """Return the match, held where only a person can say, or None where it falls.

    A name, a town, a date or a story in prose falls when the reader takes its paragraph, its
    passage and the passages beside it for plainly nobody's, or under a title its own paragraph as
    surely as it can say: praise of a nurse by name is no patient's story. In what clearly reads like
    a visit note, a register that the cheap reader knows better, it is held, unless the title too
    says that it is nobody's; so is what stands in a line too short to be judged, and where the
    sentence calls somebody a patient. It is blocked where the reader is sure of one of them: only
    what nobody doubts is.
    """
    if match.alone or not (rule.gated or match.indirect):
        return _in_calm(rule, match, surface, context)
    if surface.name not in PROSE:
        return judge_beside(match, surface, context, is_story=rule.code == _TELLS)
    title = title_of(context)
    own, beside = _around(surface.text, match, title)
    around = [*own, *beside]
    if not around or any(is_foreign(one.said) for one in around):
        return match
    is_calm = bool(title and own) and all(map(is_plainly_general, own))
    if not is_calm and (not own or not all(map(is_general, around))):
        is_sure_of_one = any(map(is_sure, around))
        is_doubted = (match.tier or rule.tier) is Tier.BLOCK and not is_sure_of_one
        return replace(match, tier=Tier.HOLD) if is_doubted else match
    if _says_patient(surface, context, match):
        return replace(match, tier=Tier.HOLD)
    is_plain = bool(title) and all(map(is_plainly_general, around))
    if read(surface, context).is_clear_note(match.start) and not is_plain:
        return replace(match, tier=Tier.HOLD)
    return None


def _in_calm(rule: Rule, match: Match, surface: Surface, context: Context) -> Match:
    """Hold what identifies anywhere, and do not block it, where its paragraph or the post is plainly nobody's.

    A guest's telephone, the street of a hall, a poet's birth: it stops the post all the same, and as
    before only the registry may allow it. In the post as a whole no rule may read a story.
    """
    body, title = context.cache.get("body"), title_of(context)
    if rule.code not in _ANYBODYS or not title or not isinstance(body, Surface):
        return match
    own = _around(surface.text, match, title)[0] if surface.name in PROSE else []
    told = own or (passages_in(body.text, title) if story_of(context) < STORY else [])
    is_calm = bool(told) and all(
        is_plainly_general(one) and not is_foreign(one.said) for one in told
    )
    return replace(match, tier=Tier.HOLD) if is_calm else match


def _says_patient(surface: Surface, context: Context, match: Match) -> bool:
    """Tell whether the sentence itself says that somebody is a patient: `has been coming to us`."""
    reading = read(surface, context)
    index = reading.index(match.start)
    return not STRONG.isdisjoint(reading.cues(index)) and reading.own(match.start) >= NEAR


def _around(text: str, match: Match, title: str) -> tuple[list[Place], list[Place]]:
    """Return what the reader can judge a match by: its own paragraphs; its passages and their neighbours."""
    passages = passages_of(text)
    touched = [
        number for number, one in enumerate(passages)
        if one.start < match.end and match.start < one.end
    ]  # fmt: skip
    if not touched:
        return [], []
    beside = ((one.start, one.end) for one in passages[max(0, touched[0] - 1) : touched[-1] + 2])
    own, around = (
        [one for one in (Place(text, *span, title) for span in spans) if is_long_enough(one.said)]
        for spans in (paragraphs_at(text, match.start, match.end), beside)
    )
    return own, around
