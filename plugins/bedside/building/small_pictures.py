"""Write the smaller versions of each published picture, from the cache where nothing changed."""

from collections.abc import Iterator
from pathlib import Path

from bedside.adapter import Build
from bedside.files import sha256, write_atomic
from bedside.site.pictures import small_picture, smaller_names

__all__ = ["write_smaller"]


def write_smaller(build: Build, root: Path) -> None:
    """Write them beside the published pictures, and forget those that this build did not use."""
    cache = build.project.build / "small"
    used = set(_written(build, root, cache))
    for left in set(cache.glob("*.webp")) - used:  # nothing withdrawn stays
        left.unlink(missing_ok=True)


def _written(build: Build, root: Path, cache: Path) -> Iterator[Path]:
    for path in sorted(build.pictures):
        found = build.picture(path)
        names = smaller_names(path, found[1]) if found else ()
        data = (root / path).read_bytes() if names else b""
        for name, width in names:
            kept = cache / f"{sha256(data)}-{width}.webp"
            if not kept.exists():
                write_atomic(kept, small_picture(data, width))
            write_atomic(root / name, kept.read_bytes())
            yield kept
