"""What a built site says outside the words of its pages: data, attributes, addresses, other files."""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from bedside.captions import spoken
from bedside.checks.css_words import css_words
from bedside.checks.feed_items import is_feed
from bedside.checks.film import FILMS, film_words
from bedside.checks.handouts import HANDOUTS, read_handout
from bedside.checks.late import compile_late
from bedside.checks.page import Page
from bedside.checks.picture_files import MADE, PICTURES, picture_problem
from bedside.source import CAPTIONS

__all__ = ["file_words", "page_words", "unread_file"]

_LABELLED = 60  # characters of a value that its key may tell the meaning of
_DATA = {".json", ".webmanifest"}
_MARKUP = {".xml", ".atom", ".rss"}
_TEXT = {".txt", ".vtt", ".md"}
_PAGES = {".html", ".htm", ".xhtml"}
# Looked at by rules of their own (WEB014, IMG009, IMG010), and what draws letters.
_OTHERS = {
    ".css",
    ".js",
    ".mjs",
    *PICTURES,
    *MADE,
    *FILMS,
    ".webm",
    ".woff2",
    ".woff",
    ".ttf",
    ".otf",
}
_NAMES = {"_headers", "_redirects", "CNAME", ".nojekyll", "keybase.txt"}
_LICENCES = "theme/fonts/"  # and where each font is from, with its hash
# The practice's own accounts, and what tells a browser how to show a page.
_SETTINGS = {"fediverse:creator", "twitter:site", "twitter:creator", "viewport", "robots",
             "generator", "color-scheme", "theme-color", "referrer", "format-detection"}  # fmt: skip
_SHAPES = {"d", "points", "transform", "values"}  # what draws a picture
# Addresses, names of things and times, as programs write them: read where they were made.
_MACHINE_MADE = compile_late(
    r"(?:https?://(?!\d)|/|#|urn:)[^\s?%]*|@?[A-Za-z_]+(?:-[A-Za-z_]+)*|[a-z]+/[a-z+.-]+"
    r"|\d{1,4}(?:\.\d{1,4})?(?:px|%)?|\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?|\d\d:\d\d"
)


def page_words(page: Page) -> Iterator[str]:
    """Yield what a page's attributes, data, meta elements, comments and addresses say."""
    yield from _told(page.said)
    for text in page.data:
        yield from _told(_strings(_json(text)))
    yield from _told(content for name, content in page.metas if name not in _SETTINGS)
    yield from _told(page.comments)
    yield from _told(_decoded(link.address) for link in page.links)


def file_words(file: Path, path: str) -> Iterator[str]:
    """Yield what a file of the site that is no page says; nothing for pictures and fonts."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in HANDOUTS | {".svg"}:
        source = read_handout(file, None)
        yield from (source.text, *(one.what for one in source.mistakes))
    elif suffix in FILMS | {".webm"}:
        yield from filter(None, film_words(file))
    elif suffix == ".css":
        yield from css_words(file.read_text(encoding="utf-8", errors="replace"))
    elif suffix in _DATA:
        words = _strings(_json(file.read_text(encoding="utf-8", errors="replace")))
        yield from _told(one for one in words if not (is_feed(path) and "</" in one))
    elif suffix in _MARKUP:
        yield from _told(_marked(file.read_bytes()))
    elif (suffix in _TEXT and not path.startswith(_LICENCES)) or file.name in _NAMES:
        text = file.read_text(encoding="utf-8", errors="replace")
        yield spoken(text) if suffix == CAPTIONS else text


def unread_file(file: Path, path: str) -> str:
    """Say why nothing reads a file of the site; nothing for a file that is read."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in HANDOUTS | {".svg"}:
        mistakes = read_handout(file, None).mistakes
        return f"{mistakes[0].what}: {mistakes[0].fix}" if mistakes else ""
    known = suffix in _DATA | _MARKUP | _TEXT | _PAGES | _OTHERS or file.name in _NAMES
    return "" if known or picture_problem(file) else "is of a kind that no check reads"


@lru_cache(maxsize=4096)  # pages lead to the same places
def _decoded(address: str) -> str:
    head, mark, query = address.partition("?")
    return unquote(head) + mark + unquote(query.replace("+", " "))


def _told(texts: Any) -> Iterator[str]:
    return (one for one in texts if one and not _is_machine_made(one))


@lru_cache(maxsize=8192)  # pages say the same around what is their own
def _is_machine_made(text: str) -> bool:
    return bool(_MACHINE_MADE.fullmatch(text.strip()))


def _json(text: str) -> Any:
    """Return the data; a broken piece is read as it stands."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _strings(data: Any) -> Iterator[str]:
    """Yield every text of some data, keys that are no plain names among them."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for one in data:
            yield from _strings(one)
    elif isinstance(data, dict):
        for key, value in data.items():
            # A key may be the label that tells what its number is.
            text = str(value) if isinstance(value, (str, int)) else ""
            is_number = 0 < len(text) < _LABELLED and any(map(str.isdigit, text))
            if is_number and not _MACHINE_MADE.fullmatch(text):
                yield f"{key}: {value}"
            else:
                yield from (key, *_strings(value))


def _marked(data: bytes) -> Iterator[str]:
    """Yield texts and attributes of markup, comments too; what is not well formed as it stands."""
    try:
        keeping = ET.XMLParser(target=ET.TreeBuilder(insert_comments=True))  # noqa: S314  our own build
        root = ET.fromstring(data, parser=keeping)  # noqa: S314  our own build
    except ET.ParseError:
        yield data.decode("utf-8", "replace")
        return
    for one in root.iter():
        yield from (value for key, value in one.attrib.items() if key not in _SHAPES)
        if one.text and "</" not in one.text:  # markup in a feed is read as its items' words
            yield one.text
        if one.tail:
            yield one.tail
