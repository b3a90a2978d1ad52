"""A Markdown file cut into front matter and body, before anything in them is read."""

import re
from dataclasses import dataclass

__all__ = ["Place", "Split", "split"]

# `---` fences as in YAML, or Pelican's bare `Key: value` lines up to the first blank one.
_FENCED = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
# An opening fence whose closing one is missing: what still reads as keys, and what is below them.
_OPEN = re.compile(
    r"\A---[ \t]*\n((?:[A-Za-z][A-Za-z0-9_-]*:(?:[ \t][^\n]*)?(?:\n|\Z)(?:(?:[ \t]+|-[ \t])\S[^\n]*(?:\n|\Z))*){2,})"
)
_BARE = re.compile(r"\A(?:[A-Za-z][A-Za-z0-9_-]*:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+(?:[ \t]*\n|\Z)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a front-matter value stands: character offsets in the file."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Split:
    """A file cut in two."""

    header: str
    header_offset: int
    body: str
    body_offset: int
    is_open: bool = False  # the line `---` that would end the front matter is missing


def split(text: str) -> Split:
    """Cut a file into front matter and body; both may be empty."""
    if found := _FENCED.match(text):
        return Split(found[1], found.start(1), text[found.end() :], found.end())
    if found := _OPEN.match(text):
        return Split(found[1], found.start(1), text[found.end() :], found.end(), is_open=True)
    if found := _BARE.match(text):
        return Split(found[0], 0, text[found.end() :], found.end())
    return Split("", 0, text, 0)
