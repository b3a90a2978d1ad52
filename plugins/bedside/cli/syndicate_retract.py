"""`bedside syndicate --retract UID`: which copies there are; with --live they are taken down."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import click

from bedside.deploy.fetch import public_client
from bedside.errors import BedsideError, DeployError, ExitCode, LedgerError
from bedside.outbox import Outbox
from bedside.project import Project
from bedside.syndication.mark import guard, refuse_edited, refuse_unknown_pause
from bedside.syndication.model import LedgerState
from bedside.syndication.plan import Policy
from bedside.syndication.retract import Taken, exit_code, retract
from bedside.syndication.setting import own_outbox, policy_for, published_mark, tools_for
from bedside.syndication.store import Ledger, find_ledger
from bedside.syndication.takedown import Copy, Way, copies
from bedside.syndication.witness import lacks_witness, witnessed

__all__ = ["Guarded", "guarded", "retract_one", "taken_line"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """The ledger, if there is one, and whether this computer may have forgotten what it sent."""

    ledger: Ledger | None
    lacks_witness: bool = False


def guarded(project: Project, address: str, moment: datetime, *, waits: bool) -> Guarded:
    """Return the ledger if there is one, after asking this computer and the public site which they know.

    A run that sends `waits` until the site answers, and until a pause is known to the ledger; a plan
    and a take-down go on without.
    """
    ledger, known = find_ledger(address, moment), witnessed(project)
    guard(known, ledger, who="this computer")
    refuse_edited(ledger)
    try:
        published = published_mark(project)
    except DeployError as error:
        if waits:
            raise
        click.echo(f"note: nothing can be announced yet: {error}", err=True)
        return Guarded(ledger=ledger)
    guard(published, ledger)
    if waits:
        refuse_unknown_pause(known, ledger, who="this computer")
        refuse_unknown_pause(published, ledger)
    return Guarded(ledger=ledger, lacks_witness=lacks_witness(known, published, address, moment))


def retract_one(
    project: Project, ledger: Ledger | None, uid: str, clock: Callable[[], datetime], *,
    address: str, style: str, live: bool,
) -> int:  # fmt: skip
    """Print what would be taken down, or take it down, and what is left to a person."""
    if ledger is None:
        message = "there is no ledger here: nothing was announced from this folder"
        raise BedsideError(message)
    outbox, policy = _outbox(project, clock()), policy_for(project, 0, address)
    if not live:
        found = _known(uid, outbox, ledger.state(), policy, clock())
        taken = tuple(Taken(copy=one, way=one.way, said=one.detail) for one in found)
        _print(taken, project, uid, style, live=False)
        return ExitCode.FINE
    done: list[Taken] = []
    try:
        with ledger.run(clock()) as run, public_client() as public:
            found = _known(uid, outbox, ledger.state(), policy, clock())
            for one in retract(found, ledger, run, tools_for(project, outbox, public, clock)):
                done.append(one)
                if style == "text":
                    click.echo(taken_line(one))
    except KeyboardInterrupt:
        message = "stopped: what is not gone yet is still to be taken down: run it again"
        raise LedgerError(message) from None
    _print(tuple(done), project, uid, style, live=True)
    return exit_code(done)


def _known(
    uid: str, outbox: Outbox, state: LedgerState, policy: Policy, now: datetime
) -> tuple[Copy, ...]:
    """Return the post's copies. Raises BedsideError for a post that nobody knows."""
    if uid not in {key.uid for key in state.keys} | {post.uid for post in outbox.posts}:
        message = f"{uid}: the ledger knows no such post: `bedside ledger` lists them"
        raise BedsideError(message)
    return copies(uid, outbox, state, policy, now)


def _outbox(project: Project, now: datetime) -> Outbox:
    """Return the last build's outbox; a take-down does not wait for a build."""
    if project.outbox.exists():
        return own_outbox(project)
    return Outbox(site_url=project.practice.practice.url, built_at=now)


def _print(
    taken: tuple[Taken, ...], project: Project, uid: str, style: str, *, live: bool
) -> None:  # fmt: skip
    if style == "json":
        site, code = project.practice.practice.url, int(exit_code(taken))
        document: dict[str, Any] = {
            "version": 1, "site": site, "live": live, "retract": uid,
            "copies": [_json(one) for one in taken], "exit_code": code,
        }  # fmt: skip
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
        return
    if not live:
        click.echo("\n".join(map(taken_line, taken)) or "Nothing was announced anywhere.")
        click.echo("Nothing was done: add --live to carry it out.")
        return
    open_now = [one for one in taken if one.way not in {Way.GONE, Way.FORBID, Way.LOOK}]
    if open_now:
        click.echo(f"Not done: {len(open_now)} of {len(taken)} still to be taken down.", err=True)
    else:
        click.echo("Done: no copy that is known of is left. It is announced again only by name: "
                   "`bedside ledger resolve UID PLATFORM ACCOUNT --retry`.")  # fmt: skip


def taken_line(one: Taken) -> str:
    """Return what became of one copy."""
    key, sent = one.copy.key, one.copy.sent
    where = (sent.url or sent.remote_id) if sent else ""
    said = ": ".join(dict.fromkeys(text for text in (where, one.said) if text))
    return f"{one.way.value:15} {key.platform}/{key.account}{f'  {said}' if said else ''}"


def _json(one: Taken) -> dict[str, str]:
    key, sent = one.copy.key, one.copy.sent
    return {
        "uid": key.uid, "platform": key.platform, "account": key.account, "slot": key.slot,
        "way": one.way.name.lower(), "url": sent.url if sent else "",
        "remote_id": sent.remote_id if sent else "", "detail": one.said,
    }  # fmt: skip
