"""The TEXT rules over practice.toml: what stands there is on every page, in every feed and card."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bedside.checks.facts import make_facts
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Rule, Scope, Surface, Tier
from bedside.checks.spots import spans_of
from bedside.checks.suppress import Hit
from bedside.checks.surfaces.cut import Cut, whole
from bedside.checks.surfaces.normalise import normalise
from bedside.checks.surfaces.target import (
    looks_like_address,
    looks_like_path,
    read_path,
    read_target,
)
from bedside.files import read_text
from bedside.post import Kind, Source
from bedside.text import nfc, position
from bedside.toml_file import places_of

__all__ = ["practice_hits", "practice_source"]

# The practice's own accounts, addresses and settings: they name the practice, and no word of them
# is shown as text.
_SETTINGS = {
    "url", "api", "handle", "same_as", "fediverse", "secret_env", "id", "platform", "timezone",
    "language", "languages", "jurisdiction", "specialty", "host", "path", "branch", "remote",
}  # fmt: skip
_OWN = {"phone", "fax", "email", "privacy_officer", "street", "city", "postal_code"}
_TABLES = {"brand", "policies", "deploy", "pictures"}

_STORIES = {"PHI101", "PHI103", "PHI104"}  # told of one patient, named or not
_PORTRAIT = "photo_alt"  # tells of one person: a clinician

_NOTE = compile_late(r"(?:^|[ \t])#[ \t]*(\S[^\n]*)", re.MULTILINE)

KeyPath = tuple[str | int, ...]


def practice_source(file: Path) -> Source:
    """Return practice.toml as a source without prose of its own: what allowances are read from."""
    text = nfc(read_text(file))
    return Source(
        path=file, name=file.name, kind=Kind.TEXT, text=text, body="", body_offset=0, meta=None
    )  # fmt: skip


def practice_hits(source: Source, context: Context, rules: Sequence[Rule]) -> Iterator[Hit]:
    """Yield what the TEXT rules find in the values of practice.toml: direct identifiers, and stories.

    The practice's own people, numbers and addresses are known from the same file and pass; dates
    and towns of its own are no patient's.
    """
    facts = make_facts(context.practice)
    used = [
        rule for rule in rules
        if rule.scope is Scope.TEXT and (rule.tier is Tier.BLOCK or rule.code in _STORIES)
    ]  # fmt: skip
    for surface in _surfaces(source):
        context.cache.clear()
        context.cache.update(facts=facts, surfaces=[surface], body=None)
        for rule in used:
            if rule.code in _STORIES and surface.name.endswith(_PORTRAIT):
                continue
            for match in rule.find(surface, context):
                offset = (surface.offsets or (0,))[match.start]
                line, column = position(source.text, offset)
                hit = Hit(
                    rule=rule, match=match, path=source.path, line=line, column=column,
                    surface=surface.name, offset=offset,
                    matched=surface.text[match.start : match.end],
                    spans=spans_of(surface, match.start, match.end),
                )  # fmt: skip
                if hit.is_direct or rule.code in _STORIES:
                    yield hit


def _surfaces(source: Source) -> Iterator[Surface]:
    import tomllib  # noqa: PLC0415  most checks know the file by heart

    places = places_of(source.text)
    starts = [0]
    for row in source.text.splitlines(keepends=True):
        starts.append(starts[-1] + len(row))
    for key, value in _strings(tomllib.loads(source.text), ()):
        names = {part for part in key if isinstance(part, str)}
        if key[0] in _TABLES or names & (_SETTINGS | _OWN) or not value.strip():
            continue
        near = max((part for part in places if part == key[: len(part)]), key=len, default=())
        line, column = places.get(near, (1, 1))
        cut = _located(value, source.text, starts[line - 1] + column - 1)
        yield _surface(f"practice:{'.'.join(map(str, key))}", _read(cut), source)
    for note in _NOTE.finditer(source.text):
        yield _surface("comment", normalise(whole(note[1], note.start(1))), source)


def _surface(name: str, cut: Cut, source: Source) -> Surface:
    return Surface(
        name=name, text=cut.text, path=source.path, file_text=source.text,
        offsets=cut.offsets,
    )  # fmt: skip


def _read(cut: Cut) -> Cut:
    if looks_like_address(cut.text):
        return read_target(cut)
    is_path = " " not in cut.text and looks_like_path(cut.text)
    return read_path(cut) if is_path else normalise(cut)


def _located(value: str, text: str, start: int) -> Cut:
    """Find a value below its key; one that is written with escapes is placed at the key."""
    at = text.find(value, start)
    return whole(value, at) if at >= 0 else Cut(value, [start] * len(value))


def _strings(value: Any, key: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield key, nfc(value)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings(inner, (*key, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _strings(inner, (*key, index))
