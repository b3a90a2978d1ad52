"""Files that every practice gets as they stand in this repository; the wheel carries them under data/."""

from collections.abc import Iterator
from pathlib import Path

from bedside.files import shipped

__all__ = ["COPIED", "FOLDERS", "WORKFLOWS", "carried"]

WORKFLOWS = (".github/workflows/publish.yml", ".github/workflows/accounts.yml")
FOLDERS = ("theme", "vendor/reader", "vendor/spelling", "docs/networks")
COPIED = (
    "content/pages/privacy.md", "content/pages/community-policy.md",
    "content/pages/nondiscrimination.md", "content/pages/language-assistance.md",
    "pelicanconf.py", "publishconf.py", ".github/scripts/evidence.sh",
    "docs/writing.md", "docs/deploying.md", "docs/accounts.md", "docs/consent.md", "docs/incident.md",
    "docs/announcing.md",
)  # fmt: skip


def carried() -> Iterator[tuple[str, Path]]:
    """Yield (path in the repository, file) of everything the wheel carries: pyproject.toml's list."""
    for path in (*COPIED, *WORKFLOWS):
        yield path, shipped(path)
    for name in FOLDERS:
        folder = shipped(name)
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                yield f"{name}/{file.relative_to(folder).as_posix()}", file
