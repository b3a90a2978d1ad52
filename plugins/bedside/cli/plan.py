"""`bedside plan`: what is announced in the next days, as a table, as JSON, as a calendar file."""

import json
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from bedside.cli import Invocation
from bedside.cli.consent import sources_of
from bedside.cli.options import now_option, practice_option
from bedside.cli.paused import say_paused
from bedside.clock import moment_of
from bedside.errors import BedsideError, ExitCode
from bedside.files import write_atomic
from bedside.outbox import Outbox
from bedside.project import Project, open_project
from bedside.syndication.calendar import Coming, coming, ics
from bedside.syndication.links import ledger_address
from bedside.syndication.model import LedgerState
from bedside.syndication.plan import plan
from bedside.syndication.scheduled import scheduled_posts
from bedside.syndication.setting import own_outbox, policy_for
from bedside.syndication.store import find_ledger
from bedside.syndication.when import shown

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["command"]


@click.command("plan")
@click.option("--days", type=click.IntRange(1, 366), default=30, show_default=True,
              help="How far to look ahead.")  # fmt: skip
@click.option("--ics", "calendar", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Write a calendar file too, for any calendar program.")  # fmt: skip
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text",
              show_default=True, help="How to print the plan.")  # fmt: skip
@click.option("--ledger", "ledger_url", metavar="URL",
              help="The ledger, if not ledger/ledger.db or BEDSIDE_LEDGER.")  # fmt: skip
@practice_option
@now_option
@click.pass_obj
def command(
    invocation: Invocation, *, days: int, calendar: Path | None, style: str,
    ledger_url: str | None, now: str | None,
) -> int:  # fmt: skip
    """Show what is announced in the next 30 days, where and why.

    Nothing is sent. Posts with a later date are in it as well: they are announced when they are built and online.
    """
    project = open_project(invocation.practice_file)
    zone = project.practice.zone
    moment = moment_of(now, zone)
    address = ledger_address(project, ledger_url)
    ledger = find_ledger(address, moment)
    state = ledger.state() if ledger else LedgerState()
    policy = policy_for(project, 0, address)
    planned = plan(_outbox(project, moment, days), state, policy, moment)
    rows = coming(planned, moment, days)
    site = project.practice.practice.url
    if calendar:
        _write(calendar, ics(rows, site, moment))
    if style == "json":
        click.echo(json.dumps(_json(rows, site, state, zone), ensure_ascii=False, indent=1))
        return ExitCode.FINE
    say_paused(state.pause)
    if invocation.quiet or not sys.stdout.isatty():
        click.echo("\n".join(_lines(rows, zone)) or _nothing(project))
    else:
        from rich.console import Console  # noqa: PLC0415  rich loads slowly

        Console().print(_table(rows, zone, days) if rows else _nothing(project))
    return ExitCode.FINE


def _nothing(project: Project) -> str:
    if any(one.status == "active" for one in project.practice.accounts):
        return "Nothing is planned."
    return (
        "Nothing is planned: practice.toml has no active account to announce on; docs/accounts.md "
        "says how to add one."
    )


def _outbox(project: Project, now: datetime, days: int) -> Outbox:
    """Return the last build's outbox with the posts that a later build will add."""
    site = project.practice.practice.url
    built = own_outbox(project) if project.outbox.exists() else Outbox(site_url=site, built_at=now)
    known = {post.uid for post in built.posts}
    later = scheduled_posts(sources_of(project), project.practice, now, days)
    more = tuple(post for post in later if post.uid not in known)
    return built.model_copy(update={"posts": (*built.posts, *more)})


def _write(file: Path, text: str) -> None:
    try:
        write_atomic(file, text)
    except OSError as error:
        message = f"{file}: cannot be written: {error.strerror}"
        raise BedsideError(message) from None


def _when(row: Coming, zone: ZoneInfo) -> str:
    return shown(row.at, zone) if row.at else "no day yet"


def _lines(rows: Iterable[Coming], zone: ZoneInfo) -> list[str]:
    return [f"{_when(row, zone):24} {_account(row)}  {row.title}: {row.why}" for row in rows]


def _table(rows: Iterable[Coming], zone: ZoneInfo, days: int) -> "Table":
    from rich.table import Table  # noqa: PLC0415  rich loads slowly
    from rich.text import Text  # noqa: PLC0415

    table = Table(title=f"The next {days} days", title_justify="left", expand=True)
    table.add_column("When", no_wrap=True)
    table.add_column("Account", no_wrap=True)
    table.add_column("Post", ratio=3)
    table.add_column("Why", ratio=3)
    for row in rows:
        cells = (_when(row, zone), _account(row), row.title, row.why)
        table.add_row(*map(Text, cells), style="" if row.at else "dim")
    return table


def _json(
    rows: Iterable[Coming], site: str, state: LedgerState, zone: ZoneInfo
) -> dict[str, Any]:  # fmt: skip
    """Return the document of `--format json`: version 1, one entry for each announcement."""
    return {
        "version": 1, "site": site, "timezone": zone.key,
        "paused": state.pause.reason if state.pause else None,
        "coming": [
            {"uid": row.key.uid, "title": row.title, "platform": row.key.platform,
             "account": row.key.account, "slot": row.key.slot, "why": row.why,
             "at": row.at.isoformat() if row.at else None,
             "local": shown(row.at, zone) if row.at else None}
            for row in rows
        ],
    }  # fmt: skip


def _account(row: Coming) -> str:
    return f"{row.key.platform}/{row.key.account}"
