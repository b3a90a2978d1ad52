"""An SVG file's words: its texts and titles, comments, instructions to programs, and what attributes say."""

import re
from typing import Any
from xml.etree import ElementTree as ET

from bedside.checks.css_words import css_words
from bedside.checks.handouts.part_names import named_parts
from bedside.checks.handouts.unreadable import UnreadableError

__all__ = ["drawing_text"]

_AGAIN = "export it again as plain SVG in UTF-8"
_SHAPES = frozenset({"d", "points", "transform", "values", "viewBox", "style"})  # what draws
_NAMES = frozenset({"id", "class", "label", "href"})
_TEXTS = frozenset({"text", "title", "desc"})  # what stands in one, in spans too, is one text
_SAID = re.compile(r"[^\W\d_]{2,}[\W_]+\w\w|@|\d[\W_]\d\d|\d{5}|\d\.\d+\.\d")
_MADE = re.compile(  # colours, measures, addresses of schemas
    r"#[0-9a-fA-F]{3,8}|[-+]?(?:\d*\.)?\d+[a-z%]{0,3}(?:[,;\s]+[-+]?(?:\d*\.)?\d+[a-z%]{0,3})*|url\([^)]*\)|\w+\([-\d.,\s]*\)"
    r"|https?://[^\s?%]*|image/svg\+xml|[\w.]+-symbolic\.svg"
)


class _Words:
    """Gathers what a parser meets, in order."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._names: list[str] = []
        self._text: list[str] = []
        self._open: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._end_text()
        self._open.append(tag.rpartition("}")[2])
        for key, value in attributes.items():
            name = key.rpartition("}")[2]
            if name not in _SHAPES and _SAID.search(value) and not _MADE.fullmatch(value):
                (self._names if name in _NAMES else self.said).append(value)

    def end(self, _tag: str) -> None:
        self._end_text(closes=True)
        self._open.pop()

    def data(self, words: str) -> None:
        self._text.append(words)

    def comment(self, words: str) -> None:
        self.said.append(words.strip())

    def pi(self, target: str, words: str | None = None) -> None:
        self.said.append(f"{target} {words or ''}")

    def close(self) -> list[str]:
        return [one for one in (*self.said, named_parts(dict.fromkeys(self._names))) if one]

    def _end_text(self, *, closes: bool = False) -> None:
        above = self._open[:-1] if closes else self._open
        if not _TEXTS & {*above}:
            words, self._text = "".join(self._text).strip(), []
            is_style = self._open[-1:] == ["style"]
            self.said += css_words(words) if is_style else [words]


def drawing_text(data: bytes) -> str:
    """Return what an SVG file says, a blank line between texts.

    Raises UnreadableError for another encoding, for entities, and for what is no SVG.
    """
    if b"\0" in data or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError("is not text in UTF-8", _AGAIN)
    if b"<!ENTITY" in data:
        raise UnreadableError("defines words of its own (<!ENTITY)", _AGAIN)
    parser = ET.XMLParser(target=_Words())  # noqa: S314  no entities
    try:
        words: Any = ET.fromstring(data.strip(), parser)  # noqa: S314  no entities
    except (ET.ParseError, LookupError, ValueError) as error:
        raise UnreadableError("is no SVG, or damaged", _AGAIN) from error
    return "\n\n".join(words)
