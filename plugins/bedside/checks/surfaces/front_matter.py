"""Cut every front-matter value out of a file, under the name of its key."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bedside.checks.late import compile_late
from bedside.checks.surfaces.cut import Cut, join, whole
from bedside.checks.surfaces.markdown import Part, inline_parts
from bedside.checks.surfaces.normalise import normalise
from bedside.checks.surfaces.target import (
    looks_like_address,
    looks_like_path,
    read_path,
    read_target,
)
from bedside.header_parts import KEYS, Place

if TYPE_CHECKING:
    from bedside.post import Source

__all__ = ["front_matter_parts"]

# Values whose shape alone is what the schema asks for: a day, a time, a uid, a yes or no.
_SHAPED = {"uid", "translation_of", "translated_from", "date", "modified", "expires", "reviewed_on", "next_review",
           "type", "status", "lang", "order", "syndicate", "vignette", "image_status",
           "image_release", "ai_assisted", "consent", "read", "video.duration",
           "announce_at", "card.layout"}  # fmt: skip
_SHAPE = compile_late(
    r"[0-9A-HJKMNP-TV-Z]{26}|\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?\S{0,6})?|[a-z]{2}(?:-[A-Za-z]+)?|[a-z-]{3,14}|\d{1,3}|PT\w+|t[0-9a-f]{8}|C-[A-Z0-9]{3,10}|True|False|",
    re.ASCII,
)
_MONTH = compile_late(r"20\d\d-\d\d|evergreen", re.ASCII)
_NAMES = {"title": "title", "summary": "summary", "image_alt": "alt", "long_description": "alt"}
_NOTE = compile_late(r"(?:^|[ \t])#(?!:)([^\n]*)", re.MULTILINE)


def front_matter_parts(source: "Source") -> Iterator[Part]:
    """Yield a part for each value, key names that the schema does not know, and YAML comments."""
    header = source.text[: source.body_offset]
    if not source.values and header.strip():
        yield from inline_parts("front-matter", whole(header))
        return
    for key, value in source.values.items():
        place = source.places.get(key)
        if place is None or not value or _is_shaped(key, value):
            continue
        cut = _located(value, source.text, place)
        yield from _read(key, cut)
    for note in _NOTE.finditer(header):
        if not _in_a_value(note.start(1), source):
            yield Part("comment", normalise(whole(header)[note.start(1) : note.end(1)]))


def _is_shaped(key: str, value: str) -> bool:
    if key.partition(".")[0] == "reshare":
        return bool(_MONTH.fullmatch(value))
    return bool(
        {key, key.partition(".")[0], key.rpartition(".")[2]} & _SHAPED and _SHAPE.fullmatch(value)
    )


def _name(key: str) -> str:
    if key.startswith("share."):
        return key.replace("share.", "share:", 1)
    if key.startswith("reshare."):
        return f"share:{key}"
    if key.partition(".")[0] not in KEYS:
        return "front-matter"  # the key may itself say what no report may repeat
    return _NAMES.get(key, f"front-matter:{key}")


def _read(key: str, cut: Cut) -> Iterator[Part]:
    """Yield the value's words, then the targets and attributes among them."""
    last, top, name = key.rpartition(".")[2], key.partition(".")[0], _name(key)
    if last == "url" or looks_like_address(cut.text):
        yield Part(name, read_target(cut))
        return
    is_name = " " not in cut.text and (top == "tags" or looks_like_path(cut.text))
    if is_name:
        words, beside = read_path(cut), []
    else:
        first, *beside = inline_parts(name, cut)
        words = first.cut
    yield Part(name, words if top in KEYS else _labelled(top, words))
    yield from beside


def _labelled(top: str, cut: Cut) -> Cut:
    if not cut.text:
        return cut
    label = f"{top.replace('_', ' ').replace('-', ' ')}: "  # an unknown key may itself be the label
    return join((Cut(label, [cut.offsets[0]] * len(label)), cut))


def _located(value: str, text: str, place: Place) -> Cut:
    """Find each character of a decoded YAML value in the file, walking past quotes and folds."""
    raw = text[place.start : place.end]
    at = raw.find(value)
    if at >= 0:
        return whole(value, place.start + at)
    offsets: list[int] = []
    cursor = 0
    for character in value:
        found = raw.find(
            "\n" if character in " \n" and raw[cursor : cursor + 1] == "\n" else character, cursor
        )
        near = found if 0 <= found < cursor + 200 else cursor
        offsets.append(place.start + min(near, max(len(raw) - 1, 0)))
        cursor = near + (found >= 0)
    return Cut(value, offsets)


def _in_a_value(offset: int, source: "Source") -> bool:
    return any(place.start <= offset < place.end for place in source.places.values())
