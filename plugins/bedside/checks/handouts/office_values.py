"""What the attributes of an Office part say: people name styles, layers, fonts and settings, programs count."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from bedside.checks.table_text import table_text

__all__ = ["values_text"]

_WORDS = re.compile(r"[^\W\d_]{2,}[\W_]+[^\W\d_]|@|\d{5}|\d-\d|\d\.\d+\.\d|\w\.\w+/\w")
# What programs write: numbers, keys, languages, kinds of content, parts beside this one, schemas.
_MADE = re.compile(
    r"[-+]?\d+|[\dA-F]{6,20}|\{[-\dA-Fa-f]+\}|[a-z]{2,3}-[A-Z]{2}|[a-z]+/[\w.+-]+|[-+]?\d+(?:\.\d+)?[a-z%]{1,2}"
    r"|/?(?:\.\./)*(?:[\w-]+/)*[\w-]+\.(?:xml|rels|vml|png|jpe?g)|\+m[jn]-\w+|dcterms:W3CDTF|/APA\.XSL"
    r"|(?:urn:schemas-|https?://(?:schemas\.|www\.w3\.org|purl\.o))[^\s?]*"
)


def values_text(root: ET.Element) -> str:
    """Return the values of the attributes as rows, each once; empty where they say nothing."""
    rows = [[one] for one in dict.fromkeys(_values(root))]
    return table_text([["part"], *rows]) if rows else ""


def _values(root: ET.Element) -> Iterator[str]:
    for one in root.iter():
        for value in one.attrib.values():
            words = value.replace("_", " ").strip()
            if _WORDS.search(words) and not _MADE.fullmatch(value):
                yield words
