"""May each page of a release still be public today? Consents, end dates, posts taken back."""

from collections.abc import Iterator
from datetime import datetime

from bedside.consents import why_not
from bedside.outbox import Outbox
from bedside.post import Kind, Source, visibility
from bedside.project import Project
from bedside.source import address, find_sources, read_source

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
    return {
        one.meta.uid
        for one in _sources(project)
        if one.kind in (Kind.POST, Kind.NOTICE) and one.meta and one.meta.uid
        if not _why_not_public(one, now)
    }


def _taken_back(project: Project, outbox: Outbox, now: datetime) -> Iterator[str]:
    """Yield pages whose source, if it is still there, says that they are not public now.

    A source is known by its uid, else by its address, unless a public one stands there now.
    """
    every = [(one.uid, one.path) for one in outbox.posts]
    every += [(one.uid, one.path) for one in outbox.pages]
    by_uid, shown = {uid: path for uid, path in every if uid}, {path for _, path in every}
    language = project.practice.practice.language
    told = [
        (one, f"{address(one, language)}index.html", _why_not_public(one, now))
        for one in _sources(project)
    ]
    shown -= {path for _, path, why in told if not why}
    for source, path, why in told:
        uid = source.meta.uid if source.meta else None
        known = by_uid.get(uid or "") or (path if path in shown else "")
        if why and known:
            yield f"{known}: its source {why} now"


def _why_not_public(source: Source, now: datetime) -> str:
    """Return why a build would leave the source out; what has mistakes may say anything."""
    if source.meta is None or source.mistakes:
        return "has mistakes, which `bedside check` lists,"
    visible = visibility(source.meta, now)
    return "" if visible.is_public else f"is {visible.value}"


def _sources(project: Project) -> Iterator[Source]:
    """Yield every source that a build would read."""
    for file in find_sources([project.content] if project.content.is_dir() else []):
        source = read_source(file, project.content, project.practice.zone)
        if source.kind is not Kind.TEXT:
            yield source
