"""Read the texts to learn from and the ones kept apart."""

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

__all__ = ["Lesson", "Lessons", "Part", "of_passage", "read_lessons", "share"]

GENERAL = 900  # paragraphs of health education among the lessons: far fewer than there are
_SLICES = (1, 2, 3)  # sentences of a note, as somebody might paste them
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text, and whether it tells of one patient."""

    start: int
    end: int
    told: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text as the reader is given it, with the parts of it that are judged."""

    text: str
    parts: tuple[Part, ...]
    title: str = ""  # of the post that it stands in, where that is known
    is_title_told: bool | None = None  # whether the title itself tells; None: nobody could say

    @property
    def told(self) -> bool:
        """Tell whether any of it tells of one patient."""
        return any(one.told for one in self.parts)


def of_passage(text: str, *, told: bool, title: str = "") -> Lesson:
    """Return a passage by itself as a lesson."""
    return Lesson(text, (Part(0, len(text), told),), title)


@dataclass(slots=True)
class Lessons:
    """What is taught, what was kept for choosing, and what is only measured."""

    taught: list[Lesson] = field(default_factory=list)
    choosing: list[Lesson] = field(default_factory=list)
    general: list[Lesson] = field(default_factory=list)  # every education paragraph not kept
    articles: list[tuple[str, str]] = field(default_factory=list)  # title and text, not kept
    kept: dict[str, list[Lesson]] = field(default_factory=dict)


def read_lessons(data: Path, voice: Path, seed: int) -> Lessons:
    """Divide everything by the hash of its id (voice.dev, others) or its `split` (corpus/voice)."""
    lessons = Lessons()
    kept_voice, kept_corpus = [], []
    for row in _rows(data / "voice.dev.jsonl.gz"):
        part = share(row["id"])
        into = kept_voice if part < 20 else lessons.choosing if part < 30 else lessons.taught
        into.append(of_passage(row["text"], told=row["label"] == "positive"))
    for file in sorted(voice.glob("*.jsonl")):
        for row in _rows(file):
            one = of_passage(row["text"], told=row["label"] == "positive")
            if row["split"] == "test":
                kept_corpus.append(one)
            else:
                (lessons.choosing if share(row["id"]) < 8 else lessons.taught).append(one)
    kept_general, general = _divided(data, ("medquad", "cancergov"), told=False)
    kept_notes, notes = _divided(data, ("mtsdialog_notes",), told=True)
    kept_queries, queries = _divided(data, ("asqphi",), told=True)
    luck = random.Random(seed)
    lessons.general = general
    lessons.articles = list(_articles(data))
    lessons.taught += luck.sample(general, GENERAL) + notes + queries
    lessons.taught += [_slice(one, luck) for one in notes]
    lessons.kept = {
        "voice.dev": kept_voice, "corpus": kept_corpus, "education": kept_general,
        "notes": kept_notes, "queries": kept_queries, "for choosing": lessons.choosing,
    }  # fmt: skip
    return lessons


def _slice(note: Lesson, luck: random.Random) -> Lesson:
    """Return a few sentences of a note."""
    parts = _SENTENCE.split(note.text)
    number = luck.choice(_SLICES)
    first = luck.randrange(max(1, len(parts) - number + 1))
    return of_passage(" ".join(parts[first : first + number]), told=True)


def _divided(data: Path, names: Sequence[str], *, told: bool) -> tuple[list[Lesson], list[Lesson]]:
    kept: list[Lesson] = []
    taught: list[Lesson] = []
    for name in names:
        for row in _rows(data / f"{name}.dev.jsonl.gz"):
            into = kept if share(row["id"]) < 50 else taught
            into += [of_passage(part, told=told) for part in _paragraphs(row["text"])]
    return kept, taught


def _articles(data: Path) -> Iterator[tuple[str, str]]:
    """Yield title and paragraphs of the health education that is not kept for measuring."""
    for name in ("medquad", "cancergov"):
        for row in _rows(data / f"{name}.dev.jsonl.gz"):
            paragraphs = list(_paragraphs(row["text"]))
            if share(row["id"]) >= 50 and paragraphs:
                title = "" if row["title"].endswith(".yml") else row["title"]
                yield title, "\n\n".join(paragraphs)


def _paragraphs(text: str) -> Iterator[str]:
    parts = (part.strip() for part in re.split(r"\n\s*\n", text))
    return (part for part in parts if len(part.split()) >= 6)


def share(name: str) -> int:
    """Return a number from 0 to 99 that is the id's own for ever."""
    return int(sha256(name.encode()).hexdigest(), 16) % 100


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    opened = gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open()
    with opened as lines:
        yield from (json.loads(line) for line in lines if line.strip())
