"""Check what is staged, not what lies in the folder: the commit holds only that."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath

from bedside.checks.engine import check_paths
from bedside.checks.handouts import HANDOUTS
from bedside.checks.model import Report, Severity, Tier
from bedside.checks.sight import MEMORY
from bedside.consents import Consents
from bedside.hooks.git import Staged, export, index_files, left_out, staged
from bedside.project import FACTS, Project, open_project
from bedside.source import CAPTIONS, MARKDOWN
from bedside.starter.originals import COPIED, FOLDERS

__all__ = ["check_staged"]

# Outside content/: where patients' data is pasted, scanned or exported to.
_EXPORTS = {".txt", ".csv", ".tsv", ".eml", ".hl7", ".jsonl", ".log", ".rtf", ".sql"}
_NOTES = {*MARKDOWN, CAPTIONS, *HANDOUTS, *_EXPORTS}
_READ = {*MARKDOWN, CAPTIONS, *HANDOUTS}


def check_staged(top: Path, practice_file: Path, now: datetime) -> Iterator[Report]:
    """Yield a report on the site's staged sources and one on other staged text.

    `practice_file` is below `top`; it need not be there: then only words are checked. When a file
    is deleted or the practice's facts change, all sources are checked: others may rest on it.
    """
    change = staged(top)
    # The copy that is checked has no memory of its own of pictures that were looked at before.
    os.environ.setdefault(MEMORY, str(top / practice_file.parent / "build" / "pictures"))
    root = PurePosixPath(practice_file.as_posix()).parent
    with tempfile.TemporaryDirectory(prefix="bedside-staged-") as name:
        folder = Path(name).resolve()
        notes = _notes(top, change, root)
        below = [str(root / part) for part in ("content", *FACTS)]
        export(top, list(dict.fromkeys([*index_files(top, below), *notes])), folder)
        with contextlib.chdir(folder):
            project = open_project(practice_file) if practice_file.is_file() else None
            if project and (paths := _sources(change, root)):
                yield _check(paths, project, now, is_site=True)
            if notes:
                yield _direct(_check(list(map(Path, notes)), project, now, is_site=False))


def _sources(change: Staged, root: PurePosixPath) -> list[Path]:
    """Return what to check of the site: the staged sources, or all of them where others rest on it."""
    content = root / "content"
    inside = [path for path in change.written if PurePosixPath(path).is_relative_to(content)]
    # A handout is read with the folder, and a picture with the posts that show it.
    is_shaken = any(not _is_source(path) for path in inside)
    is_shaken |= any(PurePosixPath(path).is_relative_to(content) for path in change.gone) or any(
        str(root / name) in (*change.written, *change.gone) for name in FACTS
    )
    if is_shaken:
        has_any = any(one.suffix.lower() in _READ for one in Path(content).rglob("*"))
        return [Path(content)] if has_any else []
    return [Path(path) for path in inside if _is_source(path)]


def _notes(top: Path, change: Staged, root: PurePosixPath) -> list[str]:
    """Return the staged text outside the site's sources, without what .gitattributes leaves out."""
    content = root / "content"
    outside = [
        path for path in change.written
        if PurePosixPath(path).suffix.lower() in _NOTES
        and not (PurePosixPath(path).is_relative_to(content) and _is_source(path))
        and not _is_ours(path, root)
    ]  # fmt: skip
    skipped = left_out(top, outside)
    return [path for path in outside if path not in skipped]


def _is_ours(path: str, root: PurePosixPath) -> bool:
    """Tell whether Bedside put the file there: theme, reader, pages of docs/. Licences name people."""
    shipped = (root / name for name in (*COPIED, *FOLDERS))
    return any(PurePosixPath(path).is_relative_to(one) for one in shipped)


def _is_source(path: str) -> bool:
    return PurePosixPath(path).suffix.lower() in {*MARKDOWN, CAPTIONS}


def _check(paths: list[Path], project: Project | None, now: datetime, *, is_site: bool) -> Report:
    content = project.content.relative_to(Path.cwd()) if project and is_site else None
    return check_paths(
        paths, project.practice if project else None,
        project.consents if project else Consents(), now, content,
    )  # fmt: skip


def _direct(report: Report) -> Report:
    """Keep what identifies somebody, and what nobody can read: a note has no front matter to be wrong."""
    kept = tuple(
        one for one in report.findings if one.severity is Severity.ERROR
        and (one.tier is Tier.BLOCK or one.path.suffix.lower() in HANDOUTS)
    )  # fmt: skip
    return Report(findings=kept, checked=report.checked, rules=report.rules)
