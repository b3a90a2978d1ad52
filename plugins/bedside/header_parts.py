"""A Markdown file cut into front matter and body, before anything in them is read."""

import re
from dataclasses import dataclass

__all__ = ["KEYS", "Place", "Split", "split"]

# Every key of front matter, known without the record that holds them; a test compares the two.
KEYS = (
    "title", "uid", "date", "modified", "expires", "author", "category", "type", "tags", "summary",
    "slug", "old_slugs", "status", "lang", "translation_of", "also_in", "translator",
    "translated_from", "reviewed_translation_by", "image", "image_alt", "image_status",
    "image_release", "image_licence", "image_source", "long_description", "reviewed_by",
    "reviewed_on", "next_review", "references", "consent", "vignette", "vignette_attested_by",
    "testimonial", "video", "card", "share", "syndicate", "announce_at", "reshare", "corrections",
    "location", "clinician", "clinicians", "event", "cta", "template", "order", "language_lines",
    "ai_assisted", "markdown",
)  # fmt: skip

# `---` fences as in YAML, or Pelican's bare `Key: value` lines up to the first blank one.
_FENCED = r"(?sm)\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
# An opening fence whose closing one is missing: what still reads as keys, and what is below them.
_OPEN = r"\A---[ \t]*\n((?:[A-Za-z][A-Za-z0-9_-]*:(?:[ \t][^\n]*)?(?:\n|\Z)(?:(?:[ \t]+|-[ \t])\S[^\n]*(?:\n|\Z))*){2,})"
_BARE = r"\A(?:[A-Za-z][A-Za-z0-9_-]*:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+(?:[ \t]*\n|\Z)"


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
    if found := re.match(_FENCED, text):
        return Split(found[1], found.start(1), text[found.end() :], found.end())
    if found := re.match(_OPEN, text):
        return Split(found[1], found.start(1), text[found.end() :], found.end(), is_open=True)
    if found := re.match(_BARE, text):
        return Split(found[0], 0, text[found.end() :], found.end())
    return Split("", 0, text, 0)
