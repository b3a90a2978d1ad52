"""Read Markdown files into sources: what stands in them, where, and what is wrong."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from bedside import frontmatter
from bedside.files import read_text
from bedside.post import Kind, Source
from bedside.text import nfc

__all__ = ["find_sources", "read_source"]

MARKDOWN = {".md", ".markdown", ".mkd", ".mdown"}
CAPTIONS = ".vtt"  # what a film says is read as text too


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
    """Read one file. `content` is the practice's content folder, or None when there is none."""
    text = nfc(read_text(path))
    name, kind = _place(path, content)
    parts = frontmatter.split(text)
    has_header = bool(parts.header)
    if has_header or kind is not Kind.TEXT:
        meta, places, values, mistakes = frontmatter.parse(parts, path, text, zone)
    else:
        meta, places, values, mistakes = None, {}, {}, []
    return Source(
        path=path, name=name, kind=kind, text=text, body=parts.body,
        body_offset=parts.body_offset, meta=meta, places=places, values=values,
        mistakes=tuple(mistakes),
    )  # fmt: skip


def _place(path: Path, content: Path | None) -> tuple[str, Kind]:
    """Return the name under content/ and the kind that its folder gives it."""
    is_text = path.suffix.lower() == CAPTIONS
    if content is not None and not is_text and path.resolve().is_relative_to(content.resolve()):
        relative = path.resolve().relative_to(content.resolve())
        folders = {kind.value: kind for kind in Kind if kind is not Kind.TEXT}
        return relative.as_posix(), folders.get(relative.parts[0], Kind.PAGE)
    return path.name, Kind.TEXT
