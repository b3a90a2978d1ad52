"""A line for everything that a build reads: the practice's folder, Bedside itself, what is installed; one hash of it."""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from bedside.files import sha256_file

__all__ = ["inputs_of", "key_of"]

_MADE = {"output", "build"}  # in a practice's folder: made from the rest
_UNREAD = {"__pycache__", "node_modules"}  # in any folder: no build reads them
_PASSING = ("-shm", ".pyc")  # what SQLite and Python write beside what they read
_PATH = tuple(sys.path)  # as it is when Bedside starts: Pelican puts more on it
_OWN = "BEDSIDE_"  # environment variables that change what a build does


def inputs_of(practice_file: Path) -> tuple[str, ...]:
    """Return a line for every file, by name and content, every version and our own variables.

    The clock is not in it. What lies outside (a ledger on a server) must be known in another way.
    """
    root, package = practice_file.resolve().parent, Path(__file__).resolve().parent
    return (
        f"practice {practice_file.name}",
        f"python {sys.version}",
        *(f"variable {name}={os.environ[name]}" for name in sorted(os.environ) if name.startswith(_OWN)),
        *_installed(root),
        *(f"bedside {line}" for line in _files(package, package.parent)),
        *(f"pelican {line}" for line in _files(package.parent / "pelican", package.parent)),
        *(f"file {line}" for top in _tops(root) for line in _files(top, root)),
    )  # fmt: skip


def key_of(lines: Iterable[str]) -> str:
    """Return one hash over these lines."""
    found = hashlib.sha256()
    for line in lines:
        found.update(line.encode(errors="surrogateescape") + b"\0")
    return found.hexdigest()


def _tops(root: Path) -> Iterator[Path]:
    for one in sorted(root.iterdir()):
        if one.name not in _MADE and not (one.name.startswith(".") and one.is_dir()):
            yield one


def _installed(root: Path) -> Iterator[str]:
    """Yield where modules come from, and each installed package with its version.

    `bedside` and `python -m bedside` differ in the first place alone: the folder of programs, or
    where one stands, which as the practice's own is read whole below.
    """
    for place in _PATH:
        folder = Path(place or ".")
        if folder == Path(sys.executable).parent or folder.resolve() == root:
            continue
        names = sorted(one.name for one in folder.iterdir()) if folder.is_dir() else ()
        yield f"path {place}"
        yield from (
            f"installed {one}" for one in names if one.endswith((".dist-info", ".egg-info", ".pth"))
        )


def _files(top: Path, root: Path) -> Iterator[str]:
    """Yield `name hash` of every file below, links followed, each folder once."""
    seen: set[Path] = set()
    todo = [top]
    while todo:
        path = todo.pop()
        name = path.relative_to(root).as_posix()
        if path.is_dir():
            if (real := path.resolve()) in seen or path.name in _UNREAD:
                continue
            seen.add(real)
            yield f"{name}/"
            todo += sorted(path.iterdir(), reverse=True)
        elif path.is_file() and not name.endswith(_PASSING):
            yield f"{name} {sha256_file(path)}"
        else:
            yield f"{name} -"
