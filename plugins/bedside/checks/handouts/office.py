"""The words of a Word or PowerPoint file: text, comments, notes, properties, picture descriptions.

An Office file is a ZIP folder of XML parts (ECMA-376), so every part is read, not only the visible.
"""

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from bedside.checks.handouts.unreadable import UnreadableError
from bedside.checks.table_text import table_text

__all__ = ["office_text"]

_MOST_PARTS = 1000
_LARGEST = 60_000_000  # bytes, unpacked
_AGAIN = "save it again from Word or PowerPoint, or publish it as PDF"
_ACTIVE = ("vbaproject", "/embeddings/", "/activex/", "/afchunk", "/ctrlprops/", ".bin")
_PICTURES = (".png", ".jpg", ".jpeg")
_DRAWINGS = (".emf", ".wmf", ".svg", ".gif", ".tif", ".tiff", ".wdp", ".bmp")
_XML = (".xml", ".rels", ".vml")
# What programs write about looks, in which nobody types.
_LOOKS = ("theme", "styles", "fonttable", "settings", "websettings", "numbering", "tablestyles",
          "presprops", "viewprops", "[content_types]")  # fmt: skip


def office_text(data: bytes) -> str:
    """Return the text of every part, blocks parted by blank lines, a form feed after each slide.

    Raises UnreadableError for a lock, code or files inside, and what unpacks to too much.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError("is locked with a password, or of Office before 2007", _AGAIN)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as folder:
            parts = folder.infolist()
            _refuse(parts)
            return "".join(
                _part(folder, one) for one in sorted(parts, key=lambda one: one.filename)
            )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ET.ParseError,
            ValueError) as error:  # fmt: skip
        raise UnreadableError("is damaged, or no Office file", _AGAIN) from error


def _refuse(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > _MOST_PARTS or sum(one.file_size for one in parts) > _LARGEST:
        raise UnreadableError("unpacks to more than a handout holds", _AGAIN)
    if any(one.flag_bits & 1 for one in parts):
        raise UnreadableError("is locked with a password", "save it without one")
    names = [one.filename.lower() for one in parts]
    if any(sign in f"/{name}" for name in names for sign in _ACTIVE):
        raise UnreadableError("has other files or code inside it", "save it as PDF")
    if "[content_types].xml" not in names:
        raise UnreadableError("is no Office file, whatever its name says", _AGAIN)


def _part(folder: zipfile.ZipFile, part: zipfile.ZipInfo) -> str:
    name = part.filename.lower()
    base = name.rpartition("/")[2]
    if part.is_dir() or base.startswith(_LOOKS):
        return ""
    if name.endswith(_PICTURES):
        _refuse_picture(folder.read(part))
        return ""
    if not name.endswith(_XML):
        raise UnreadableError(f"holds a part that nothing reads ({_kind(base)})", "save it as PDF")
    data = folder.read(part)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise UnreadableError("is not made as Office makes it", _AGAIN)
    words = "\n\n".join(_blocks(ET.fromstring(data)))  # noqa: S314  no DOCTYPE, size bounded
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
        if value.strip() and (is_link or _local(key) in {"descr", "title", "alt", "text"}):
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
        if text and kind not in {"created", "modified", "lastPrinted"}:
            yield f"{kind}: {text}"
    for child in root:
        yield from _blocks(child) if kind not in {"p", "tbl"} else _attributes(child)


def _attributes(root: ET.Element) -> Iterator[str]:
    """Yield descriptions of the pictures inside a paragraph or table, whose words are read."""
    for one in root.iter():
        yield from (
            v for k, v in one.attrib.items() if _local(k) in {"descr", "title", "alt"} and v
        )


def _words(root: ET.Element) -> str:
    """Return what is written below an element, deleted text too; a tab or line end is a space."""
    pieces = (
        f" {one.text or ''}" if _local(one.tag) in {"tab", "br", "cr", "p"} else one.text or ""
        for one in root.iter()
    )
    return "".join(pieces).strip()


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
