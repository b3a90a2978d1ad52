"""Files written whole or not at all, folders swapped in one step, hashes."""

import contextlib
import hashlib
import os
import sys
from functools import lru_cache
from pathlib import Path

from bedside.errors import BedsideError

__all__ = [
    "as_typed",
    "forget_folders",
    "read_text",
    "real_path",
    "replace_folder",
    "restore_folder",
    "sha256",
    "sha256_file",
    "shipped",
    "sync_folder",
    "write_atomic",
    "write_or_link",
]


def as_typed(path: Path) -> Path:
    """Return a path as a person would write it from the folder they stand in."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def real_path(path: Path) -> Path:
    """Return a file's path with every link followed, as `resolve` does; its folder's once for all.

    What was learnt of folders is kept until `forget_folders`: the files of a site lie in few.
    """
    if path.is_symlink():
        return path.resolve()
    folder: Path = _real_folder(Path.cwd() / path.parent)
    return folder / path.name


_real_folder = lru_cache(maxsize=1024)(Path.resolve)
forget_folders = _real_folder.cache_clear


def shipped(path: str) -> Path:
    """Return a file or folder that Bedside ships, named as in its repository: in the wheel, or in a clone."""
    package = Path(__file__).resolve().parent
    for place in (package / "data" / path, package.parents[1] / path):
        if place.exists():
            return place
    message = f"bedside was installed without {path}: install it again"
    raise BedsideError(message)


def read_text(path: Path) -> str:
    """Return a UTF-8 file's text with Unix line ends; a clear error names what is wrong."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        message = f"{path}: no such file: check the path"
    except IsADirectoryError:
        message = f"{path}: is a folder, a file is needed"
    except UnicodeDecodeError as error:
        message = f"{path}: not UTF-8 text (byte {error.start}): save it as UTF-8"
    except OSError as error:
        message = f"{path}: cannot be read: {error.strerror}"
    raise BedsideError(message)


def write_atomic(path: Path, data: str | bytes) -> None:
    """Write `data` to `path` so that a crash leaves the old file or the new one, never half."""
    import tempfile  # noqa: PLC0415  most commands write little, and it loads what packs archives

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data.encode() if isinstance(data, str) else data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
        sync_folder(path.parent)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def write_or_link(path: Path, data: bytes, known: Path) -> None:
    """Write `data` to `path`; where the file `known` says just that, both names are one file then.

    For folders that are made anew and swapped in whole: a file in them is replaced, never changed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # there is none, or the disk knows no links
        if not known.is_symlink() and known.read_bytes() == data:
            path.hardlink_to(known)
            return
    path.write_bytes(data)


def replace_folder(new: Path, current: Path) -> None:
    """Put folder `new` in the place of `current` in one step, so that a kill leaves one of them.

    Two processes may do so at once, each with a `new` of its own. Where the system cannot exchange
    two names, `restore_folder` mends a kill between the renames.
    """
    import shutil  # noqa: PLC0415  as tempfile

    old = current.with_name(f".{current.name}.old")
    restore_folder(current)
    current.parent.mkdir(parents=True, exist_ok=True)
    if not current.exists():
        try:
            new.rename(current)
        except OSError:
            if not current.exists():
                raise
        else:
            return
    if not _exchange(new, current):
        current.rename(old)
        new.rename(current)
    for left in (new, old):
        shutil.rmtree(left, ignore_errors=True)


def restore_folder(current: Path) -> None:
    """Undo a replacement that was killed half-way, or clear what a finished one left."""
    import shutil  # noqa: PLC0415  as tempfile

    old = current.with_name(f".{current.name}.old")
    if old.exists() and not current.exists():
        old.rename(current)
    shutil.rmtree(old, ignore_errors=True)


def _exchange(first: Path, second: Path) -> bool:
    """Swap two names atomically: renameat2(2) with RENAME_EXCHANGE; False where there is none."""
    import ctypes  # noqa: PLC0415  as tempfile

    rename = getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform == "linux" else None
    if rename is None:
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE: linux/fcntl.h, linux/fs.h
    return bool(rename(here, os.fsencode(first), here, os.fsencode(second), exchange) == 0)


def sha256(data: bytes) -> str:
    """Return the hexadecimal SHA-256 of `data`."""
    return hashlib.sha256(data).hexdigest()


def sha256_file(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable."""
    if os.name == "nt":  # Windows cannot open a folder, and needs no such step
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
