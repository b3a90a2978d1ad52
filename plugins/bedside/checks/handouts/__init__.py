"""What a downloadable file says, in text: its pages, its properties, and what hides in it.

A file that cannot be read whole is refused: what no check has read is never published.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from bedside.checks.film import film_words
from bedside.checks.handouts.plain import Plain, plain_text
from bedside.checks.handouts.unreadable import UnreadableError
from bedside.checks.media import FILMS
from bedside.checks.sight import memory_of
from bedside.errors import Mistake
from bedside.post import Kind, Source
from bedside.text import nfc

__all__ = ["FOLDER", "HANDOUTS", "READ", "find_handouts", "is_handout", "read_handout"]

FOLDER = "files"  # below content/
HANDOUTS = frozenset({".pdf", ".docx", ".pptx", ".csv", ".ics", ".vcf"})
READ = HANDOUTS | FILMS | {".svg"}  # published from other folders too, and read as they are
LARGEST = 20_000_000  # bytes: a form of a few pages has a hundredth of it
LONGEST = 500_000  # characters: a book


def find_handouts(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the handouts, drawings and films below the folders, hidden ones left out."""
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else ():
            is_hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            if file.suffix.lower() in READ and file.is_file() and not is_hidden:
                yield file


def is_handout(name: str) -> bool:
    """Tell whether a path under content/ is that of a file which may be read and published."""
    path = Path(name)
    return path.parts[:1] == (FOLDER,) and path.suffix.lower() in HANDOUTS


def read_handout(path: Path, content: Path | None) -> Source:
    """Return what the file says as a source; one that cannot be read has a mistake that says why."""
    inside = content is not None and path.resolve().is_relative_to(content.resolve())
    name = (
        path.resolve().relative_to(content.resolve()).as_posix()
        if content and inside
        else path.name
    )
    words = Plain("")
    mistakes: tuple[Mistake, ...] = ()
    try:
        if content and not inside:
            _refuse_link(path, content)
        words = _read(path, memory_of(content))
    except UnreadableError as error:
        mistakes = (Mistake(path=path, what=error.what, fix=error.fix),)
    text = nfc(words.text)
    return Source(
        path=path, name=name, kind=Kind.TEXT, text=text, body=text, body_offset=0, meta=None,
        mistakes=mistakes, lines=words.lines,
    )  # fmt: skip


def _refuse_link(path: Path, content: Path) -> None:
    """Refuse what lies in the practice's folder by name alone, as a build does."""
    if path.absolute().is_relative_to(content.absolute()):
        raise UnreadableError("is a link that leads out of content/", "put the file itself there")


def _read(path: Path, memory: Path | None) -> Plain:
    if not path.is_file():
        raise UnreadableError("is not there", "put it into content/files/")
    if path.suffix.lower() in FILMS:
        return Plain("\n\n".join(filter(None, film_words(path))).replace("<", "‹"))
    if path.stat().st_size > LARGEST:
        raise UnreadableError(f"is larger than {LARGEST // 1_000_000} MB", "export it smaller")
    return _words(path.read_bytes(), path.suffix.lower(), memory)


@lru_cache(maxsize=8)  # a build reads a handout with the sources, in the site and for its receipt
def _words(data: bytes, suffix: str, memory: Path | None) -> Plain:
    if suffix == ".pdf":
        from bedside.checks.handouts.pdf import pdf_text  # noqa: PLC0415  for such files alone

        words = Plain(pdf_text(data))
    elif suffix in {".docx", ".pptx"}:
        from bedside.checks.handouts.office import office_text  # noqa: PLC0415  for such files alone

        words = Plain(office_text(data, memory))
    elif suffix == ".svg":
        from bedside.checks.handouts.drawing import drawing_text  # noqa: PLC0415  for such files alone

        words = Plain(drawing_text(data))
    else:
        words = plain_text(data, suffix)
    if len(words.text) > LONGEST:
        raise UnreadableError("says more than a book does", "split it into several")
    return words._replace(text=words.text.replace("<", "‹"))  # words, never markup
