"""The words of a Word or PowerPoint file: text, comments, notes, properties, picture descriptions.

An Office file is a ZIP folder of XML parts (ECMA-376), so every part is read, not only the visible.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from bedside.checks.handouts.office_folder import refuse_folder
from bedside.checks.handouts.part_names import named_parts
from bedside.checks.handouts.unreadable import UnreadableError
from bedside.checks.table_text import table_text

__all__ = ["office_text"]

_AGAIN = "save it again from Word or PowerPoint, or publish it as PDF"
_PICTURES = (".png", ".jpg", ".jpeg")
_DRAWINGS = (".emf", ".wmf", ".svg", ".gif", ".tif", ".tiff", ".wdp", ".bmp")
# What programs count and say of themselves: ECMA-376 part 1, 22.2 (extended properties).
_COUNTED = frozenset({
    "created", "modified", "lastPrinted", "revision", "Application", "AppVersion", "TotalTime", "Pages",
    "Words", "Characters", "CharactersWithSpaces", "Lines", "Paragraphs", "DocSecurity", "ScaleCrop",
    "LinksUpToDate", "SharedDoc", "HyperlinksChanged", "Slides", "Notes", "HiddenSlides", "MMClips",
})  # fmt: skip
_SCHEMA = ("{", "http://schemas.", "urn:schemas-")
_WORDS = re.compile(r"[^\W\d_]{2,} [^\W\d_]|@|\d{5}|\d-\d|\d\.\d+\.\d|\w\.\w+/\w")
_XML = (".xml", ".rels", ".vml")
# What programs write about looks, in which nobody types: these parts alone, by their whole names.
_LOOKS = re.compile(
    r"\[content_types\]\.xml|(?:word|ppt)/(?:(?:_rels/)?(?:styles\w*|fonttable|websettings|numbering|tablestyles"
    r"|presprops|viewprops)\.xml(?:\.rels)?|(?:[a-z]+/)?theme/(?:_rels/)?theme\d*\.xml(?:\.rels)?)"
)
_PLAIN_NAME = re.compile(
    r"[a-z_]*\d*(?:\.[a-z]+)*|\[content_types\]\.xml|item(?:props)?\d+\.xml(?:\.rels)?"
)
_SAID = frozenset({"descr", "title", "alt", "text", "author"})  # attributes that people write


def office_text(data: bytes) -> str:
    """Return the text of every part, blocks parted by blank lines, a form feed after each slide.

    Raises UnreadableError for a lock, code or files inside, and what unpacks to too much.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError("is locked with a password, or of Office before 2007", _AGAIN)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as folder:
            refuse_folder(data, folder, _AGAIN)
            parts = sorted(folder.infolist(), key=lambda one: one.filename)
            return _names(parts) + "".join(_part(folder, one) for one in parts)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ET.ParseError,
            ValueError) as error:  # fmt: skip
        raise UnreadableError("is damaged, or no Office file", _AGAIN) from error


def _names(parts: list[zipfile.ZipInfo]) -> str:
    """Return the names of parts that somebody chose: programs number theirs."""
    bases = [one.filename.rstrip("/").rpartition("/")[2] for one in parts]
    chosen = [one for one in bases if not _PLAIN_NAME.fullmatch(one.lower())]
    said = named_parts(chosen)
    return f"{said}\n\n" if said else ""


def _part(folder: zipfile.ZipFile, part: zipfile.ZipInfo) -> str:
    name = part.filename.lower()
    base = name.rpartition("/")[2]
    if part.is_dir() or _LOOKS.fullmatch(name):
        return ""
    if name.endswith(_PICTURES):
        _refuse_picture(folder.read(part))
        return ""
    if not name.endswith(_XML):
        raise UnreadableError(f"holds a part that nothing reads ({_kind(base)})", "save it as PDF")
    data = folder.read(part)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise UnreadableError("is not made as Office makes it", _AGAIN)
    root = ET.fromstring(data)  # noqa: S314  no DOCTYPE, size bounded
    kept = [root] if name.startswith("customxml/") else []
    if base == "settings.xml":
        kept = [one for one in root.iter() if _local(one.tag) in {"docVars", "mailMerge"}]
    words = "\n\n".join([*_blocks(root), *(text for one in kept for text in _values(one))])
    return f"{words}\n\n" + ("\f\n\n" if "/slides/slide" in f"/{name}" else "") if words else ""


def _refuse_picture(data: bytes) -> None:
    from bedside.checks.metadata import UNREADABLE, identifying  # noqa: PLC0415  Pillow loads slowly

    try:
        who = identifying(data)
    except UNREADABLE as error:
        raise UnreadableError("holds a picture that cannot be read", "save it as PDF") from error
    if who:
        said = ", ".join(who)
        raise UnreadableError(f"holds a picture with {said}", "save that picture anew without it")


def _kind(base: str) -> str:
    """Return the ending of a part's name when it is a known one: the name may be somebody's."""
    ending = f".{base.rpartition('.')[2]}"
    return ending if ending in _DRAWINGS else "of an unknown kind"


def _blocks(root: ET.Element) -> Iterator[str]:
    """Yield the paragraphs, tables, properties, descriptions and outside links of a part."""
    for key, value in root.attrib.items():
        is_link = root.get("TargetMode") == "External" and key == "Target"
        if value.strip() and (is_link or _local(key) in _SAID):
            yield value
    if _local(root.tag) == "bookmarkStart":
        yield _bookmark(root)
    kind = _local(root.tag)
    if kind == "tbl":
        lines = (one for one in root.iter() if _local(one.tag) == "tr")
        rows = [[_words(cell) for cell in line if _local(cell.tag) == "tc"] for line in lines]
        yield table_text([row for row in rows if any(row)])
    elif kind == "p":
        yield _words(root)
    elif not len(root):
        text = (root.text or "").strip()
        if text and kind not in _COUNTED:
            yield f"{kind}: {text}"
    for child in root:
        yield from _blocks(child) if kind not in {"p", "tbl"} else _attributes(child)


def _attributes(root: ET.Element) -> Iterator[str]:
    """Yield descriptions of the pictures inside a paragraph or table, whose words are read."""
    for one in root.iter():
        yield from (v for k, v in one.attrib.items() if _local(k) in _SAID and v)
        if _local(one.tag) == "bookmarkStart":
            yield _bookmark(one)


def _bookmark(root: ET.Element) -> str:
    """Return a bookmark's name as words; programs begin theirs with `_`."""
    name = next((v for k, v in root.attrib.items() if _local(k) == "name"), "")
    return "" if name.startswith("_") else name.replace("_", " ")


def _values(root: ET.Element) -> Iterator[str]:
    """Yield every attribute below an element in which programs keep what people gave them."""
    for one in root.iter():
        said = [v for v in one.attrib.values() if _WORDS.search(v) and not v.startswith(_SCHEMA)]
        if said:
            yield ": ".join(said)


def _words(root: ET.Element) -> str:
    """Return what is written below an element, deleted text too; a tab or line end is a space."""
    pieces = (
        f" {one.text or ''}" if _local(one.tag) in {"tab", "br", "cr", "p"} else one.text or ""
        for one in root.iter()
    )
    return "".join(pieces).strip()


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
