"""A PDF's words: its properties first, then page for page, with what stands beside the text."""

import io
import logging
import unicodedata
from collections.abc import Iterator
from typing import Any

from bedside.checks.handouts.pdf_objects import refuse_hidden, strings_of
from bedside.checks.handouts.unreadable import UnreadableError
from bedside.checks.xmp import packet_words

__all__ = ["pdf_text"]

_MOST_PAGES = 100
_NOT_LETTERS = {
    "Cc",
    "Co",
    "Cn",
    "Cs",
}  # control, private, unassigned: a font that tells no letters
_GARBLED = 0.1  # of a page's characters
_AGAIN = "export it again as PDF from the program that made it"


def pdf_text(data: bytes) -> str:
    """Return the text, a form feed after each page; the properties stand before the first.

    Raises UnreadableError for what no check could see: a lock, a scan, files inside, letters
    that are pictures.
    """
    if not data.startswith(b"%PDF-"):
        raise UnreadableError("is not a PDF, whatever its name says", _AGAIN)
    import pypdf  # noqa: PLC0415  only where there is a PDF

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is said by us
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        _refuse(reader)
        refuse_hidden(data, reader)
        about = "\n\n".join([*_about(reader), *strings_of(reader)])
        pages = [_page(page, number) for number, page in enumerate(reader.pages, start=1)]
    except UnreadableError:
        raise
    except Exception as error:  # a damaged file raises whatever the library meets first
        raise UnreadableError("is damaged, or not made as a PDF must be", _AGAIN) from error
    return "".join(
        f"{words}\n\n\f\n\n" for words in [f"{about}\n\n{pages[0]}" if pages else about, *pages[1:]]
    )


def _refuse(reader: Any) -> None:
    """Refuse a lock, too many pages, and files and code inside the file."""
    if reader.is_encrypted:
        raise UnreadableError("is locked with a password", "save it without one")
    if len(reader.pages) > _MOST_PAGES:
        raise UnreadableError(f"has more than {_MOST_PAGES} pages", "split it into several")
    root = _object(reader.trailer["/Root"])
    names, opening = _object(root.get("/Names")) or {}, _object(root.get("/OpenAction"))
    is_script = isinstance(opening, dict) and opening.get("/S") == "/JavaScript"
    if "/EmbeddedFiles" in names:
        raise UnreadableError("has other files inside it", "remove the attachments")
    if is_script or "/JavaScript" in names:
        raise UnreadableError("holds code that runs", "print it to a new PDF")


def _about(reader: Any) -> Iterator[str]:
    """Yield properties, bookmarks and what stands in the fields of a form."""
    for key, value in (reader.metadata or {}).items():
        if isinstance(value, str) and value.strip() and not key.endswith("Date"):
            yield f"{key.lstrip('/')}: {value}"
    packet = _object(_object(reader.trailer["/Root"]).get("/Metadata"))
    if packet is not None:
        xmp = packet.get_data().decode("utf-8", "replace")
        yield from packet_words(xmp)
    yield from _titles(reader.outline)
    for name, field in (reader.get_fields() or {}).items():
        yield f"{name}: {field.get('/V') or ''} {field.get('/TU') or ''}"


def _titles(outline: Any) -> Iterator[str]:
    for one in outline:
        if isinstance(one, list):
            yield from _titles(one)
        else:
            yield str(one.title)


def _page(page: Any, number: int) -> str:
    words = page.extract_text()
    if not words.strip() and _has_pictures(page):
        raise UnreadableError(
            f"page {number} is a picture without text, as a scan is", f"{_AGAIN}, or type it anew"
        )
    odd = sum(unicodedata.category(one) in _NOT_LETTERS and not one.isspace() for one in words)
    if odd > _GARBLED * max(len(words), 1):
        raise UnreadableError(f"the letters of page {number} cannot be told", _AGAIN)
    return "\n\n".join([words, *_notes(page)]).replace("\f", " ").replace("\0", "")


def _has_pictures(page: Any) -> bool:
    resources = _object(page.get("/Resources")) or {}
    contents = page.get_contents()
    drawn = contents is not None and b"BI" in contents.get_data()
    return bool(_object(resources.get("/XObject"))) or drawn


def _notes(page: Any) -> Iterator[str]:
    """Yield the words and targets of comments and links."""
    for one in _object(page.get("/Annots")) or ():
        note = _object(one)
        if note.get("/Subtype") == "/FileAttachment":
            raise UnreadableError("has other files inside it", "remove the attachments")
        action = _object(note.get("/A")) or {}
        said = (note.get("/Contents"), note.get("/T"), note.get("/V"), action.get("/URI"))
        yield from (str(words) for words in said if words)


def _object(value: Any) -> Any:
    """Follow a reference to what it stands for."""
    return value.get_object() if hasattr(value, "get_object") else value
