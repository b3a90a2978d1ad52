"""Remember across runs which passages were cleared, so that unchanged text is not read again.

Only harmless passages are kept, as keyed hashes under a key of this folder alone: the bare hash of
a short text can be guessed back, and of a passage that was flagged nothing is kept at all. A lost,
broken or foreign memory is an empty one: it costs time and changes no verdict.
"""

import contextlib
import os
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from bedside.files import write_atomic

__all__ = ["Memory", "folder_key", "open_memory"]

_SIZE = 16  # bytes of a hash: no two of a practice's passages share one
_KEY_SIZE = 32
_MOST = 100_000  # passages; beyond it only those of the last run are kept


@dataclass(slots=True)
class Memory:
    """The passages that one version of the reader cleared: `mark` names the version."""

    file: Path
    key: bytes = field(repr=False)
    mark: bytes = field(repr=False)
    _known: set[bytes] = field(default_factory=set, repr=False)
    _met: set[bytes] = field(default_factory=set, repr=False)  # in this run

    def knows(self, text: str) -> bool:
        """Tell whether the passage was cleared before, or in this run."""
        one = self._hash(text.encode("utf-8", "surrogatepass"))
        if one in self._known:
            self._met.add(one)
        return one in self._met

    def keep(self, text: str) -> None:
        """Remember a passage that was cleared."""
        self._met.add(self._hash(text.encode("utf-8", "surrogatepass")))

    def met(self) -> str:
        """Return what this run has cleared, for the process that this one is a copy of."""
        return b"".join(self._met).hex()

    def take(self, met: str) -> None:
        """Take what a copy of this process has cleared."""
        data = bytes.fromhex(met)
        self._met.update(data[at : at + _SIZE] for at in range(0, len(data), _SIZE))

    def save(self) -> None:
        """Write what is new; a disk that refuses costs the next run its time, nothing else."""
        if self._met <= self._known:
            return
        every = self._known | self._met
        kept = self._met if len(every) > _MOST else every
        with contextlib.suppress(OSError):
            write_atomic(self.file, b"".join([self._head(), *sorted(kept)]))

    def load(self) -> None:
        """Read what the same reader cleared before; another's is left out."""
        with contextlib.suppress(OSError):
            data = self.file.read_bytes()
            if data[:_SIZE] == self._head() and len(data) % _SIZE == 0:
                starts = range(_SIZE, len(data), _SIZE)
                self._known = {data[start : start + _SIZE] for start in starts}

    def _head(self) -> bytes:
        return self._hash(b"\0head")

    def _hash(self, data: bytes) -> bytes:
        return blake2b(self.mark + data, key=self.key, digest_size=_SIZE).digest()


def open_memory(folder: Path, mark: bytes, name: str = "cleared") -> Memory | None:
    """Open the memory in this folder; None where no key can be kept there.

    `mark` is a hash of everything that decides a verdict besides the passage.
    """
    try:
        memory = Memory(file=folder / name, key=folder_key(folder), mark=mark)
    except OSError:
        return None
    memory.load()
    return memory


def folder_key(folder: Path) -> bytes:
    """Return the folder's key, made at the first use; only its owner may read it."""
    file = folder / "key"
    with contextlib.suppress(OSError):
        if len(found := file.read_bytes()) == _KEY_SIZE:
            return found
    import secrets  # noqa: PLC0415  at the first use alone
    import tempfile  # noqa: PLC0415  at the first use alone

    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = secrets.token_bytes(_KEY_SIZE)
    handle, name = tempfile.mkstemp(dir=folder)  # mode 600 from the start
    with os.fdopen(handle, "wb") as out:
        out.write(key)
    Path(name).replace(file)
    return key
