"""`bedside syndicate`: what would be announced and why; with --live it is."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import click

from bedside.cli import Invocation
from bedside.cli.by_hand import lay_out, pack_lines
from bedside.cli.options import now_option, practice_option
from bedside.cli.paused import change, pause_unread, say_paused
from bedside.cli.syndicate_retract import guarded, retract_one
from bedside.cli.syndicate_show import (
    plan_json,
    plan_lines,
    plan_summary,
    plan_table,
    result_line,
    take_down_lines,
)
from bedside.cli.syndicate_update import ALL, list_copies, update_copies
from bedside.cli.take_down import Leaving
from bedside.cli.waiting import settle_waiting
from bedside.clock import current_time, moment_of
from bedside.deploy.fetch import public_client
from bedside.errors import BedsideError, ExitCode, LedgerError, PracticeError
from bedside.project import Project, open_folder, open_project
from bedside.syndication.apply import apply
from bedside.syndication.lines import Plan, Reason
from bedside.syndication.links import ledger_address
from bedside.syndication.model import LedgerState
from bedside.syndication.plan import plan
from bedside.syndication.results import Result, exit_code, gravest
from bedside.syndication.setting import own_outbox, policy_for, tools_for
from bedside.syndication.store import Ledger, find_ledger, open_ledger
from bedside.syndication.takedown import TakeDown, take_downs
from bedside.syndication.tools import Tools

__all__ = ["command"]


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How a plan is printed."""

    style: str
    verbose: bool
    plain: bool


@click.command("syndicate")
@click.option("--live", is_flag=True, help="Carry the plan out. Without it nothing is sent.")
@click.option("--backfill", type=click.IntRange(min=1), metavar="N", default=None,
              help="Announce the N newest posts too, whatever their age; asks before it does.")  # fmt: skip
@click.option("--retract", metavar="UID",
              help="Take the copies of one post down instead; with --live they are deleted.")  # fmt: skip
@click.option("--update", is_flag=False, flag_value=ALL, metavar="[UID]",
              help="Carry changed texts to the copies that are there; with --live it is done.")  # fmt: skip
@click.option("--list", "follow_up", is_flag=False, flag_value=ALL, metavar="[UID]",
              help="List the links to each copy.")  # fmt: skip
@click.option("--pause", metavar="REASON",
              help="Stop every announcement at once, for every runner, until --resume.")  # fmt: skip
@click.option("--resume", is_flag=True, help="Lift the pause.")
@click.option("--verbose", "-v", is_flag=True, help="One line for each article and account.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text",
              show_default=True, help="How to print the plan.")  # fmt: skip
@click.option("--ledger", "ledger_url", metavar="URL",
              help="The ledger, if not ledger/ledger.db or BEDSIDE_LEDGER.")  # fmt: skip
@practice_option
@now_option
@click.pass_obj
def command(
    invocation: Invocation, *, live: bool, backfill: int | None, retract: str | None,
    update: str | None, follow_up: str | None, pause: str | None, resume: bool,
    verbose: bool, style: str, ledger_url: str | None, now: str | None,
) -> int:  # fmt: skip
    """Print what would be announced and why; with --live, announce it.

    The first --live run on a site, or of a new account, announces nothing: it writes down what is
    there already. Copies of a post that is not public any more are named, and --live takes them
    down when the build that is online left it out. Exit codes: 0 done, 1 a copy is left that only a person can remove, 2 a secret or setting
    is missing, 3 a network said no or failed (safe to run again).
    """
    project = _opened(invocation, pause, ledger_url)
    moment = moment_of(now, project.practice.zone)
    clock: Callable[[], datetime] = (lambda: moment) if now else current_time
    address = ledger_address(project, ledger_url)
    how = How(style=style, verbose=verbose, plain=invocation.quiet or not sys.stdout.isatty())
    _refuse_two(pause, resume or None, retract, update, follow_up, backfill)
    if pause is not None or resume:
        _refuse_live(live=live)
        return change(project, address, pause, clock)
    if follow_up:
        return list_copies(project, find_ledger(address, moment), follow_up, style=style)
    if update:
        ledger = guarded(project, address, moment, waits=live).ledger
        return update_copies(
            project, ledger, update, clock, address=address, style=style, live=live
        )
    if retract:
        ledger = guarded(project, address, moment, waits=False).ledger
        return retract_one(
            project, ledger, retract.upper(), clock, address=address, style=style, live=live
        )
    outbox = own_outbox(project)
    found = guarded(project, address, moment, waits=live)
    policy = replace(policy_for(project, backfill or 0, address), lacks_witness=found.lacks_witness)
    ledger = found.ledger
    if not live:
        state = ledger.state() if ledger else LedgerState()
        say_paused(state.pause)
        gone = take_downs(outbox, state, policy, moment)
        _show(project, plan(outbox, state, policy, moment), gone, how)
        _by_hand(project, moment, address, how)
        return ExitCode.FINE
    ledger = ledger or open_ledger(address, moment)
    with ledger.run(moment) as run, public_client() as public:
        tools, silent = tools_for(project, outbox, public, clock), style == "json"
        waited = settle_waiting(outbox, policy, ledger, run, tools, silent=silent)
        state = ledger.state()
        say_paused(state.pause)
        planned, gone = (
            plan(outbox, state, policy, moment),
            take_downs(outbox, state, policy, moment),
        )
        if style == "text":
            _show(project, planned, gone, how)
        if backfill:
            _confirm(planned, project.practice.practice.short_name)
        results = _carry_out(planned, ledger, run, tools, silent=silent)
        leaving = Leaving(project=project, outbox=outbox, policy=policy)
        taken = leaving.take_down(gone, ledger, run, tools, silent=silent)
        tools.full_witness(ledger)
    if silent:
        left = take_downs(outbox, ledger.state(), policy, clock())
        _print_json(project, planned, results, left, live=True)
    _by_hand(project, moment, address, how)
    return gravest((exit_code(results), *waited, *(one.code for one in taken)))


