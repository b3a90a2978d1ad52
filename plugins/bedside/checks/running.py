"""Ask one rule about one document, and place what it finds."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bedside.checks.doubt import confirm
from bedside.checks.image import Picture, pictures_in
from bedside.checks.model import Context, Match, Rule, Scope, Surface
from bedside.checks.rules.registry import REGISTRY
from bedside.checks.spots import spans_of
from bedside.checks.suppress import Hit
from bedside.checks.surfaces import cut_surfaces, place
from bedside.post import Source

__all__ = ["look", "run", "surfaces_of"]


def run(rule: Rule, source: Source, context: Context) -> Iterator[Hit]:
    """Yield what a rule for text, source or pictures finds in a document; nothing for any other."""
    if rule.scope is Scope.TEXT:
        yield from _text(rule, source, context)
    elif rule.scope is Scope.SOURCE:
        for match in rule.find(source, context):
            yield _hit(rule, match, source, source.text[match.start : match.end])
    elif rule.scope is Scope.IMAGE:
        yield from look(rule, pictures_in(source, context), source, context)


def look(
    rule: Rule, pictures: Iterable[Picture], source: Source, context: Context
) -> Iterator[Hit]:
    """Yield what a rule finds in some pictures that a document shows."""
    for picture in pictures:
        for match in rule.find(picture, context):
            at = replace(match, start=picture.start, end=picture.end)
            yield _hit(rule, at, source, picture.address)


def surfaces_of(source: Source, context: Context) -> list[Surface]:
    """Return the places where a source's words can leave, cut once for all rules of a document."""
    surfaces = context.cache.get("surfaces")
    if not isinstance(surfaces, list):
        surfaces = context.cache["surfaces"] = cut_surfaces(source)
        context.cache["body"] = next((one for one in surfaces if one.name == "body"), None)
        context.cache["title"] = _title(source, surfaces, context)
    return surfaces


def _title(source: Source, surfaces: Iterable[Surface], context: Context) -> str:
    """Return the title that the prose is read under; of a clinician's page, whose it is.

    Such a page tells of one person, of illness and family too, and says her name seldom.
    """
    who = source.values.get("clinician")
    if who and context.practice and (person := context.practice.clinician(who)):
        return f"About {person.honorific} {person.name}, our {person.role}".replace("  ", " ")
    return " ".join(next((one.text for one in surfaces if one.name == "title"), "").split())


def _asked(rule: Rule, source: Source, context: Context) -> list[Surface]:
    """Return the surfaces that a rule reads: what it needs is looked for once for all that need it."""
    every = surfaces_of(source, context)
    if rule.needs is None:
        return every
    known = context.cache.setdefault("needs", {})
    assert isinstance(known, dict)
    found: list[Surface] | None = known.get(rule.needs)
    if found is None:
        found = known[rule.needs] = [one for one in every if rule.needs(one, context)]
    return found


def _text(rule: Rule, source: Source, context: Context) -> Iterator[Hit]:
    for surface in _asked(rule, source, context):
        if rule.surfaces and surface.name not in rule.surfaces:
            continue
        for found in rule.find(surface, context):
            if (match := confirm(rule, found, surface, context)) is None:
                continue
            line, column, name = place(surface, match.start)
            offset = surface.offsets[match.start] if surface.offsets else None
            yield Hit(
                rule=rule, match=match, path=source.path, line=line, column=column, surface=name,
                offset=offset, matched=surface.text[match.start : match.end],
                spans=spans_of(surface, match.start, match.end),
            )  # fmt: skip


def _hit(rule: Rule, match: Match, source: Source, matched: str) -> Hit:
    line, column = source.place(match.start)
    surface = "front-matter" if match.start < source.body_offset else "body"
    if rule in REGISTRY:
        surface = "registry"
    return Hit(
        rule=rule, match=match, path=source.path, line=line, column=column,
        surface="image" if rule.scope is Scope.IMAGE else surface,
        offset=match.start, matched=matched, spans=((match.start, match.end),),
    )  # fmt: skip
