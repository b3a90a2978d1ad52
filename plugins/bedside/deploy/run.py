"""One deploy from gate to proof: gate 3, compare, upload, fetch everything back, write it down."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import httpx

from bedside.checks.receipt import load_receipt
from bedside.deploy import folder, pages
from bedside.deploy.back import earlier, refuse_other_targets
from bedside.deploy.base import (
    Change,
    Deployed,
    Place,
    Reason,
    Release,
    Sending,
    deployed,
    listing,
    release_of,
)  # fmt: skip
from bedside.deploy.fetch import public_client
from bedside.deploy.gate import gate
from bedside.deploy.kept_mark import keep_mark
from bedside.deploy.mark import MARK_PATH
from bedside.deploy.record import Deployment, Shown, load_deployment, save_deployment
from bedside.deploy.remote import refuse_public
from bedside.deploy.serving import served
from bedside.deploy.standing import fallen
from bedside.deploy.still_online import shown_by
from bedside.deploy.targets import TARGETS
from bedside.deploy.tell import worth_telling
from bedside.deploy.traces import lists_of, trace_problem, traces_of
from bedside.deploy.verify import Patience, expected, gone_problem, prove, verify
from bedside.errors import BedsideError
from bedside.files import sha256_file
from bedside.outbox import load_outbox
from bedside.project import Project

__all__ = ["Wishes", "deploy", "roll_back"]

_HERE = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a deploy is asked to do besides practice.toml. `public_url` is where it is looked for."""

    target: str = ""
    public_url: str = ""
    serve: bool = False  # prove through a server on this machine: nothing is public
    patience: Patience
    show: Callable[[Sending], None] = lambda _: None


def deploy(project: Project, now: datetime, wishes: Wishes) -> Deployment:
    """Put the last build online and prove it. Raises ChecksFailed, BedsideError, DeployError."""
    place = _place(project, wishes)
    if place.target == pages.NAME:
        refuse_public(pages.address(place), project.practice.policies)
    release = release_of(project)
    if not wishes.serve or folder.current_release(place):  # else nothing is shown anywhere yet
        with _public(project, place, wishes) as (base_url, client):
            keep_mark(release, client, base_url)
    gate(project, now, release, is_public=not wishes.serve)
    target = TARGETS[place.target]
    changes = target.changes(release, place)
    _refuse_foreign(changes, place.target)
    outbox, where = load_outbox(release.outbox), target.where(place)
    wishes.show(Sending(changes=changes, outbox=outbox, where=where))
    _owe(project, place, changes, now)
    done = target.put(release, place, changes, now)
    if place.target == folder.NAME:
        folder.forget(place, lambda old: _may_not_return(project, old, now))
    return _prove(project, release, done, now, wishes)


def roll_back(project: Project, now: datetime, wishes: Wishes) -> Deployment:
    """Put the latest earlier release online that today's consents and rules allow."""
    place = _place(project, wishes)
    refuse_other_targets(place)
    release, back = earlier(project, place, now)
    changes = folder.changes(release, place)
    outbox, where = load_outbox(release.outbox), folder.where(place)
    wishes.show(Sending(changes=changes, outbox=outbox, where=where, back=back))
    _owe(project, place, changes, now)
    folder.switch(release, place)
    done = deployed(release.site.parent.name, changes)
    return _prove(project, release, done, now, wishes)


def _place(project: Project, wishes: Wishes) -> Place:
    settings = project.practice.deploy
    name = wishes.target or settings.target
    if wishes.serve and name != folder.NAME:
        message = f"--serve shows a folder on this machine; the target is {name}: leave one out"
        raise BedsideError(message)
    url = project.practice.practice.url
    return Place(target=name, root=project.root, settings=settings, url=url)


