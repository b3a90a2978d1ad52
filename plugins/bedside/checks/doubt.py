"""Ask the reader about what counts only because of the words around it."""

import re
from dataclasses import replace

from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Surface, Tier
from bedside.checks.reader import (
    is_general,
    is_long_enough,
    is_sure,
    paragraphs_at,
    passages_of,
)
from bedside.checks.reading import read
from bedside.checks.surfaces import PROSE

__all__ = ["confirm"]

# The reader was taught in English above all: what it makes of Spanish clears nobody's name.
_SPANISH = compile_late(
    r"\b(?:el|los|las|una|del|que|con|por|para|fue|nuestr[ao]s?|señora?|nació|vino)\b",
    re.IGNORECASE,
)
_FOREIGN = 3  # such words


def confirm(rule: Rule, match: Match, surface: Surface, context: Context) -> Match | None:
    """Return the match, held where only a person can say, or None where it falls.

    A name, a town, a date or a story in prose falls when the reader takes its paragraph, its
    passage and the passages beside it for plainly nobody's: praise of a nurse by name is no patient's
    story. In what clearly reads like a visit note, a register that the cheap reader knows better,
    it is held, and so is what stands in a line too short to be judged. It is blocked where the
    reader is sure of one of them: only what nobody doubts is.
    """
    if match.alone or not (rule.gated or match.indirect) or surface.name not in PROSE:
        return match
    own, beside = _around(surface.text, match)
    around = [*own, *beside]
    if not around or any(_is_foreign(one) for one in around):
        return match
    if not own or not all(map(is_general, around)):
        is_doubted = (match.tier or rule.tier) is Tier.BLOCK and not any(map(is_sure, around))
        return replace(match, tier=Tier.HOLD) if is_doubted else match
    if read(surface, context).is_clear_note(match.start):
        return replace(match, tier=Tier.HOLD)
    return None


def _around(text: str, match: Match) -> tuple[list[str], list[str]]:
    """Return what the reader can judge a match by: its own paragraphs; its passages and their neighbours."""
    passages = passages_of(text)
    touched = [
        number for number, one in enumerate(passages)
        if one.start < match.end and match.start < one.end
    ]  # fmt: skip
    if not touched:
        return [], []
    beside = [one.text for one in passages[max(0, touched[0] - 1) : touched[-1] + 2]]
    own = paragraphs_at(text, match.start, match.end)
    return list(filter(is_long_enough, own)), list(filter(is_long_enough, beside))


def _is_foreign(text: str) -> bool:
    return len(_SPANISH.findall(text)) >= _FOREIGN
