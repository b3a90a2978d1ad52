"""Write the smaller versions of each published picture, from the cache where nothing changed."""

from dataclasses import dataclass
from pathlib import Path

from bedside.adapter import Build
from bedside.files import sha256, write_atomic
from bedside.site.make_smaller import make_smaller
from bedside.site.pictures import FORMATS, MADE_AS, smaller_names

__all__ = ["write_smaller"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Small:
    """One smaller version: of which published file, where it is kept, where it is published."""

    source: Path
    kept: Path
    target: Path
    width: int


def write_smaller(build: Build, root: Path) -> None:
    """Write them beside the published pictures, and forget those that this build did not use."""
    cache = build.project.build / "small"
    wanted = [one for path in sorted(build.pictures) for one in _versions(path, build, root)]
    make_smaller([(one.source, one.kept, one.width) for one in wanted if not one.kept.exists()])
    for one in wanted:
        write_atomic(one.target, one.kept.read_bytes())
    used = {one.kept for one in wanted}
    for kind in FORMATS:  # nothing withdrawn stays
        for left in set(cache.glob(f"*.{kind}")) - used:
            left.unlink(missing_ok=True)


def _versions(path: str, build: Build, root: Path) -> list[_Small]:
    found = build.picture(path)
    names = smaller_names(path, found[1]) if found else ()
    mark = sha256((root / path).read_bytes()) if names else ""
    cache = build.project.build / "small"
    return [
        _Small(
            source=root / path, target=root / name, width=width,
            kept=cache / f"{mark}-{width}-{MADE_AS}{Path(name).suffix}",
        )
        for name, width in names
    ]  # fmt: skip
