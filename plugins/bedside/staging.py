"""A folder to work in: empty, on the site's disk, and gone afterwards, also after a kill.

It is locked while its process lives, since process numbers come again in containers.
"""

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

if sys.platform != "win32":
    import fcntl

__all__ = ["staging"]

_LOCK = ".lock"


@contextlib.contextmanager
def staging(build: Path) -> Iterator[Path]:
    """Give an empty folder below `build`, and leave nothing of it behind; sweep what others left."""
    build.mkdir(parents=True, exist_ok=True)
    _sweep(build)
    folder, handle = _locked(build)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def _locked(build: Path) -> tuple[Path, int | None]:
    """Return a new folder and its lock; try again when a sweep took the folder before the lock."""
    while True:
        folder = Path(tempfile.mkdtemp(dir=build, prefix=".staging-"))
        if sys.platform == "win32":
            return folder, None
        try:
            handle = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        except FileNotFoundError:
            continue
        fcntl.flock(handle, fcntl.LOCK_EX)
        if (folder / _LOCK).exists():
            return folder, handle
        os.close(handle)


def _sweep(build: Path) -> None:
    """Remove what killed runs left: it may hold pages that have been withdrawn since."""
    for left in build.glob(".staging-*"):
        handle = None
        try:
            if sys.platform != "win32":  # one that was made just now has no lock yet: it gets ours
                handle = os.open(left / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)
        except (BlockingIOError, FileNotFoundError):  # at work, or swept by another just now
            continue
        finally:
            if handle is not None:
                os.close(handle)
