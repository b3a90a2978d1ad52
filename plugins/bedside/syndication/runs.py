"""Which runs are at work: each holds a lock that dies with its process.

So a claim left by a killed run is looked up at once, and a living run's claim is left alone. On one
machine it is a lock of the operating system, on PostgreSQL one of the server (`server_runs`). Where
there is neither (a git branch, Windows) the age of a claim decides instead.
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy.engine import URL

from bedside.syndication.engine import database_file

if sys.platform != "win32":
    import fcntl

__all__ = ["FolderRuns", "Runs", "locks_tell"]


class Runs(Protocol):
    """How a ledger's runs see each other."""

    def hold(self, run: str, /) -> AbstractContextManager[None]:
        """Let others see `run` as living until the block or the process ends."""

    def living(self, known: frozenset[str], /) -> frozenset[str]:
        """Return those of the `known` runs, and perhaps others, that are surely at work."""


def locks_tell(address: URL) -> bool:
    """Tell whether a run that holds no lock is surely dead, in the store at `address`."""
    if database_file(address):
        return sys.platform != "win32"
    return address.get_backend_name() == "postgresql"


@dataclass(frozen=True, slots=True)
class FolderRuns:
    """Locks on files in a folder of this machine; none at all without a folder."""

    folder: Path | None = None

    def hold(self, run: str) -> AbstractContextManager[None]:
        """Hold a file's lock."""
        return _hold(self.folder, run)

    def living(self, _known: frozenset[str]) -> frozenset[str]:
        """Return the runs whose file is locked."""
        return _living(self.folder)


@contextlib.contextmanager
def _hold(folder: Path | None, run: str) -> Iterator[None]:
    """Hold the lock of `run` in `folder` for the block; without a folder there is none."""
    if folder is None or sys.platform == "win32":
        yield
        return
    path = folder / run
    handle = _lock(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)
        with contextlib.suppress(OSError):  # another run's lock is still in it
            folder.rmdir()


def _lock(path: Path) -> int:
    """Return a locked handle of `path`; try again when a sweep took the file before the lock."""
    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        except FileNotFoundError:  # the folder was swept just now
            continue
        fcntl.flock(handle, fcntl.LOCK_EX)
        if path.exists() and path.stat().st_ino == os.fstat(handle).st_ino:
            return handle
        os.close(handle)


def _living(folder: Path | None) -> frozenset[str]:
    """Return the runs whose process lives; locks that a dead one left are swept away."""
    if folder is None or sys.platform == "win32" or not folder.is_dir():
        return frozenset()
    return frozenset(path.name for path in folder.iterdir() if not _swept(path))


def _swept(path: Path) -> bool:
    """Remove a lock nobody holds; tell whether it was one."""
    try:
        handle = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink(missing_ok=True)
    except BlockingIOError:
        return False
    else:
        return True
    finally:
        os.close(handle)
