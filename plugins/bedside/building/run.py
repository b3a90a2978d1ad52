"""One build: into an empty folder, through both gates, then swapped in whole, or not at all."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bedside.adapter import Announced, Build, run_pelican, start_build
from bedside.building.memory import few_collections
from bedside.building.search import SEARCHED
from bedside.errors import BedsideError
from bedside.files import replace_folder, restore_folder
from bedside.inputs import inputs_of, key_of
from bedside.post import Post, Visibility
from bedside.project import Project
from bedside.staging import staging

__all__ = ["Built", "build_site", "public_posts", "settle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did: counts for people, posts for the preview."""

    posts: tuple[Post, ...]
    pages: int
    withheld: tuple[tuple[Path, str], ...]  # left out because a consent does not hold
    waiting: tuple[tuple[Path, Visibility], ...]  # drafts, scheduled, expired
    build: Build
    is_preview_gone: bool = False  # there was one, of what the site was before


def build_site(
    project: Project, now: datetime, announced: Announced, inputs: tuple[str, ...] = ()
) -> Built:
    """Build the site. Raises ChecksFailed; the last good site stays as it was then.

    `announced` is what the ledger knows: the "also on" links, and the mark the site publishes.
    `inputs` is what there was before anything was read; with it, pages are kept that stand.
    """
    _refuse_incomplete(project)
    restore_folder(project.output)
    with staging(project.build) as folder:
        build = start_build(project, now, folder)
        build.announced, build.inputs = announced, inputs
        _run(build, project, folder / "site")
        _swap(project, folder)
    return Built(
        is_preview_gone=_forget_preview(project),
        posts=tuple(build.posts.values()),
        pages=sum(1 for _ in project.output.rglob("*.html")),
        withheld=tuple(build.withheld.items()),
        waiting=tuple(
            (path, visible) for path, visible in build.visible.items() if not visible.is_public
        ),
        build=build,
    )


def settle(built: Built) -> str | None:
    """Keep what was rendered, and return the key of what the site was made from.

    None where a file changed while it was made: nobody knows which of the two it was made from.
    """
    build = built.build
    if not build.inputs or inputs_of(build.project.practice_file) != build.inputs:
        return None
    if build.renders:
        build.renders.save()
    return key_of(build.inputs)


@contextmanager
def public_posts(project: Project, now: datetime) -> Iterator[Build]:
    """Build into a folder that is thrown away in the end, and yield what was built: for previews.

    Its cards are thrown away too: a preview may look ahead to posts that are not public.
    """
    _refuse_incomplete(project)
    with staging(project.build) as folder:
        build = start_build(project, now, folder)
        build.card_cache, build.is_kept = folder / "cards", False
        if (project.build / "cards").is_dir():
            shutil.copytree(project.build / "cards", build.card_cache)
        _run(build, project, folder / "site")
        yield build


def _forget_preview(project: Project) -> bool:
    """Remove the last preview, and tell whether there was one.

    It may show a post that has ended or was taken back since.
    """
    was_there = (project.build / "preview").is_dir()
    for name in ("preview", ".preview.old"):
        shutil.rmtree(project.build / name, ignore_errors=True)
    return was_there


def _refuse_incomplete(project: Project) -> None:
    """Raise BedsideError for a practice's folder that lacks what every build reads."""
    needed = (project.content, project.root / "pelicanconf.py", project.root / "publishconf.py")
    if lacking := [str(one) for one in needed if not one.exists()]:
        message = (
            f"{', '.join(lacking)}: not there: copy it from a folder that `bedside init` has made"
        )
        raise BedsideError(message)


def _run(build: Build, project: Project, site: Path) -> None:
    site.mkdir()
    logging.getLogger("pelican").setLevel(logging.ERROR)
    with few_collections():
        run_pelican(build, project.root / "publishconf.py", site)
    if not (build.records / "receipt.json").exists():
        message = "the build wrote no receipt: check PLUGINS in pelicanconf.py"
        raise BedsideError(message)


def _swap(project: Project, folder: Path) -> None:
    """Put site, outbox and receipt in place; the receipt last, since it vouches for the others."""
    project.receipt.unlink(missing_ok=True)
    replace_folder(folder / SEARCHED, project.build / SEARCHED)
    replace_folder(folder / "site", project.output)
    (folder / "outbox.json").replace(project.outbox)
    (folder / "receipt.json").replace(project.receipt)
