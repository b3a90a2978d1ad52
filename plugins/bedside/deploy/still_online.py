"""What the sources would take away and the public may still see: asked of output/ and the last deploy."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from bedside.checks.receipt import Receipt, load_receipt
from bedside.checks.rules.consent import withheld
from bedside.deploy import folder
from bedside.deploy.base import Place
from bedside.deploy.record import Shown, load_deployment
from bedside.errors import BedsideError
from bedside.post import Source, Visibility, visibility
from bedside.project import Project

__all__ = ["Left", "Where", "shown_by", "still_online"]


class Where(StrEnum):
    """Where a post that is to leave still is, in the words that people read."""

    ONLINE = "STILL ONLINE"
    OUTPUT = "STILL IN output/"  # the last deploy was without it
    PERHAPS = "STILL ONLINE, if output/ is what the public sees"  # no deploy is recorded here
    UNKNOWN = "PERHAPS STILL ONLINE (no deploy is recorded here)"
    NOWHERE = "not online"  # neither in output/ nor in what was deployed


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """One post that may not be public: where it still is, and why it must leave."""

    what: str  # path of its source, or of its page when the source is gone
    uid: str
    why: str
    where: Where


def shown_by(receipt: Receipt | None) -> Shown | None:
    """Return what the site of this receipt shows; None without one."""
    return Shown(posts=receipt.posts, sources=tuple(receipt.sources)) if receipt else None


def still_online(project: Project, sources: Iterable[Source], now: datetime) -> tuple[Left, ...]:
    """Return each post that must leave; those whose consent does not hold also when nowhere."""
    known = list(sources)
    built, online = _built(project), _online(project)
    return (*_held(project, known, built, online, now), *_removed(known, built, online))


def _held(
    project: Project, sources: list[Source], built: Shown | None, online: Shown | None,
    now: datetime,
) -> Iterator[Left]:  # fmt: skip
    today = now.astimezone(project.practice.zone).date()
    for source in sources:
        meta = source.meta
        if meta is None:
            continue
        held, visible = withheld(source, project.consents, today), visibility(meta, now)
        uid = meta.uid or ""
        where = _where(built, online, {uid, source.name})
        is_asked = bool(held) and visible is not Visibility.DRAFT
        if where is Where.UNKNOWN and not (is_asked and visible.is_public):
            where = Where.NOWHERE
        why = held or ("" if visible.is_public else f"is {visible.value} now")
        if why and (is_asked or where is not Where.NOWHERE):
            yield Left(what=str(source.path), uid=uid, why=why, where=where)


def _removed(sources: list[Source], built: Shown | None, online: Shown | None) -> Iterator[Left]:
    """Yield pages whose source file is gone; one that was only renamed keeps its uid."""
    names = {source.name for source in sources}
    uids = {source.meta.uid for source in sources if source.meta}
    pages = {
        uid: page for site in (built, online) if site and set(site.sources) - names
        for uid, page in site.posts.items() if uid not in uids
    }  # fmt: skip
    for uid, page in sorted(pages.items()):
        where = _where(built, online, {uid})
        yield Left(what=page, uid=uid, why="its file was removed", where=where)


def _where(built: Shown | None, online: Shown | None, names: set[str]) -> Where:
    in_built = built is not None and _has(built, names)
    if online is None:
        return Where.PERHAPS if in_built else Where.UNKNOWN
    if _has(online, names):
        return Where.ONLINE
    return Where.OUTPUT if in_built else Where.NOWHERE


def _has(site: Shown, names: set[str]) -> bool:
    return not names.isdisjoint({*site.posts, *site.sources})


def _built(project: Project) -> Shown | None:
    return _shown(project.receipt) if project.output.is_dir() else None


def _online(project: Project) -> Shown | None:
    """Return what the last deploy from this machine put online; None when nobody here knows."""
    done, settings = load_deployment(project.build), project.practice.deploy
    target = done.target if done else settings.target
    if target != folder.NAME:
        return done.shows if done else None
    place = Place(
        target=target, root=project.root, settings=settings, url=project.practice.practice.url
    )
    try:
        release = folder.current_release(place)
    except BedsideError:
        return None
    return _shown(release.receipt) if release else None


def _shown(receipt: Path) -> Shown | None:
    try:
        return shown_by(load_receipt(receipt))
    except BedsideError:
        return None