def _refuse_foreign(changes: tuple[Change, ...], name: str) -> None:
    """Refuse to empty a place that holds files, but none of the marks that a deploy leaves."""
    was_ours = any(one.path == MARK_PATH and one.reason is not Reason.NEW for one in changes)
    others = [one.path for one in changes if one.reason is Reason.DELETED]
    if others and not was_ours:
        message = (
            f"the {name} target holds {len(others)} file(s) that Bedside did not put there, such as "
            f"{others[0]}: they would be deleted: name an empty place under [deploy] in practice.toml"
        )
        raise BedsideError(message)


def _may_not_return(project: Project, old: Release, now: datetime) -> bool:
    """Tell whether a kept release holds a page that is not public now: no copy of it may stay."""
    try:
        return bool(fallen(project, load_outbox(old.outbox), now))
    except BedsideError:
        return True


def _owe(project: Project, place: Place, changes: tuple[Change, ...], now: datetime) -> None:
    """Write down what is about to go: a run killed after the switch still owes the proof of it."""
    going = {one.path for one in changes if one.reason is Reason.DELETED}
    before = load_deployment(project.build) or Deployment(
        target=place.target, release="", public_url=place.url, outbox_sha256="", deployed_at=now
    )
    moved = {one.path for one in changes if one.reason is not Reason.UNCHANGED} - {MARK_PATH}
    news = worth_telling(moved, project.practice.discovery)
    if not (going <= set(before.owed) and news <= set(before.to_tell)):
        owed = tuple(sorted(going | set(before.owed)))
        to_tell = tuple(sorted(news | set(before.to_tell)))
        save_deployment(before.model_copy(update={"owed": owed, "to_tell": to_tell}), project.build)


def _prove(
    project: Project, release: Release, done: Deployed, now: datetime, wishes: Wishes
) -> Deployment:
    """Fetch everything back and write deployed.json; until then it says that nothing is proven."""
    place = _place(project, wishes)
    before = load_deployment(project.build)
    owed = before.owed if before else ()
    removed = tuple(sorted({*done.deleted, *owed} - listing(release.site).keys()))
    shows = shown_by(load_receipt(release.receipt))
    with _public(project, place, wishes) as (base_url, client):
        record = Deployment(
            target=place.target, release=done.release, public_url=base_url,
            outbox_sha256=sha256_file(release.outbox), deployed_at=now, owed=removed,
            shows=_both(shows, before.shows if before else None),
            to_tell=before.to_tell if before else (),
        )  # fmt: skip
        save_deployment(record, project.build)
        outbox = load_outbox(release.outbox)
        files = expected(outbox, release.site, done.changed)
        verified = verify(files, base_url, client, release.site, wishes.patience)
        prove(
            removed, lambda path: gone_problem(client, base_url, path), "not gone", wishes.patience
        )
        if traces := traces_of(removed, place.url):
            prove(
                lists_of(release.site, outbox.feeds, done.changed),
                lambda path: trace_problem(client, base_url, path, traces),
                "not clean", wishes.patience,
            )  # fmt: skip
    record = record.model_copy(
        update={
            "verified": verified,
            "verified_at": now,
            "owed": (),
            "removed": len(removed),
            "shows": shows,
        }
    )
    save_deployment(record, project.build)
    return record


def _both(shows: Shown | None, before: Shown | None) -> Shown | None:
    """Return what may be seen until the proof: the new site, and what the old one showed."""
    if shows is None or before is None:
        return shows
    return Shown(posts=before.posts | shows.posts, sources=tuple({*before.sources, *shows.sources}))


@contextlib.contextmanager
def _public(project: Project, place: Place, wishes: Wishes) -> Iterator[tuple[str, httpx.Client]]:
    """Give the address to look at and a client for it."""
    online = folder.current_release(place) if wishes.serve else None
    base = wishes.public_url.rstrip("/") or place.url
    with contextlib.ExitStack() as stack:
        if online:
            base = stack.enter_context(served(online.site, project.practice.base_path))
        yield base, stack.enter_context(public_client(local=urlsplit(base).hostname in _HERE))
