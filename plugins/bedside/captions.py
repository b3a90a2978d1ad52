"""What captions say: their tags name who speaks, and may part a word."""

import re

__all__ = ["spoken"]

# A cue's tag: a name, classes behind dots, then an annotation, which is the speaker of `<v>`.
# https://www.w3.org/TR/webvtt1/ 4.2.2 (read 2026-11-23)
_TAG = re.compile(r"<(/?)([^\s.<>/][^\s.<>]*)((?:\.[^\s.<>]+)*)(?:\s+([^<>]*))?>")
_SILENT = re.compile(r"lang|[\d:]+\.\d{3}")  # a language, a time
_KNOWN = frozenset({"c", "i", "b", "u", "v", "ruby", "rt"})


def spoken(text: str) -> str:
    """Return a WebVTT file without its tags, line for line: a speaker's name stands before a colon."""
    return _TAG.sub(_said, text)


def _said(tag: re.Match[str]) -> str:
    closes, name, classes, note = tag.groups(default="")
    if closes or _SILENT.fullmatch(name + classes):
        return "\n" * tag[0].count("\n")
    own = "" if name in _KNOWN else name
    said = " ".join([own, note, *classes.replace("_", " ").split(".")]).strip()
    return f" {said}: " if said else ""
