"""The pictures a source refers to: which file, with which words, in which place of the text."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from bedside.checks.late import compile_late
from bedside.checks.picture_parts import left_in
from bedside.checks.plain_pictures import keep_plain, plain_kind
from bedside.checks.sight import memory_of
from bedside.checks.sight.frames import is_drawing
from bedside.files import real_path, sha256
from bedside.post import Kind, Source

if TYPE_CHECKING:
    from bedside.checks.model import Context
    from bedside.practice import Practice

__all__ = [
    "Picture", "PictureFacts", "content_root", "facts_of", "metadata_left", "pictures_in", "pictures_of",
    "practice_pictures", "read_bytes", "strip",
]  # fmt: skip

FRONT = "images/brand/home.png"  # the home page's picture: the theme looks for it by this name
# `![alt](address "title")`, and `![alt][label]` with `[label]: address` elsewhere.
_INLINE = compile_late(r"!\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(\s*<?([^)\s>]*)>?[^)]*\)")
_LABELLED = compile_late(r"!\[((?:[^\[\]\\]|\\.)*)\]\[([^\]]*)\]")
_LABEL = compile_late(r"^[ ]{0,3}\[([^\]]+)\]:\s*<?(\S+?)>?(?:\s|$)", re.MULTILINE)
_PELICAN = compile_late(r"^\{(?:static|attach|filename)\}")
_ELSEWHERE = compile_late(r"(?i)\s*(?:[a-z][a-z0-9+.-]*:|//)")
_ESCAPED = compile_late(r"\\(.)")
_TAG = compile_late(r"<img\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = compile_late(r"""\b(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One reference to a picture. `start` and `end` are offsets in `source.text`."""

    source: Source
    address: str  # as written
    path: Path | None  # the file; None when there is none under content/
    name: str  # path under content/, or the address when it leads elsewhere
    alt: str | None  # None where no words are given at all
    content: Path | None = None  # the content folder, where there is one
    start: int
    end: int

    @property
    def is_foreign(self) -> bool:
        """Tell whether the address leads to another site."""
        return bool(_ELSEWHERE.match(self.address))


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFacts:
    """What the bytes of a picture file say."""

    format: str  # JPEG, PNG, WEBP …; empty when it cannot be read as a picture
    sha256: str
    identifying: tuple[str, ...]  # kinds of metadata that could tell who, where or when
    metadata: tuple[str, ...]  # every kind of metadata


def content_root(source: Source) -> Path | None:
    """Return the content folder a source lies in; None for a file outside one."""
    if source.kind is Kind.TEXT:
        return None
    return _root(real_path(source.path), source)


def _root(path: Path, source: Source) -> Path:
    return path.parents[len(Path(source.name).parts) - 1]


def pictures_of(source: Source) -> tuple[Picture, ...]:
    """Return every picture the source refers to: front matter, Markdown and raw `img`."""
    return tuple(_picture(source, *one) for one in (*_front_matter(source), *_body(source)))


def pictures_in(source: Source, context: "Context") -> tuple[Picture, ...]:
    """Return the source's pictures, found once for all rules of a document."""
    key = f"pictures:{source.path}"
    found = context.cache.get(key)
    if not isinstance(found, tuple):
        found = context.cache[key] = pictures_of(source)
    return found


def practice_pictures(source: Source, practice: "Practice") -> Iterator[Picture]:
    """Yield the pictures that practice.toml names and the theme shows; `source` is that file."""
    content = source.path.resolve().parent / "content"
    named = [practice.brand.logo, FRONT, *(one.photo for one in practice.clinicians)]
    for name in filter(None, named):
        start = max(source.text.find(name), 0)
        if (content / name).is_file():
            yield Picture(
                source=source, address=name, path=content / name, name=name, alt=None,
                content=content, start=start, end=start + len(name),
            )  # fmt: skip


def facts_of(picture: Picture) -> PictureFacts | None:
    """Read the picture's file, once for each state of it on disk; None when it is missing."""
    if picture.path is None:
        return None
    stat = picture.path.stat()
    memory = memory_of(picture.content)
    return _facts(picture.path, stat.st_mtime_ns, stat.st_size, memory)


def strip(picture: Picture) -> bytes:
    """Return the picture's bytes as they may be published: pixels alone, upright, in sRGB."""
    from bedside.checks.metadata import strip_bytes  # noqa: PLC0415  Pillow loads slowly

    return strip_bytes(read_bytes(picture))


def read_bytes(picture: Picture) -> bytes:
    """Return the picture's file as it is."""
    if picture.path is None:
        message = f"{picture.name}: no such picture under content/"
        raise FileNotFoundError(message)
    return picture.path.read_bytes()


def metadata_left(data: bytes) -> list[str]:
    """Name what stands in a picture's bytes besides the picture; empty when nothing does."""
    return left_in(data)


@lru_cache(maxsize=1024)
def _facts(path: Path, _changed: int, _size: int, memory: Path | None) -> PictureFacts:
    data = path.read_bytes()
    digest = sha256(data)
    if is_drawing(data):  # Pillow would try all it knows
        return PictureFacts(format="", sha256=digest, identifying=(), metadata=())
    if kind := plain_kind(digest, memory):
        return PictureFacts(
            format=kind, sha256=digest, identifying=(), metadata=tuple(left_in(data))
        )
    from bedside.checks.metadata import UNREADABLE, identifying, picture_format  # noqa: PLC0415  Pillow loads slowly

    kind = picture_format(data)
    readable = bool(kind)
    try:
        who = tuple(identifying(data)) if readable else ()
    except UNREADABLE:
        kind, who = "", ()
    if kind and not who:
        keep_plain(digest, kind, memory)
    return PictureFacts(
        format=kind, sha256=digest, identifying=who,
        metadata=tuple(left_in(data)) if readable else (),
    )  # fmt: skip


def _front_matter(source: Source) -> Iterator[tuple[str, str | None, int, int, bool]]:
    for key, words in (("image", "image_alt"), ("video.poster", "title")):
        address, place = source.values.get(key), source.places.get(key)
        if address and place:
            yield address, source.values.get(words), place.start, place.end, True


def _body(source: Source) -> Iterator[tuple[str, str | None, int, int, bool]]:
    body, shift = source.body, source.body_offset
    for found in _INLINE.finditer(body):
        yield found[2], _words(found[1]), shift + found.start(), shift + found.end(), False
    labels = {found[1].lower(): found[2] for found in _LABEL.finditer(body)}
    for found in _LABELLED.finditer(body):
        address = labels.get((found[2] or found[1]).lower())
        if address:
            yield address, _words(found[1]), shift + found.start(), shift + found.end(), False
    for found in _TAG.finditer(body):
        values = {
            name.lower(): html.unescape(one or two or three)
            for name, one, two, three in _ATTRIBUTE.findall(found[0])
        }
        if "src" in values:
            start, end = shift + found.start(), shift + found.end()
            yield values["src"], values.get("alt"), start, end, False


def _words(markdown: str) -> str:
    return html.unescape(_ESCAPED.sub(r"\1", markdown)).strip()


def _picture(
    source: Source, address: str, alt: str | None, start: int, end: int, from_content: bool  # noqa: FBT001  one tuple shape for all readers
) -> Picture:  # fmt: skip
    here = real_path(source.path)
    root = None if source.kind is Kind.TEXT else _root(here, source)
    relative = unquote(_PELICAN.sub("", address).split("#")[0].split("?")[0])
    folder = here.parent
    if root and (from_content or relative.startswith("/")):
        folder = root
    path = (folder / relative.lstrip("/")).resolve()
    known = bool(relative) and path.is_file() and (root is None or path.is_relative_to(root))
    name = path.relative_to(root).as_posix() if root and path.is_relative_to(root) else address
    return Picture(
        source=source, address=address, path=path if known else None, name=name, alt=alt,
        content=root, start=start, end=end,
    )  # fmt: skip
