"""Read Markdown files into sources: what stands in them, where, and what is wrong."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Optional
from zoneinfo import ZoneInfo

from bedside.captions import spoken
from bedside.errors import BedsideError, Mistake
from bedside.files import read_text, real_path
from bedside.header_parts import Place, Split, split
from bedside.post import Kind, Source
from bedside.text import nfc

if TYPE_CHECKING:
    from bedside.frontmatter import FrontMatter

__all__ = ["Parsed", "address", "find_sources", "parse_header", "read_source"]

MARKDOWN = {".md", ".markdown", ".mkd", ".mdown"}
CAPTIONS = ".vtt"  # what a film says is read as text too
_OURS = (*sorted(MARKDOWN), CAPTIONS)
# The record of the keys that are right, place and text of each value, every mistake.
Parsed = tuple[Optional["FrontMatter"], dict[str, Place], dict[str, str], list[Mistake]]
ParseHeader = Callable[[Split, Path, str, ZoneInfo], Parsed]
LONGEST = 250_000  # bytes, a short book: rules on more than that would hold up a commit


def find_sources(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield each Markdown and captions file once, in order; folders are walked, hidden ones left out."""
    seen: set[str] = set()
    for path in paths:
        for file, real in _below(path) if path.is_dir() else [(path, os.path.realpath(path))]:
            if real not in seen:
                seen.add(real)
                yield file


def _below(top: Path) -> Iterator[tuple[Path, str]]:
    """Yield the files of ours under a folder, in order, each with what it is behind all links."""
    found: list[tuple[tuple[str, ...], bool]] = []
    todo: list[tuple[str, ...]] = [()]
    while todo:
        inside = todo.pop()
        with suppress(PermissionError), os.scandir(top.joinpath(*inside)) as entries:
            for one in entries:
                if one.name.startswith("."):
                    continue
                if one.is_dir(follow_symlinks=False):  # a folder that is a link is not walked
                    todo.append((*inside, one.name))
                elif one.name.lower().endswith(_OURS) and one.is_file():
                    found.append(((*inside, one.name), one.is_symlink()))
    real = os.path.realpath(top)
    for parts, is_link in sorted(found):
        file = top.joinpath(*parts)
        yield file, os.path.realpath(file) if is_link else str(Path(real, *parts))


def parse_header(parts: Split, path: Path, text: str, zone: ZoneInfo) -> Parsed:
    """Validate front matter, as `frontmatter.parse` says."""
    from bedside import frontmatter  # noqa: PLC0415  Pydantic loads slowly

    return frontmatter.parse(parts, path, text, zone)


def read_source(
    path: Path, content: Path | None, zone: ZoneInfo, parse: ParseHeader = parse_header
) -> Source:
    """Read one file. `content` is the practice's content folder, or None when there is none.

    A file that cannot be read is a source without text whose mistake says why: the others go on.
    """
    name, kind = _place(path, content)
    try:
        text = _read(path)
    except BedsideError as error:
        what, _, fix = str(error).removeprefix(f"{path}: ").partition(": ")
        return Source(
            path=path, name=name, kind=kind, text="", body="", body_offset=0, meta=None,
            mistakes=(Mistake(path=path, what=what, fix=fix),),
        )  # fmt: skip
    lines: tuple[int, ...] = ()
    if path.suffix.lower() == CAPTIONS:
        text = spoken(text)
        lines = tuple(range(1, text.count("\n") + 2))
    parts = split(text)
    has_header = bool(parts.header)
    if has_header or kind is not Kind.TEXT:
        meta, places, values, mistakes = parse(parts, path, text, zone)
    else:
        meta, places, values, mistakes = None, {}, {}, []
    return Source(
        path=path, name=name, kind=kind, text=text, body=parts.body,
        body_offset=parts.body_offset, meta=meta, places=places, values=values,
        mistakes=tuple(mistakes), lines=lines,
    )  # fmt: skip


def address(source: Source, language: str) -> str:
    """Return where a source's page stands under the site root; `language` is the practice's own."""
    meta = source.meta
    slug = (meta and meta.slug) or PurePosixPath(source.name).stem
    if source.kind in (Kind.POST, Kind.NOTICE):
        place = f"blog/{slug}/"
    elif source.kind is Kind.PAGE:
        place = f"{slug}/"
    else:
        place = f"{source.kind.value}/{slug}/"
    lang = (meta and meta.lang) or language
    return place if lang == language else f"{lang}/{place}"


def _read(path: Path) -> str:
    """Return a file's text. Raises BedsideError when it is no text, or too long to be a post."""
    if path.is_file() and path.stat().st_size > LONGEST:
        message = f"{path}: is longer than {LONGEST // 1000} kB: split it into several"
        raise BedsideError(message)
    return nfc(read_text(path))


def _place(path: Path, content: Path | None) -> tuple[str, Kind]:
    """Return the name under content/ and the kind that its folder gives it."""
    is_text = path.suffix.lower() == CAPTIONS
    file, root = real_path(path), real_path(content) if content and not is_text else None
    if root and file.is_relative_to(root):
        relative = file.relative_to(root)
        folders = {kind.value: kind for kind in Kind if kind is not Kind.TEXT}
        return relative.as_posix(), folders.get(relative.parts[0], Kind.PAGE)
    return path.name, Kind.TEXT
