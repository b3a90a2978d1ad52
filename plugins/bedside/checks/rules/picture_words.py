"""IMG rules on words in pictures: a screen, a whiteboard or a wristband is read like any other text."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from bedside.checks import words
from bedside.checks.authorities import DE_IDENTIFICATION
from bedside.checks.facts import facts_of
from bedside.checks.image import Picture, read_bytes
from bedside.checks.image import facts_of as file_facts
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope, Tier
from bedside.checks.rules.eponyms import is_professional
from bedside.checks.rules.faces import see
from bedside.checks.rules.safe_harbor import SAFE_HARBOR
from bedside.checks.rules.stories import STORIES
from bedside.checks.sight import Said, memory_of, remember, words_in
from bedside.checks.surfaces import cut_surfaces
from bedside.checks.version import rules_version
from bedside.post import Kind, Source

__all__ = ["PICTURE_WORDS"]

NAME = "IMG018"
_WORD = r"[A-Z][\w'’-]+"
_NAMES = compile_late(rf"({_WORD})(?: [A-Z]\.)? ({_WORD})|({_WORD}), ?({_WORD})")


def _identified(picture: Picture, context: Context) -> Iterator[Match]:
    for one in _said(picture, context):
        if one.code != NAME:
            yield Match(
                message=f"{picture.name} shows {one.message} ({one.code})", tier=Tier(one.tier)
            )


def _named(picture: Picture, context: Context) -> Iterator[Match]:
    for one in _said(picture, context):
        if one.code == NAME:
            yield Match(message=f"{picture.name} shows {one.message}")


def _said(picture: Picture, context: Context) -> Iterator[Said]:
    """Yield what the rules say of the picture's words; a consent excuses what is only held."""
    seen, facts = see(picture), file_facts(picture)
    if seen is None or facts is None or not seen.has_words:
        return
    asked = _asked(context)
    if asked not in seen.said:
        said = _worst(_judged(words_in(read_bytes(picture)), context))
        seen = seen.judged(asked, said)
        remember(seen, facts.sha256, memory_of(picture.content))
    is_excused = context.excuses("alt")
    yield from (one for one in seen.said[asked] if one.tier == Tier.BLOCK or not is_excused)


def _worst(said: Iterable[Said]) -> tuple[Said, ...]:
    """Return one verdict of each rule; what is only held is not said beside what is refused."""
    found = {one.code: one for one in sorted(said, key=lambda one: one.tier == Tier.BLOCK)}
    refused = tuple(one for one in found.values() if one.tier == Tier.BLOCK)
    return refused or tuple(found.values())


def _judged(text: str, context: Context) -> Iterator[Said]:
    """Yield what the rules find in words read off a picture, as if they were a text of their own."""
    source = Source(
        path=Path("picture"), name="", kind=Kind.TEXT, text=text, body=text, body_offset=0, meta=None
    )  # fmt: skip
    surfaces = [one for one in cut_surfaces(source) if one.name != "file-name"]
    body = next((one for one in surfaces if one.name == "body"), None)
    cache = {"facts": facts_of(context), "surfaces": surfaces, "body": body}
    own = replace(context, consent=None, vignette=None, cache=cache)
    for rule in (*SAFE_HARBOR, *STORIES):
        for surface in surfaces:
            for match in rule.find(surface, own):
                tier = match.tier or rule.tier
                if tier in (Tier.BLOCK, Tier.HOLD):
                    yield Said(code=rule.code, tier=tier, message=match.message or rule.summary)
    if any(_strangers(text, own)):
        yield Said(code=NAME, tier=Tier.HOLD, message="what may be a person's name")


def _strangers(text: str, context: Context) -> Iterator[str]:
    """Yield each given name with a surname behind or before it that is none of the practice's people."""
    facts = facts_of(context)
    for found in _NAMES.finditer(text):
        first, last = (found[1], found[2]) if found[1] else (found[4], found[3])
        first, last = first.capitalize(), last.capitalize()
        is_name = words.is_given_name(first) and words.is_surname(last)
        is_ours = facts.owns_person(f"{first} {last}") or is_professional(text, *found.span())
        if is_name and not is_ours and not (words.is_common(first) or words.is_common(last)):
            yield first


@lru_cache(maxsize=4)
def _facts_version(facts: str) -> str:
    return sha256(facts.encode()).hexdigest()


def _asked(context: Context) -> str:
    facts = facts_of(context)
    own = ",".join(f"{one.name}={sorted(getattr(facts, one.name))}" for one in fields(facts))
    return _facts_version(own)[:16] + rules_version()


PICTURE_WORDS: tuple[Rule, ...] = (
    Rule(
        code="IMG017", name="words-identify", scope=Scope.IMAGE, tier=Tier.BLOCK, find=_identified,
        summary="A picture whose words the rules for text refuse: a record number on a screen, a date of birth on a wristband.",
        why="What can be read in a picture is told as much as what stands in the text, and readers zoom in.",
        fix="Take the picture again without it, or cut that part off. A blurred number can often be read again.",
        authority=DE_IDENTIFICATION,
        bad=("screen.png|A screen", "wristband.png|A wrist", "screen.webp|A screen", "moving-screen.webp|A screen"),
        good=("infographic.png|Five steps", "clean.png|A leaf", "name.png|A list"),
    ),
    Rule(
        code=NAME, name="name-in-picture", scope=Scope.IMAGE, tier=Tier.HOLD, find=_named,
        summary="A picture on which a full name can be read that is none of the practice's people.",
        why="On a whiteboard, a sign-in sheet or a label a name needs no sentence around it to be a patient's.",
        fix="Take the picture again without the name, or cut that part off. Whoever works here is listed in practice.toml.",
        authority=DE_IDENTIFICATION,
        bad=("name.png|A list", "whiteboard.png|A list"),
        good=("infographic.png|Five steps", "staff-sign.png|A door"),
    ),
)  # fmt: skip
