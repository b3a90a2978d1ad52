"""The words of a Word or PowerPoint file: text, comments, notes, properties, picture descriptions.

An Office file is a ZIP folder of XML parts (ECMA-376), so every part is read, not only the visible.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from bedside.checks.handouts.office_folder import refuse_folder
from bedside.checks.handouts.office_values import values_text
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
_DAY = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}")
_XML = (".xml", ".rels", ".vml")
_PLAIN_NAME = re.compile(
    r"[a-z_]*\d*(?:\.[a-z]+)*|\[content_types\]\.xml|item(?:props)?\d+\.xml(?:\.rels)?"
)
_SAID = frozenset({"descr", "title", "alt", "text", "author"})  # attributes that people write


def office_text(data: bytes, memory: Path | None = None) -> str:
    """Return the text of every part, blocks parted by blank lines, a form feed after each slide.

    `memory` is the folder that remembers which pictures hold no words.

    Raises UnreadableError for a lock, code or files inside, and what unpacks to too much.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError("is locked with a password, or of Office before 2007", _AGAIN)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as folder:
            refuse_folder(data, folder, _AGAIN)
            parts = sorted(folder.infolist(), key=lambda one: one.filename)
            return _names(parts) + "".join(_part(folder, one, memory) for one in parts)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ET.ParseError,
            ValueError) as error:  # fmt: skip
        raise UnreadableError("is damaged, or no Office file", _AGAIN) from error


def _names(parts: list[zipfile.ZipInfo]) -> str:
    """Return the names of parts that somebody chose: programs number theirs."""
    bases = [one.filename.rstrip("/").rpartition("/")[2] for one in parts]
    chosen = [one for one in bases if not _PLAIN_NAME.fullmatch(one.lower())]
    said = named_parts(chosen)
    return f"{said}\n\n" if said else ""


def _part(folder: zipfile.ZipFile, part: zipfile.ZipInfo, memory: Path | None) -> str:
    name = part.filename.lower()
    base = name.rpartition("/")[2]
    if part.is_dir():
        return ""
    if name.endswith(_PICTURES):
        from bedside.checks.handouts.pictures import picture_text  # noqa: PLC0415  Pillow loads slowly

        return picture_text(folder.read(part), memory)
    if not name.endswith(_XML):
        raise UnreadableError(f"holds a part that nothing reads ({_kind(base)})", "save it as PDF")
    data = folder.read(part)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise UnreadableError("is not made as Office makes it", _AGAIN)
    root = ET.fromstring(data)  # noqa: S314  no DOCTYPE, size bounded
    words = "\n\n".join(filter(None, [*_blocks(root), values_text(root)]))
    return f"{words}\n\n" + ("\f\n\n" if "/slides/slide" in f"/{name}" else "") if words else ""


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


def _words(root: ET.Element) -> str:
    """Return what is written below an element, deleted text too; a tab or line end is a space."""
    pieces = (
        f" {_text(one)}" if _local(one.tag) in {"tab", "br", "cr", "p"} else _text(one)
        for one in root.iter()
    )
    return "".join(pieces).strip()


def _text(one: ET.Element) -> str:
    """Return an element's own words. A field's date is the day on which the file was last open."""
    is_day = _local(one.tag) == "fld" and one.get("type", "").startswith("datetime")
    for text in one.iter() if is_day else ():
        text.text = "" if _DAY.fullmatch((text.text or "").strip()) else text.text
    return one.text or ""


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
