"""One build: into an empty folder, through both gates, then swapped in whole, or not at all."""

import contextlib
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bedside.adapter import Announced, Build, run_pelican, start_build
from bedside.errors import BedsideError
from bedside.files import replace_folder, restore_folder
from bedside.post import Post, Visibility
from bedside.project import Project

__all__ = ["Built", "build_site", "public_posts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did: counts for people, posts for the preview."""

    posts: tuple[Post, ...]
    pages: int
    withheld: tuple[tuple[Path, str], ...]  # left out because a consent does not hold
    waiting: tuple[tuple[Path, Visibility], ...]  # drafts, scheduled, expired
    build: Build


def build_site(project: Project, now: datetime, announced: Announced) -> Built:
    """Build the site. Raises ChecksFailed; the last good site stays as it was then.

    `announced` is what the ledger knows: the "also on" links, and the mark the site publishes.
    """
    with _staging(project) as staging:
        build = start_build(project, now, staging)
        build.announced = announced
        _run(build, project, staging / "site")
        _swap(project, staging)
    return Built(
        posts=tuple(build.posts.values()),
        pages=sum(1 for _ in project.output.rglob("*.html")),
        withheld=tuple(build.withheld.items()),
        waiting=tuple(
            (path, visible) for path, visible in build.visible.items() if not visible.is_public
        ),
        build=build,
    )


def public_posts(project: Project, now: datetime) -> Build:
    """Build into a folder that is thrown away, and return what it knew: for previews."""
    with _staging(project) as staging:
        build = start_build(project, now, staging)
        _run(build, project, staging / "site")
    return build


@contextlib.contextmanager
def _staging(project: Project) -> Iterator[Path]:
    """Give an empty folder on the same disk as the site, and leave nothing of it behind."""
    project.build.mkdir(parents=True, exist_ok=True)
    restore_folder(project.output)
    _sweep(project.build)
    staging = Path(tempfile.mkdtemp(dir=project.build, prefix=f".staging-{os.getpid()}-"))
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what killed builds left: it may hold pages that have been withdrawn since."""
    for left in folder.glob(".staging-*"):
        pid = left.name.split("-")[1]
        if not (pid.isdigit() and Path(f"/proc/{pid}").exists()):
            shutil.rmtree(left, ignore_errors=True)


def _run(build: Build, project: Project, site: Path) -> None:
    site.mkdir()
    settings_file = project.root / "publishconf.py"
    if not settings_file.exists():
        message = f"{settings_file}: no such file: `bedside init` writes one"
        raise BedsideError(message)
    logging.getLogger("pelican").setLevel(logging.ERROR)
    run_pelican(build, settings_file, site)
    if not (build.records / "receipt.json").exists():
        message = "the build wrote no receipt: check PLUGINS in pelicanconf.py"
        raise BedsideError(message)


def _swap(project: Project, staging: Path) -> None:
    """Put site, outbox and receipt in place; the receipt last, since it vouches for the others."""
    project.receipt.unlink(missing_ok=True)
    replace_folder(staging / "site", project.output)
    (staging / "outbox.json").replace(project.outbox)
    (staging / "receipt.json").replace(project.receipt)
