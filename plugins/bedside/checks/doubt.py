"""Ask the reader about what counts only because of the words around it."""

from functools import lru_cache

from bedside.checks.model import Match, Rule, Surface
from bedside.checks.reader import Passage, cut_passages, is_plainly_general
from bedside.checks.surfaces import PROSE

__all__ = ["stands"]

_FEWEST = 8  # words: in less the reader sees nothing that a rule does not


def stands(rule: Rule, match: Match, surface: Surface) -> bool:
    """Tell whether a match stands.

    A name, a town, a date or a story in prose falls when the reader takes its passage, and the
    passages beside it, for plainly general: praise of a nurse by name is no patient's story.
    """
    is_gated = (rule.gated or match.indirect) and not match.alone
    if not is_gated or surface.name not in PROSE:
        return True
    passages = _passages(surface.text)
    touched = [
        number for number, one in enumerate(passages)
        if one.start < match.end and match.start < one.end
    ]  # fmt: skip
    if not touched:
        return True
    around = passages[max(0, touched[0] - 1) : touched[-1] + 2]
    return not all(_is_general(one.text) for one in around)


@lru_cache(maxsize=16)  # the rules of one document ask for the same surface
def _passages(text: str) -> tuple[Passage, ...]:
    return tuple(cut_passages(text))


def _is_general(text: str) -> bool:
    return text.count(" ") + 1 >= _FEWEST and is_plainly_general(text)
