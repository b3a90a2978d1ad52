"""Judge what stands beside the prose, a title, a row or a file's name, by what the prose tells."""

import re
from dataclasses import replace

from bedside.checks.cues import CONDITION
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Surface, Tier
from bedside.checks.passages import NEAR
from bedside.checks.reader import (
    Place,
    behind,
    is_long_enough,
    is_plain_title,
    is_plainly_general,
    is_sure,
    passages_of,
    tells_of_one,
)
from bedside.checks.reading import NO_PASSAGE, read, title_of

__all__ = ["is_foreign", "judge_beside", "passages_in"]

# The reader was taught in English above all: what it makes of Spanish clears nobody's name.
_SPANISH = compile_late(
    r"\b(?:el|los|las|una|del|que|con|por|para|fue|nuestr[ao]s?|señora?|nació|vino)\b",
    re.IGNORECASE,
)
_FOREIGN = 3  # such words
_BYLINES = {"front-matter:author", "front-matter:translator"}
# Where nobody looks for a name, and nothing around it says whose it is.
_HIDES = compile_late(r"\A(?:link|file-name|alt|front-matter:(?:image|slug|tags)|html|comment)")


def judge_beside(
    match: Match, surface: Surface, context: Context, *, is_story: bool
) -> Match | None:
    """Judge what stands beside the prose (a title, a file's name, a row) by the document's prose.

    It falls where the reader finds nobody's story there and the place itself names no illness or
    care; it is blocked where the reader is sure of a story and the place tells of care too. What
    only sounds like a story (`is_story`) has no words to be cared for by but its own. What the reader
    can read behind the prose, a summary or the words for a picture, falls where that is nobody's.
    """
    body = context.cache.get("body")
    is_cared_for = not is_story and (
        bool(CONDITION.search(surface.text)) or read(surface, context).near(match.start) >= NEAR
    )
    if surface.name in _BYLINES and not is_cared_for:
        return None
    if not isinstance(body, Surface):
        return match
    told = passages_in(body.text, title_of(context))
    if not told or any(is_foreign(one.said) for one in told):
        return match
    if is_cared_for and any(map(is_sure, told)):
        return match
    is_told = any(map(tells_of_one, told))
    if not is_told and _is_calm(surface, body.text, context):
        return None
    is_hidden = _HIDES.match(surface.name) and not _is_told_of(surface.text, match, body.text)
    if is_cared_for or is_hidden or is_told:
        return replace(match, tier=Tier.HOLD)
    return None


def _is_calm(surface: Surface, body: str, context: Context) -> bool:
    """Tell whether the reader takes the whole of such a place, with the prose, for plainly nobody's.

    What it makes of a name and a word in an address or a tag clears nobody.
    """
    title = title_of(context)
    if surface.name == "title" and not CONDITION.search(surface.text):
        return title in surface.text and is_plain_title(title, body)
    if NO_PASSAGE.match(surface.name) or not is_long_enough(surface.text):
        return False
    return is_plainly_general(behind(body, surface.text, title))


def passages_in(text: str, title: str) -> list[Place]:
    """Return the passages of a text of which the reader can have an opinion."""
    return [
        Place(text, one.start, one.end, title)
        for one in passages_of(text) if is_long_enough(one.text)
    ]  # fmt: skip


def _is_told_of(text: str, match: Match, body: str) -> bool:
    """Tell whether the prose says the match, or a word of it: then it tells who that is."""
    parts = (part for part in text[match.start : match.end].split() if len(part) > 2)
    return any(part in body for part in parts)


def is_foreign(text: str) -> bool:
    """Tell whether a text is Spanish, of which the reader was taught little."""
    return len(_SPANISH.findall(text)) >= _FOREIGN
