"""The pause: put on and lifted for every runner, and said by each command that knows of the ledger."""

from collections.abc import Callable
from datetime import UTC, datetime

import click

from bedside.cli.waiting import take_back
from bedside.errors import BedsideError, ExitCode
from bedside.project import Project
from bedside.syndication.model import Pause
from bedside.syndication.pause import pause_event, resume_event
from bedside.syndication.store import open_ledger

__all__ = ["change", "say_paused"]


def say_paused(pause: Pause | None) -> None:
    """Say that nothing is announced, and how to go on; nothing when there is no pause."""
    if pause:
        click.echo(_said(pause), err=True)


def change(
    project: Project, address: str, reason: str | None, clock: Callable[[], datetime]
) -> int:
    """Pause with a reason, or resume without one; said again, it changes nothing.

    A pause holds at once, and then takes back what waits on a network to be shown later.
    """
    ledger, code = open_ledger(address, clock()), ExitCode.FINE
    with ledger.run(clock()) as run:
        before = ledger.pause()
        if reason is not None:
            if not reason.strip():
                message = 'say why: bedside syndicate --pause "a recall"'
                raise BedsideError(message)
            ledger.record(pause_event(" ".join(reason.split()), clock(), run))
            code = take_back(project, address, ledger, run, clock)
        elif before:
            ledger.record(resume_event(clock(), run))
    now = ledger.pause()
    if now:
        click.echo(_said(now))
        click.echo("Look-ups and take-downs go on. A post that is being sent just now still is.")
    else:
        click.echo("Nothing is paused: the next run announces again.")
    return code


def _said(pause: Pause) -> str:
    since = pause.since.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return (
        f"Paused since {since}: {pause.reason}: nothing is announced until "
        "`bedside syndicate --resume`."
    )
