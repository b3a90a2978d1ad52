"""A file of what earlier runs proved, as JSON beside the memory of verdicts; never published.

It counts for this code, Python and libraries alone, and is hashed under the folder's own key: one
that is cut, changed or foreign holds nothing.
"""

import contextlib
import json
from hashlib import blake2b
from hmac import compare_digest
from pathlib import Path
from typing import Any

from bedside.checks.clean import code_mark
from bedside.checks.reader.memory import folder_key
from bedside.files import write_atomic

__all__ = ["FOLDER", "read_kept", "write_kept"]

FOLDER = "build/verdicts"  # beside practice.toml; git leaves it out
_SIZE = 32  # bytes of a hash


def read_kept(root: Path, name: str) -> dict[str, Any]:
    """Return what a file holds; nothing where it is not ours to the byte."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        data = (root / FOLDER / name).read_bytes()
        if compare_digest(data[:_SIZE], _hash(root, name, data[_SIZE:])):
            found = json.loads(data[_SIZE:])
            return found if isinstance(found, dict) else {}
    return {}


def write_kept(root: Path, name: str, data: dict[str, Any]) -> None:
    """Write it whole or not at all; a disk that refuses costs the next run its time."""
    with contextlib.suppress(OSError):
        said = json.dumps(data).encode()
        write_atomic(root / FOLDER / name, _hash(root, name, said) + said)


def _hash(root: Path, name: str, data: bytes) -> bytes:
    key = folder_key(root / FOLDER)
    head = code_mark() + f"\0{name}\0".encode()
    return blake2b(head + data, key=key, digest_size=_SIZE).digest()
