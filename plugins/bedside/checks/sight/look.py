"""Look at a picture once: how many faces, whether there are words. What was seen is remembered.

A verdict is kept by the file's hash and the readers' versions, in a folder that git ignores. It
holds numbers and the codes of rules, never a word that was read.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from bedside.checks.late import compile_late
from bedside.checks.sight.apart import see_apart
from bedside.checks.sight.readers import readers_now
from bedside.files import sha256, write_atomic

__all__ = ["MEMORY", "Said", "Sight", "look_at", "memory_of", "recall", "remember", "words_in"]

MEMORY = "BEDSIDE_PICTURES"  # environment variable: a folder that several practices share
# Shorter pieces are what readers make of the lines of a drawing; no identifier is.
_WORD = compile_late(r"[^\W_]{3}")
_KEPT = 30  # verdicts of one file


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the rules for text found in a picture's words: a rule, never the words."""

    code: str
    tier: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What was seen in one file, by which readers."""

    readers: tuple[str, ...]
    faces: int
    has_words: bool
    said: Mapping[str, tuple[Said, ...]] = field(
        default_factory=dict
    )  # by the rules and facts by which the words were judged

    def judged(self, asked: str, said: tuple[Said, ...]) -> "Sight":
        """Return it with one more verdict; of old ones a few are kept, for facts that come back."""
        kept = dict([*self.said.items()][-_KEPT:])
        return replace(self, said={**kept, asked: said})


def memory_of(content: Path | None) -> Path | None:
    """Return the folder in which verdicts are kept; None for files outside a practice."""
    if shared := os.environ.get(MEMORY):
        return Path(shared)
    return content.parent / "build" / "pictures" if content else None


def look_at(data: bytes, memory: Path | None) -> Sight:
    """Return what is to be seen in a picture file, from memory where these readers saw it before."""
    digest = sha256(data)
    known = recall(digest, memory)
    if known:
        return known
    has_words = bool(_WORD.search(words_in(data)))
    seen = Sight(readers=readers_now(), faces=_seen(data).faces, has_words=has_words)
    remember(seen, digest, memory)
    return seen


def recall(digest: str, memory: Path | None) -> Sight | None:
    """Return the verdict on the file with this hash; None when other readers gave it, or none."""
    seen = _RECENT.get(digest)
    if seen is None and memory:
        seen = _load(memory / f"{digest}.json")
    return seen if seen and seen.readers == readers_now() else None


def remember(seen: Sight, digest: str, memory: Path | None) -> None:
    """Keep a verdict; the one before it is forgotten."""
    _RECENT[digest] = seen
    if memory:
        write_atomic(memory / f"{digest}.json", json.dumps(asdict(seen)))


_RECENT: dict[str, Sight] = {}


def _load(file: Path) -> Sight | None:
    try:
        return _sight(json.loads(file.read_bytes()))
    except (
        OSError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
    ):  # none yet, or of another version of Bedside: look again
        return None


def _sight(kept: Any) -> Sight:
    """Return what a file holds. Raises ValueError, TypeError or KeyError when it is none of ours."""
    said = {
        asked: tuple(Said(code=one["code"], tier=one["tier"], message=one["message"]) for one in told)
        for asked, told in kept["said"].items()
    }  # fmt: skip
    if type(kept["faces"]) is not int or type(kept["has_words"]) is not bool:
        message = "a verdict of another form"
        raise ValueError(message)
    return Sight(
        readers=tuple(kept["readers"]), faces=kept["faces"], has_words=kept["has_words"], said=said
    )


def words_in(data: bytes) -> str:
    """Return the words that this machine's readers find in a picture file, one line each."""
    return _seen(data).words


_seen = lru_cache(maxsize=4)(see_apart)
