"""Read Markdown files into sources: what stands in them, where, and what is wrong."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from bedside.errors import BedsideError, Mistake
from bedside.files import read_text
from bedside.header_parts import split
from bedside.post import Kind, Source
from bedside.text import nfc

__all__ = ["address", "find_sources", "read_source"]

MARKDOWN = {".md", ".markdown", ".mkd", ".mdown"}
CAPTIONS = ".vtt"  # what a film says is read as text too
LONGEST = 250_000  # bytes, a short book: rules on more than that would hold up a commit


def find_sources(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield each Markdown and captions file once, in order; folders are walked, hidden ones left out."""
    seen: set[Path] = set()
    for path in paths:
        files = [path] if not path.is_dir() else sorted(path.rglob("*"))
        for file in files:
            inside = file.relative_to(path).parts if path.is_dir() else ()
            is_hidden = any(part.startswith(".") for part in inside)
            wanted = not path.is_dir() or (
                file.suffix.lower() in {*MARKDOWN, CAPTIONS} and file.is_file()
            )
            if wanted and not is_hidden and file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def read_source(path: Path, content: Path | None, zone: ZoneInfo) -> Source:
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
    parts = split(text)
    has_header = bool(parts.header)
    if has_header or kind is not Kind.TEXT:
        from bedside import frontmatter  # noqa: PLC0415  Pydantic loads slowly

        meta, places, values, mistakes = frontmatter.parse(parts, path, text, zone)
    else:
        meta, places, values, mistakes = None, {}, {}, []
    return Source(
        path=path, name=name, kind=kind, text=text, body=parts.body,
        body_offset=parts.body_offset, meta=meta, places=places, values=values,
        mistakes=tuple(mistakes),
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
    if content is not None and not is_text and path.resolve().is_relative_to(content.resolve()):
        relative = path.resolve().relative_to(content.resolve())
        folders = {kind.value: kind for kind in Kind if kind is not Kind.TEXT}
        return relative.as_posix(), folders.get(relative.parts[0], Kind.PAGE)
    return path.name, Kind.TEXT
