"""Keep compiled patterns beside Python's own compiled modules: making them is slow, reading is not.

The file stands in `__pycache__`: who may write there may already write what Python runs, and where
Python is told to write nothing there, this writes nothing. A pattern is found by a hash of its
source and flags, in a file of exactly this Python; a lost, cut or foreign file is an empty one.
Python has no public way to this (docs/decisions/0030): what it offers may go, and then every
pattern is made as ever. tests/checks_text/test_kept_patterns.py holds that both are equal.
"""

import contextlib
import importlib.util
import json
import re
import sys
from array import array
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from bedside.files import write_atomic

__all__ = ["compile_kept", "save_patterns"]

_SIZE = 16  # bytes of a hash
_MOST = 3000  # patterns; beyond it only those of the last run are kept


class _Kept(NamedTuple):
    """What `re` makes of a pattern, as its own engine takes it."""

    flags: int
    groups: int
    names: dict[str, int]
    code: list[int]

    def build(self, source: str) -> re.Pattern[str]:
        """Hand it to the engine, which looks whether the code is well formed."""
        by_number: list[str | None] = [None] * (self.groups + 1)
        for name, number in self.names.items():
            by_number[number] = name
        engine: Callable[..., re.Pattern[str]] = import_module("_sre").compile
        return engine(source, self.flags, self.code, self.groups, self.names, tuple(by_number))


@cache
def compile_kept(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return `re.compile(source, flags)`, made now or in an earlier run."""
    store = _store()
    if store is None:
        return re.compile(source, flags)
    key = blake2b(f"{flags:d}\0{source}".encode(), digest_size=_SIZE).hexdigest()
    with contextlib.suppress(
        AttributeError, IndexError, KeyError, RuntimeError, TypeError, ValueError
    ):
        return store.get(key).build(source)
    made = re.compile(source, flags)
    with contextlib.suppress(AttributeError, ImportError, TypeError, ValueError):
        store.met[key] = _make(source, flags)
    return made


def save_patterns() -> None:
    """Write the patterns that were made in this run, where Python writes its modules too."""
    store = _store()
    if store is not None and store.met.keys() - store.index.keys() and not sys.dont_write_bytecode:
        with contextlib.suppress(OSError):
            write_atomic(_file(), store.written())


def _make(source: str, flags: int) -> _Kept:
    """Compile as `re` does, and keep what it makes."""
    parser: Any = import_module("re._parser")
    tree = parser.parse(source, flags)
    code: list[int] = import_module("re._compiler")._code(tree, flags)  # noqa: SLF001  no public way: see above
    return _Kept(
        int(flags | tree.state.flags), tree.state.groups - 1, dict(tree.state.groupdict), code
    )


class _Store:
    """The patterns of earlier runs: an index, and one row of numbers that it points into."""

    def __init__(self, data: bytes) -> None:
        """Read a file's bytes; those of another Python, or damaged ones, hold nothing."""
        self.met: dict[str, _Kept] = {}  # made in this run
        self.index: dict[str, list[Any]] = {}
        self.codes = array("I")
        rest = data[2 * _SIZE :]
        if data[: 2 * _SIZE] == _head() + _hash(rest):
            first, _, codes = rest.partition(b"\n")
            self.index = json.loads(first)
            self.codes.frombytes(codes)

    def get(self, key: str) -> _Kept:
        """Return a pattern of an earlier run. Raises KeyError."""
        start, length, flags, groups, names = self.index[key]
        return _Kept(flags, groups, names, self.codes[start : start + length].tolist())

    def written(self) -> bytes:
        """Return the bytes of all that is known, or of this run's alone where that is too many."""
        every = self.met if len(self.met) + len(self.index) > _MOST else {
            **{key: self.get(key) for key in self.index}, **self.met,
        }  # fmt: skip
        index, codes = {}, array("I")
        for key, one in sorted(every.items()):
            index[key] = [len(codes), len(one.code), one.flags, one.groups, one.names]
            codes.extend(one.code)
        rest = json.dumps(index).encode() + b"\n" + codes.tobytes()
        return _head() + _hash(rest) + rest


@cache
def _store() -> _Store | None:
    """Return what earlier runs kept; None where this Python makes patterns in another way."""
    parts = ("_sre", "re._parser", "re._compiler")
    try:
        is_known = all(map(import_module, parts)) and array("I").itemsize == _word_size()
    except (ImportError, AttributeError):
        return None
    if not is_known:
        return None
    with contextlib.suppress(OSError, ValueError):
        return _Store(_file().read_bytes())
    return _Store(b"")


def _word_size() -> int:
    return int(import_module("_sre").CODESIZE)


def _file() -> Path:
    return Path(importlib.util.cache_from_source(__file__)).with_suffix(".patterns")


@cache
def _head() -> bytes:
    return _hash(
        f"{sys.implementation.cache_tag} {sys.version} {import_module('_sre').MAGIC}".encode()
    )


def _hash(data: bytes) -> bytes:
    return blake2b(data, digest_size=_SIZE).digest()
