"""Pure functions on text: graphemes, positions, slugs, hashtags, near misses."""

import difflib
import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # `bedside check` needs no graphemes, nor the 40 ms of importing regex
    import regex

__all__ = [
    "camel_hashtag",
    "cut_at_word",
    "graphemes",
    "nfc",
    "position",
    "quoted",
    "slugify",
    "suggest",
    "writable",
]

_GRAPHEME = r"\X"
_WORD = r"[\p{L}\p{M}\p{N}]+"


def nfc(text: str) -> str:
    """Return `text` in Unicode normal form C, the form every record holds."""
    return unicodedata.normalize("NFC", text)


def writable(text: str) -> str:
    """Return `text` as every file and database takes it: without NUL and half characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def graphemes(text: str) -> list[str]:
    """Split into user-perceived characters (Unicode extended grapheme clusters)."""
    return _compiled(_GRAPHEME).findall(text)


def position(text: str, offset: int) -> tuple[int, int]:
    """Return the 1-based (line, column) of a character offset."""
    head = text[:offset]
    return head.count("\n") + 1, offset - (head.rfind("\n") + 1) + 1


def slugify(text: str) -> str:
    """Return lower-case ASCII words joined by hyphens; `post` when nothing is left."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-") or "post"


def quoted(text: str) -> str:
    """Return `text` in double quotes as JSON writes it, which TOML and YAML read alike."""
    return json.dumps(text, ensure_ascii=False)


def camel_hashtag(tag: str) -> str:
    """Return `#FluShot` for `flu-shot`: capitals let screen readers tell the words apart."""
    words = _compiled(_WORD).findall(nfc(tag))
    return "#" + "".join(word[:1].upper() + word[1:] for word in words) if words else ""


def cut_at_word(text: str, limit: int, mark: str = "…") -> str:
    """Return `text` in at most `limit` graphemes, cut between words and ended with `mark`."""
    clusters = graphemes(text)
    if len(clusters) <= limit:
        return text
    kept = "".join(clusters[: max(limit - len(graphemes(mark)), 0)])
    following = clusters[len(graphemes(kept))] if len(graphemes(kept)) < len(clusters) else " "
    if not following.isspace() and " " in kept:
        kept = kept[: kept.rfind(" ")]
    return kept.rstrip(" ,;:–—-") + mark


def suggest(word: str, known: Iterable[str]) -> str:
    """Return the known word nearest to `word`, or an empty string."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return near[0] if near else ""


@cache
def _compiled(pattern: str) -> "regex.Pattern[str]":
    import regex  # noqa: PLC0415  loads slowly; most texts need none

    return regex.compile(pattern)
