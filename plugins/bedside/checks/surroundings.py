"""One mark of everything besides a document's own words that decides what the rules say of it alone.

Where nothing was found in a document and neither its words nor this mark changed, no rule need look
at it again: not those for pictures either, nor those that ask for a consent or the day. Files count
as unchanged as git has it: by name, size and times, that of their arrival among them.
"""

import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from bedside.checks.model import Context
from bedside.checks.sight import readers_now
from bedside.source import MARKDOWN

__all__ = ["surroundings"]


def surroundings(content: Path, context: Context) -> bytes:
    """Return a hash over the day, the consents, what can be seen here, and every file but the texts."""
    said = (context.today, context.consents, readers_now())
    mark = blake2b("\0".join(map(repr, said)).encode("utf-8", "surrogatepass"))
    for line in sorted([*_files(content.parent, deep=False), *_files(content, deep=True)]):
        mark.update(f"\0{line}".encode("utf-8", "surrogatepass"))
    return mark.digest()


def _files(folder: Path | str, *, deep: bool) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for one in entries:
            if one.is_dir():
                if deep:
                    yield from _files(one.path, deep=True)
            elif not one.name.lower().endswith(tuple(MARKDOWN)):
                state = one.stat()
                yield f"{one.path} {state.st_size} {state.st_mtime_ns} {state.st_ctime_ns}"
