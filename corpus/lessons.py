"""Read the passages to learn from and the ones kept apart."""

import gzip
import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "plugins"))
from bedside.checks.reader.passages import in_post

__all__ = ["Lesson", "Lessons", "read_lessons"]

GENERAL = 900  # paragraphs of health education among the lessons: far fewer than there are
_SLICES = (1, 2, 3)  # sentences of a note, as somebody might paste them
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A passage, and whether it tells of one patient."""

    text: str
    told: bool
    title: str = ""  # of the post that it stands in, where that is known

    def as_read(self, *, with_title: bool = True) -> str:
        """Return the passage as the reader is asked, under its post's title."""
        return in_post(self.text, self.title) if with_title else self.text


@dataclass(slots=True)
class Lessons:
    """What is taught, what was kept for choosing, and what is only measured."""

    taught: list[Lesson] = field(default_factory=list)
    choosing: list[Lesson] = field(default_factory=list)
    general: list[Lesson] = field(default_factory=list)  # every education paragraph not kept
    kept: dict[str, list[Lesson]] = field(default_factory=dict)


def read_lessons(data: Path, voice: Path, seed: int) -> Lessons:
    """Divide everything by the hash of its id (voice.dev, others) or its `split` (corpus/voice)."""
    lessons = Lessons()
    kept_voice, kept_corpus = [], []
    for row in _rows(data / "voice.dev.jsonl.gz"):
        part = _share(row["id"])
        into = kept_voice if part < 20 else lessons.choosing if part < 30 else lessons.taught
        into.append(Lesson(row["text"], row["label"] == "positive"))
    for file in sorted(voice.glob("*.jsonl")):
        for row in _rows(file):
            one = Lesson(row["text"], row["label"] == "positive", row.get("title", ""))
            if row["split"] == "test":
                kept_corpus.append(one)
            else:
                (lessons.choosing if _share(row["id"]) < 8 else lessons.taught).append(one)
    kept_general, general = _divided(data, ("medquad", "cancergov"), told=False)
    kept_notes, notes = _divided(data, ("mtsdialog_notes",), told=True)
    kept_queries, queries = _divided(data, ("asqphi",), told=True)
    luck = random.Random(seed)
    lessons.general = general
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
    return Lesson(" ".join(parts[first : first + number]), told=True)


def _divided(
    data: Path, names: tuple[str, ...], *, told: bool
) -> tuple[list[Lesson], list[Lesson]]:
    kept: list[Lesson] = []
    taught: list[Lesson] = []
    for name in names:
        for row in _rows(data / f"{name}.dev.jsonl.gz"):
            into = kept if _share(row["id"]) < 50 else taught
            paragraphs = (part.strip() for part in re.split(r"\n\s*\n", row["text"]))
            into += [Lesson(part, told) for part in paragraphs if len(part.split()) >= 6]
    return kept, taught


def _share(name: str) -> int:
    """Return a number from 0 to 99 that is the id's own for ever."""
    return int(sha256(name.encode()).hexdigest(), 16) % 100


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    opened = gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open()
    with opened as lines:
        yield from (json.loads(line) for line in lines if line.strip())
