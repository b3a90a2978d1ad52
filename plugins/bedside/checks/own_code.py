"""Hash our own code and lists once for each state of their files.

As with Python's own compiled modules, which the answer stands beside in `__pycache__`, a file counts
as unchanged when its size and its times are; here to the nanosecond, and that of its arrival too,
which nobody can set.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b, sha256
from importlib.util import cache_from_source
from pathlib import Path
from typing import NamedTuple

from bedside.files import write_atomic

__all__ = ["OwnCode", "own_code"]

_KINDS = (".py", ".txt", ".tsv")
_PACKAGE = str(Path(__file__).parents[1])


class OwnCode(NamedTuple):
    """Hashes, in hexadecimal: of the whole package, and of the rules alone."""

    whole: str
    rules: str


@cache
def own_code() -> OwnCode:
    """Return the hashes; each change of a file, of its name or of its content is another one."""
    files = sorted(_files(_PACKAGE, ()))
    told = "\0".join(f"{'/'.join(parts)} {state}" for parts, state in files)
    state = sha256(f"{sys.version}\0{told}".encode()).hexdigest()
    kept = Path(cache_from_source(__file__)).with_suffix(".hashes")
    with suppress(OSError, ValueError, KeyError, TypeError):
        data = json.loads(kept.read_bytes())
        if data["state"] == state:
            return OwnCode(str(data["whole"]), str(data["rules"]))
    found = _hashed([parts for parts, _ in files])
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            write_atomic(kept, json.dumps({"state": state, **found._asdict()}))
    return found


def _files(folder: str, inside: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the place below the package, the size and the times of every file that decides."""
    with os.scandir(folder) as entries:
        for one in entries:
            if one.name.endswith(_KINDS):
                state = one.stat()
                told = f"{state.st_size} {state.st_mtime_ns} {state.st_ctime_ns}"
                yield (*inside, one.name), told
            elif one.name != "__pycache__" and one.is_dir():
                yield from _files(one.path, (*inside, one.name))


def _hashed(files: list[tuple[str, ...]]) -> OwnCode:
    whole, rules = blake2b(digest_size=32), sha256()
    for parts in files:
        data = Path(_PACKAGE, *parts).read_bytes().replace(b"\r\n", b"\n")
        whole.update("\0".join(["", *parts, ""]).encode() + blake2b(data).digest())
        if parts[0] == "checks":
            rules.update("/".join(parts[1:]).encode() + data)
    return OwnCode(whole.hexdigest(), rules.hexdigest()[:12])
