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
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from sqlalchemy.engine import URL

from bedside.errors import LedgerError
from bedside.syndication.engine import database_file
from bedside.syndication.policy import HELD_FOR

if sys.platform != "win32":
    import fcntl

__all__ = ["FolderRuns", "Runs", "held_for"]


class Runs(Protocol):
    """How a ledger's runs see each other."""

    def hold(self, run: str, /) -> AbstractContextManager[None]:
        """Let others see `run` as living until the block or the process ends."""

    def living(self, known: frozenset[str], /) -> frozenset[str]:
        """Return those of the `known` runs, and perhaps others, that are surely at work."""

    def tell(self) -> bool:
        """Tell whether a run without a lock is surely dead."""


def held_for(address: URL) -> timedelta:
    """Return how long the claim of a run without a lock is left alone, in the store at `address`.

    Not at all where a lock goes with the process that holds it: on a file, and on a server.
    """
    is_server = address.get_backend_name() == "postgresql"
    has_file = database_file(address) and sys.platform != "win32"
    return timedelta() if is_server or has_file else HELD_FOR


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

    def tell(self) -> bool:
        """Tell whether a run without a lock is surely dead."""
        return self.folder is not None and sys.platform != "win32"


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
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        except FileNotFoundError:  # the folder was swept just now
            continue
        except OSError as error:
            message = f"{path.parent}: no run can be marked as at work there: {error.strerror}"
            raise LedgerError(message) from error
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
        if path.stat().st_ino != os.fstat(handle).st_ino:
            return False  # it was swept, and a run has made it anew
        path.unlink()
    except BlockingIOError:
        return False
    except FileNotFoundError:
        return True
    else:
        return True
    finally:
        os.close(handle)
