"""Files written whole or not at all, folders swapped in one step, hashes."""

import contextlib
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from bedside.errors import BedsideError

__all__ = ["read_text", "replace_folder", "sha256", "sha256_file", "sync_folder", "write_atomic"]


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


def replace_folder(new: Path, current: Path) -> None:
    """Put folder `new` in the place of `current`; if the second rename fails the first is undone."""
    old = current.with_name(f".{current.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    current.parent.mkdir(parents=True, exist_ok=True)
    if current.exists():
        current.rename(old)
    try:
        new.rename(current)
    except OSError:
        if old.exists():
            old.rename(current)
        raise
    shutil.rmtree(old, ignore_errors=True)


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
