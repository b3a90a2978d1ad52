"""Files that every practice gets as they stand in this repository; the wheel carries them under data/."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from bedside.errors import BedsideError

__all__ = ["COPIED", "FOLDERS", "WORKFLOW", "carried", "original"]

WORKFLOW = ".github/workflows/publish.yml"
FOLDERS = ("theme", "vendor/reader")
COPIED = (
    "content/pages/privacy.md", "content/pages/community-policy.md",
    "content/pages/nondiscrimination.md", "content/pages/language-assistance.md",
    "pelicanconf.py", "publishconf.py", ".github/scripts/ledger.sh",
    "docs/writing.md", "docs/deploying.md",
)  # fmt: skip


def original(path: str) -> Path:
    """Return a file or folder in the installed wheel, or in a clone."""
    package = Path(str(files("bedside")))
    for place in (package / "data" / path, package.parents[1] / path):
        if place.exists():
            return place
    message = f"bedside was installed without {path}: reinstall it"
    raise BedsideError(message)


def carried() -> Iterator[tuple[str, Path]]:
    """Yield (path in the repository, file) of everything the wheel carries: pyproject.toml's list."""
    for path in (*COPIED, WORKFLOW):
        yield path, original(path)
    for name in FOLDERS:
        folder = original(name)
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                yield f"{name}/{file.relative_to(folder).as_posix()}", file
