"""May each page of a release still be public today? Consents, end dates, posts taken back."""

from collections.abc import Iterator
from datetime import datetime

from bedside.consents import why_not
from bedside.frontmatter import FrontMatter
from bedside.outbox import Outbox
from bedside.post import Kind, visibility
from bedside.project import Project
from bedside.source import find_sources, read_source

__all__ = ["fallen", "public_uids"]


def fallen(project: Project, outbox: Outbox, now: datetime) -> tuple[str, ...]:
    """Return one line for each page that may not be public at `now`; empty when all may."""
    return tuple(
        dict.fromkeys([*_consents(project, outbox, now), *_taken_back(project, outbox, now)])
    )


def _consents(project: Project, outbox: Outbox, now: datetime) -> Iterator[str]:
    zone = project.practice.zone
    today = now.astimezone(zone).date()
    held = [(one.path, one.uid, one.consent) for one in outbox.pages]
    held += [(one.path, one.uid, one.consent) for one in outbox.posts]
    for path, uid, consent in held:
        if consent and (why := why_not(project.consents, consent, uid, today, "site")):
            yield f"{path}: {why}"
    for one in outbox.pages:
        if one.expires and one.expires <= now:
            yield f"{one.path}: shows what ended on {one.expires.astimezone(zone):%Y-%m-%d}"


def public_uids(project: Project, now: datetime) -> set[str]:
    """Return the posts that the content calls for at `now`: what a whole build would have shown."""
    return {meta.uid for meta in _metas(project) if meta.uid and visibility(meta, now).is_public}


def _taken_back(project: Project, outbox: Outbox, now: datetime) -> Iterator[str]:
    """Yield posts whose source, if it is still there, says that they are not public now."""
    paths = {one.uid: one.path for one in outbox.posts} | {
        one.uid: one.path for one in outbox.pages
    }
    for meta in _metas(project):
        now_is = visibility(meta, now)
        if meta.uid in paths and not now_is.is_public:
            yield f"{paths[meta.uid]}: its source is {now_is.value} now"


def _metas(project: Project) -> Iterator[FrontMatter]:
    """Yield the front matter of each post and notice that can be read."""
    folders = [project.content / kind for kind in (Kind.POST, Kind.NOTICE)]
    for file in find_sources([folder for folder in folders if folder.is_dir()]):
        source = read_source(file, project.content, project.practice.zone)
        if source.meta:
            yield source.meta
