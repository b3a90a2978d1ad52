"""Which runs are at work: each holds an operating-system lock that dies with its process.

So a claim left by a killed run is looked up at once, and a living run's claim is left alone.
Where there is no shared disk (PostgreSQL) the age of a claim decides instead.
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

if sys.platform != "win32":
    import fcntl

__all__ = ["hold", "living"]


@contextlib.contextmanager
def hold(folder: Path | None, run: str) -> Iterator[None]:
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


def living(folder: Path | None) -> frozenset[str]:
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
