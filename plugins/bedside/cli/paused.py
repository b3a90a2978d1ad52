"""The pause: put on and lifted for every runner, and said by each command that knows of the ledger."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import NoReturn

import click

from bedside.cli.waiting import take_back
from bedside.errors import BedsideError, DeployError, ExitCode, PracticeError
from bedside.project import Folder, Project
from bedside.syndication.mark import guard
from bedside.syndication.model import Pause
from bedside.syndication.pause import pause_event, resume_event
from bedside.syndication.setting import published_mark
from bedside.syndication.store import Ledger, open_ledger
from bedside.syndication.witness import bear_witness_of_pause, witnessed

__all__ = ["change", "pause_unread", "say_paused"]


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
    ledger, code, was_paused = open_ledger(address, clock()), ExitCode.FINE, False
    with ledger.run(clock()) as run:
        if reason is not None:
            _pause(project, ledger, reason, clock, run)
            code = take_back(project, address, ledger, run, clock)
        elif was_paused := _is_paused(project, ledger):
            ledger.record(resume_event(clock(), run))
            _bear_witness(project, ledger, clock)
    now = ledger.pause()
    if now:
        click.echo(_said(now))
        click.echo("Look-ups and take-downs go on. A post that is being sent just now still is.")
    elif was_paused:
        click.echo("The pause is lifted: the next run announces again.")
    else:
        click.echo("Nothing is paused: the next run announces as always.")
    return code


def pause_unread(
    folder: Folder, address: str, reason: str, clock: Callable[[], datetime], error: PracticeError
) -> NoReturn:
    """Pause although practice.toml has mistakes: it must not wait for them.

    The ledger needs nothing out of it. What waits on a network needs the accounts, and stays there.
    """
    ledger = open_ledger(address, clock())
    with ledger.run(clock()) as run:
        _pause(folder, ledger, reason, clock, run)
    if now := ledger.pause():
        click.echo(_said(now))
    message = (
        f"{error}\nThe pause holds. Posts that a network already has, to be shown later, were not "
        "taken back: mend practice.toml and give --pause again, or remove them on the network"
    )
    raise BedsideError(message)


def _pause(
    folder: Folder, ledger: Ledger, reason: str, clock: Callable[[], datetime], run: str
) -> None:
    if not reason.strip():
        message = 'say why: bedside syndicate --pause "a recall"'
        raise BedsideError(message)
    ledger.record(pause_event(" ".join(reason.split()), clock(), run))
    _bear_witness(folder, ledger, clock)


def _is_paused(project: Project, ledger: Ledger) -> bool:
    """Tell whether the ledger is paused, or one that was lost. Raises LedgerError for an older one."""
    known = witnessed(project)
    guard(known, ledger, who="this computer")
    marks = [known]
    with suppress(DeployError):  # a site that does not answer names nothing to be lifted
        marks.append(published_mark(project))
    outside = any(one and one.paused and not ledger.knows_pause(one.paused) for one in marks)
    return outside or ledger.pause() is not None


def _bear_witness(folder: Folder, ledger: Ledger, clock: Callable[[], datetime]) -> None:
    try:
        bear_witness_of_pause(folder, ledger, clock())
    except OSError as error:
        said = (
            f"note: only the ledger knows it, this computer cannot write it down: {error.strerror}"
        )
        click.echo(said, err=True)


def _said(pause: Pause) -> str:
    since = pause.since.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return (
        f"Paused since {since}: {pause.reason}: nothing is announced until "
        "`bedside syndicate --resume`."
    )
