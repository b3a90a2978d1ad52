"""Ask the reader about what counts only because of the words around it."""

import re
from dataclasses import replace

from bedside.checks.model import Context, Match, Rule, Surface, Tier
from bedside.checks.reader import (
    is_long_enough,
    is_plainly_general,
    paragraphs_at,
    passages_of,
)
from bedside.checks.reading import read
from bedside.checks.surfaces import PROSE

__all__ = ["confirm"]

# The reader was taught in English: what it makes of Spanish clears nobody's name.
_SPANISH = re.compile(
    r"\b(?:el|los|las|una|del|que|con|por|para|fue|nuestr[ao]s?|señora?|nació|vino)\b",
    re.IGNORECASE,
)
_FOREIGN = 3  # such words


def confirm(rule: Rule, match: Match, surface: Surface, context: Context) -> Match | None:
    """Return the match as it stands, or None where it falls.

    A name, a town, a date or a story in prose falls when the reader takes its paragraph, its
    passage and the passages beside it for plainly general: praise of a nurse by name is no
    patient's story. In what clearly reads like a visit note, a register that the cheap reader
    knows better, it is held: only what nobody doubts is blocked.
    """
    is_gated = (rule.gated or match.indirect) and not match.alone
    if not is_gated or surface.name not in PROSE or not _is_calm_around(surface.text, match):
        return match
    if read(surface, context).is_clear_note(match.start):
        return replace(match, tier=Tier.HOLD)
    return None


def _is_calm_around(text: str, match: Match) -> bool:
    passages = passages_of(text)
    touched = [
        number for number, one in enumerate(passages)
        if one.start < match.end and match.start < one.end
    ]  # fmt: skip
    own = [one for one in paragraphs_at(text, match.start, match.end) if is_long_enough(one)]
    if not touched or not own:
        return False
    around = [one.text for one in passages[max(0, touched[0] - 1) : touched[-1] + 2]]
    return all(_is_calm(one) for one in (*own, *around))


def _is_calm(text: str) -> bool:
    if not is_long_enough(text):
        return True  # the reader has no opinion of it
    return len(_SPANISH.findall(text)) < _FOREIGN and is_plainly_general(text)
