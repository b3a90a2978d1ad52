"""Remember which picture files say nothing of who, where or when, so that Pillow need not open them.

Of a file that says anything nothing is kept. What is kept is its format, under the file's hash, and
counts for this Pillow and these modules alone.
"""

import contextlib
from functools import cache
from hashlib import sha256
from pathlib import Path

from bedside.files import write_atomic
from bedside.installed import version_of

__all__ = ["keep_plain", "plain_kind"]

_PARTS = ("metadata.py", "picture_parts.py", "image.py", "plain_pictures.py")


def plain_kind(digest: str, memory: Path | None) -> str:
    """Return the format of a file that was found to say nothing; empty when that is not known."""
    with contextlib.suppress(OSError, ValueError):
        if memory:
            mark, _, kind = (memory / f"{digest}.plain").read_text("ascii").partition(" ")
            return kind if mark == _mark() and kind.isalnum() else ""
    return ""


def keep_plain(digest: str, kind: str, memory: Path | None) -> None:
    """Remember a file that says nothing; a disk that refuses costs the next run its time."""
    with contextlib.suppress(OSError):
        if memory and kind.isalnum():
            write_atomic(memory / f"{digest}.plain", f"{_mark()} {kind}")


@cache
def _mark() -> str:
    """Return a hash of what decides."""
    mark = sha256(version_of("pillow").encode())
    for name in _PARTS:
        mark.update((Path(__file__).parent / name).read_bytes())
    return mark.hexdigest()[:32]