def _opened(invocation: Invocation, pause: str | None, ledger_url: str | None) -> Project:
    """Open the practice; where its facts have mistakes, pause all the same before they are said."""
    try:
        return open_project(invocation.practice_file)
    except PracticeError as error:
        if pause is not None:
            folder = open_folder(invocation.practice_file)
            pause_unread(folder, ledger_address(folder, ledger_url), pause, current_time, error)
        raise


def _refuse_live(*, live: bool) -> None:
    if live:
        message = "--pause and --resume need no --live: they hold at once"
        raise click.UsageError(message)


def _refuse_two(*options: object) -> None:
    if sum(one is not None for one in options) > 1:
        message = "--pause, --resume, --retract, --update, --list and --backfill each stand alone"
        raise click.UsageError(message)


def _show(project: Project, planned: Plan, gone: tuple[TakeDown, ...], how: How) -> None:
    if how.style == "json":
        _print_json(project, planned, (), gone, live=False)
        return
    if not how.verbose:
        click.echo("\n".join(plan_summary(planned, project.practice)))
    elif how.plain:
        click.echo("\n".join(plan_lines(planned)))
    else:
        from rich.console import Console  # noqa: PLC0415  rich loads slowly

        Console().print(plan_table(planned, project.practice.zone))
        click.echo(plan_lines(planned)[-1])
    for line in take_down_lines(gone):
        click.echo(line)


def _by_hand(project: Project, now: datetime, address: str, how: How) -> None:
    """Lay out what a person is to post, and name it."""
    found = lay_out(project, now, address)
    if how.style == "text":
        for line in pack_lines(found):
            click.echo(line)


def _print_json(
    project: Project, planned: Plan, results: tuple[Result, ...], gone: tuple[TakeDown, ...], *,
    live: bool,
) -> None:  # fmt: skip
    site = project.practice.practice.url
    document = plan_json(planned, results, gone, site=site, live=live)
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def _confirm(planned: Plan, short_name: str) -> None:
    """Ask a person to type how many old posts go out, or the practice's name."""
    posts = {line.key.uid for line in planned.backfilled()}
    if not posts:
        return
    click.echo(f"{len(posts)} earlier post(s) will be announced to everyone who follows.", err=True)
    question = f"Type {len(posts)} or {short_name} to go on"
    typed = click.prompt(question, default="", show_default=False, err=True)
    if typed.strip() not in {str(len(posts)), short_name}:
        message = "not confirmed: nothing was sent"
        raise BedsideError(message)


def _carry_out(
    planned: Plan, ledger: Ledger, run: str, tools: Tools, *, silent: bool
) -> tuple[Result, ...]:
    """Announce, printing each result as it comes, and what only a person can settle."""
    results: list[Result] = []
    try:
        for result in apply(planned, ledger, run, tools):
            results.append(result)
            if not silent:
                click.echo(result_line(result))
    except KeyboardInterrupt:
        message = "stopped: what was being sent then is looked up by the next run: run it again"
        raise LedgerError(message) from None
    for line in planned.lines:
        if line.shown in {Reason.ASK_A_PERSON, Reason.UNWITNESSED}:
            click.echo(f"note: {line.key} is open, only a person can tell: {line.detail}", err=True)
    return tuple(results)
