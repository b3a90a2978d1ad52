"""Whole posts as lessons: those that were written for it, and passages set among others.

A post of corpus/posts_taught.jsonl names in `tells` the parts that tell of a patient. What only
touches such a part is not judged: nobody could say which it is.
"""

import json
import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from lessons import Lesson, Part, of_passage

from bedside.checks.reader import behind
from bedside.checks.reader.passages import paragraphs_at, passages_of
from bedside.checks.reading import NO_PASSAGE
from bedside.checks.surfaces import PROSE, cut_surfaces
from bedside.source import read_source

__all__ = ["in_company", "read_posts", "told_in_posts"]

TAUGHT = Path(__file__).resolve().parent / "posts_taught.jsonl"
_FEWEST = 7  # words
_WHOLE = 0.6  # of the words of the passage or of the telling part
_ROOM = 1100  # characters of a host around a passage: all of it is read at once
_BREAK = re.compile(r"\n\s*\n")


def read_posts() -> list[Lesson]:
    """Return every surface of each taught post that the reader would be asked of."""
    return [lesson for row in _rows() for lesson in _of_post(row)]


def told_in_posts() -> list[Lesson]:
    """Return each telling part of the taught posts by itself."""
    told = (one for row in _rows() for one in row["tells"])
    return [of_passage(one, told=True) for one in told if len(one.split()) >= _FEWEST]


def _rows() -> Iterator[dict[str, Any]]:
    return map(json.loads, TAUGHT.read_text(encoding="utf-8").splitlines())


def _of_post(post: dict[str, Any]) -> Iterator[Lesson]:
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / post["file"]
        file.parent.mkdir(parents=True)
        file.write_text(post["text"], encoding="utf-8")
        source = read_source(file, Path(name) / "content", ZoneInfo("UTC"))
        surfaces = cut_surfaces(source)
    tells = [_words(one) for one in post["tells"]]
    title = " ".join(source.values.get("title", "").split())
    is_title_told = _beside(_words(title), tells)
    body = next(one.text for one in surfaces if one.name == "body")
    for surface in surfaces:
        if surface.name in PROSE:
            if parts := tuple(_parts(surface.text, tells)):
                yield Lesson(surface.text, parts, title, is_title_told)
        elif not NO_PASSAGE.match(surface.name) and len(words := _words(surface.text)) > 1:
            told = _beside(words, tells)
            if told is not None:
                one = behind(body, surface.text, title)
                yield Lesson(one.text, (Part(one.start, one.end, told),), title)


def _parts(text: str, tells: list[list[str]]) -> Iterator[Part]:
    """Yield the passages and paragraphs of a text that are judged."""
    passages = ((one.start, one.end) for one in passages_of(text))
    for start, end in dict.fromkeys([*passages, *paragraphs_at(text, 0, len(text))]):
        told = _label(_words(text[start:end]), tells)
        if told is not None:
            yield Part(start, end, told)


def in_company(
    passages: Sequence[Lesson], hosts: Sequence[Lesson], articles: Sequence[tuple[str, str]],
    luck: random.Random,
) -> Iterator[Lesson]:  # fmt: skip
    """Yield each passage between paragraphs of a harmless post or of an article, under its title."""
    calm = [one for one in hosts if one.is_title_told is False]
    for passage in passages:
        if luck.random() < 0.5:
            host = luck.choice(calm)
            title, text = host.title, host.text
        else:
            title, text = luck.choice(articles)
        paragraphs = [one.strip() for one in _BREAK.split(text) if one.strip()]
        first = luck.randrange(len(paragraphs))
        around, size = [], 0
        for one in paragraphs[first:]:
            size += len(one)
            if size > _ROOM:
                break
            around.append(one)
        yield _joined(around, luck.randint(0, len(around)), passage, title)


def _joined(around: list[str], at: int, passage: Lesson, title: str) -> Lesson:
    text, parts = "", []
    for number, one in enumerate([*around[:at], passage.text, *around[at:]]):
        start = len(text)
        text += one
        if number == at or len(one.split()) >= _FEWEST:
            parts.append(Part(start, len(text), number == at and passage.told))
        text += "\n\n"
    return Lesson(text.rstrip(), tuple(parts), title, is_title_told=False)


def _beside(words: list[str], tells: list[list[str]]) -> bool | None:
    """Return whether a title, or what stands behind the prose, tells.

    In a post that tells, what does not tell hints at it, as often as not: nobody could say.
    """
    if not tells:
        return False
    return True if words and max(_shared(words, one) for one in tells if one) >= _WHOLE else None


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"\]\([^)]*\)", "]", text).lower())


def _label(words: list[str], tells: list[list[str]]) -> bool | None:
    """Return whether a passage tells; None where it is too short or holds a little of a telling part."""
    if len(words) < _FEWEST:
        return None
    shared = max((_shared(words, one) for one in tells if one), default=0.0)
    return True if shared >= _WHOLE else None if shared else False


def _shared(words: list[str], tell: list[str]) -> float:
    """Return how much of the shorter of two the other holds, in runs of four words; 0 to 1."""
    one, other = _runs(words), _runs(tell)
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    size = min(4, len(words))
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}
