"""`bedside syndicate --update [UID]` and `--list [UID]`: copies with an older text, and where each is."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import click

from bedside.cli.paused import say_paused
from bedside.deploy.fetch import public_client
from bedside.errors import BedsideError, ExitCode
from bedside.platforms.base import Sent
from bedside.project import Project
from bedside.syndication.copies import Listed, listed
from bedside.syndication.plan import plan
from bedside.syndication.setting import own_outbox, policy_for, tools_for
from bedside.syndication.store import Ledger
from bedside.syndication.update import Changed, changes, exit_code, update
from bedside.syndication.when import shown

__all__ = ["ALL", "list_copies", "update_copies"]

ALL = "*"  # of the options that may name one post


def update_copies(
    project: Project, ledger: Ledger | None, uid: str, clock: Callable[[], datetime], *,
    address: str, style: str, live: bool,
) -> int:  # fmt: skip
    """Print which copies show an older text, or change them, and what is left to a person."""
    ledger = _there(ledger)
    outbox, policy = own_outbox(project), policy_for(project, 0, address)
    wanted = "" if uid == ALL else uid.upper()
    done: list[Changed] = []
    with ledger.run(clock()) as run, public_client() as public:
        state, tools = ledger.state(), tools_for(project, outbox, public, clock)
        say_paused(state.pause)
        planned = plan(outbox, state, policy, clock())
        found = changes(planned, tools, wanted, state.pause.reason if state.pause else "")
        if not live:
            done = [Changed(change=one, how=one.how, said=one.said) for one in found]
        for one in update(found, ledger, run, tools) if live else ():
            done.append(one)
            if style == "text":
                click.echo(_line(one))
    code = exit_code(done)
    if style == "json":
        click.echo(json.dumps(_json(done, live=live, code=code), ensure_ascii=False, indent=1))
    elif not live:
        click.echo("\n".join(map(_line, done)) or "Every copy shows the text of the last build.")
        click.echo("Nothing was done: add --live to carry it out.")
    return code if live else ExitCode.FINE


def list_copies(project: Project, ledger: Ledger | None, uid: str, *, style: str) -> int:
    """Print where each copy is, and what was corrected since."""
    state = _there(ledger).state()
    outbox = own_outbox(project) if project.outbox.exists() else None
    found = listed(outbox, state, project.practice, "" if uid == ALL else uid.upper())
    if style == "json":
        document = {"version": 1, "posts": [_listed_json(one) for one in found]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        rows = [row for one in found for row in _listed_lines(one, project)]
        click.echo("\n".join(rows) or "Nothing was announced anywhere.")
    return ExitCode.FINE


def _there(ledger: Ledger | None) -> Ledger:
    if ledger is None:
        message = "there is no ledger here: nothing was announced from this folder"
        raise BedsideError(message)
    return ledger


def _where(copy: Sent) -> str:
    return copy.url or copy.remote_id


def _line(one: Changed) -> str:
    line, copy = one.change.line, one.change.copy
    said = f": {one.said}" if one.said and one.said != copy.url else ""
    account = f"{line.key.platform}/{line.key.account}"
    return f"{one.how.value:12} {account}  {line.key.uid}  {line.title}  {_where(copy)}{said}"


def _json(done: list[Changed], *, live: bool, code: int) -> dict[str, Any]:
    return {
        "version": 1, "live": live, "exit_code": int(code),
        "copies": [
            {"uid": one.change.line.key.uid, "platform": one.change.line.key.platform,
             "account": one.change.line.key.account, "slot": one.change.line.key.slot,
             "how": one.how.name.lower(), "url": one.change.copy.url, "detail": one.said}
            for one in done
        ],
    }  # fmt: skip


def _listed_lines(one: Listed, project: Project) -> Iterator[str]:
    yield f"{one.uid}  {one.title or 'not in the last build'}"
    for day, text in one.corrections:
        yield f"  corrected on {day}: {text}"
        yield "  tell readers of it under each copy, or take the copy down with --retract"
    for copy in one.copies:
        when = f"  {shown(copy.at, project.practice.zone)}" if copy.at else ""
        yield f"  {copy.account}  {copy.slot}  {copy.status}{when}  {copy.url}".rstrip()


def _listed_json(one: Listed) -> dict[str, Any]:
    return {
        "uid": one.uid, "title": one.title,
        "corrections": [{"date": day, "text": text} for day, text in one.corrections],
        "copies": [
            {"account": copy.account, "slot": copy.slot, "state": copy.status, "url": copy.url,
             "at": copy.at.isoformat() if copy.at else None}
            for copy in one.copies
        ],
    }  # fmt: skip
