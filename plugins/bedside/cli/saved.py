"""What was saved in a practice's folder, as it happens."""

from collections.abc import Iterable, Iterator
from pathlib import Path

__all__ = ["saved"]

_SETTLE = 50  # milliseconds without another change: editors save in several steps
_LONGEST = 300  # milliseconds that a save in many steps is waited for
_LOOK = 1000  # milliseconds between two looks at single files


def saved(root: Path, folders: Iterable[Path], files: Iterable[str]) -> Iterator[set[Path]]:
    """Yield an empty set when it has begun to watch, then the files of each save, for ever.

    Folders are watched with all in them; the files, beside them, are looked at by their time:
    editors replace such a file by another.
    """
    from watchfiles import watch  # noqa: PLC0415  for two commands alone

    names = tuple(files)
    before = _times(root, names)
    is_first = True
    for changes in watch(
        *folders, step=_SETTLE, debounce=_LONGEST, rust_timeout=_LOOK, yield_on_timeout=True
    ):
        now = _times(root, names)
        found = {Path(name) for _, name in changes}
        found |= {path for path in now.keys() | before.keys() if now.get(path) != before.get(path)}
        before = now
        if is_first or found:
            yield set() if is_first else found
        is_first = False


def _times(root: Path, names: Iterable[str]) -> dict[Path, int]:
    files = (root / name for name in names)
    return {file: file.stat().st_mtime_ns for file in files if file.is_file()}
