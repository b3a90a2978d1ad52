"""`bedside syndicate`: what would be announced and why; with --live it is."""

import json
import sys
from collections.abc import Callable
from datetime import datetime

import click

from bedside.cli import Invocation
from bedside.cli.options import now_option, practice_option
from bedside.cli.syndicate_show import plan_json, plan_lines, plan_table, result_line
from bedside.clock import current_time, parse_time
from bedside.deploy.fetch import public_client
from bedside.errors import BedsideError, DeployError, ExitCode, LedgerError
from bedside.project import Project, open_project
from bedside.syndication.apply import Tools, apply
from bedside.syndication.lines import Plan, Reason
from bedside.syndication.links import ledger_address
from bedside.syndication.mark import guard
from bedside.syndication.model import LedgerState
from bedside.syndication.plan import plan
from bedside.syndication.results import Result, exit_code
from bedside.syndication.setting import own_outbox, policy_for, published_mark, tools_for
from bedside.syndication.store import Ledger, find_ledger, open_ledger

__all__ = ["command"]


@click.command("syndicate")
@click.option("--live", is_flag=True, help="Carry the plan out. Without it nothing is sent.")
@click.option("--backfill", type=click.IntRange(min=1), metavar="N", default=None,
              help="Announce the N newest posts too, whatever their age; asks before it does.")  # fmt: skip
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text",
              show_default=True, help="How to print the plan.")  # fmt: skip
@click.option("--ledger", "ledger_url", metavar="URL",
              help="The ledger, if not ledger/ledger.db or BEDSIDE_LEDGER.")  # fmt: skip
@practice_option
@now_option
@click.pass_obj
def command(
    invocation: Invocation, *, live: bool, backfill: int | None, style: str,
    ledger_url: str | None, now: str | None,
) -> int:  # fmt: skip
    """Print what would be announced and why; with --live, announce it.

    The first --live run on a site, or of a new account, announces nothing: it writes down what is
    there already. Exit codes: 0 done, 2 a secret or setting is missing, 3 a network said no or
    failed (safe to run again).
    """
    project = open_project(invocation.practice_file)
    moment = parse_time(now, project.practice.zone) if now else current_time()
    clock: Callable[[], datetime] = (lambda: moment) if now else current_time
    address = ledger_url or ledger_address(project.ledger_url)
    outbox = own_outbox(project)
    policy = policy_for(project, backfill or 0, address)
    is_plain = invocation.quiet or not sys.stdout.isatty()
    ledger = _guarded(project, address, moment, live=live)
    if not live:
        state = ledger.state() if ledger else LedgerState()
        planned = plan(outbox, state, policy, moment)
        _show(project, planned, style, plain=is_plain)
        return ExitCode.FINE
    ledger = ledger or open_ledger(address, moment)
    with ledger.run(moment) as run, public_client() as public:
        planned = plan(outbox, ledger.state(), policy, moment)
        if style == "text":
            _show(project, planned, style, plain=is_plain)
        if backfill:
            _confirm(planned, project.practice.practice.short_name)
        tools = tools_for(project, outbox, public, clock)
        results = _carry_out(planned, ledger, run, tools, silent=style == "json")
    if style == "json":
        _print_json(project, planned, results, live=True)
    return exit_code(results)


def _guarded(project: Project, address: str, moment: datetime, *, live: bool) -> Ledger | None:
    """Return the ledger if there is one, after asking the public site which one it knows."""
    ledger = find_ledger(address, moment)
    try:
        published = published_mark(project)
    except DeployError as error:
        if live:
            raise
        click.echo(f"note: {error} A --live run waits until it is.", err=True)
        return ledger
    guard(published, ledger)
    return ledger


def _show(project: Project, planned: Plan, style: str, *, plain: bool) -> None:
    if style == "json":
        _print_json(project, planned, (), live=False)
    elif plain:
        click.echo("\n".join(plan_lines(planned)))
    else:
        from rich.console import Console  # noqa: PLC0415  rich loads slowly

        console = Console()
        console.print(plan_table(planned, project.practice.zone))
        click.echo(plan_lines(planned)[-1])


def _print_json(
    project: Project, planned: Plan, results: tuple[Result, ...], *, live: bool
) -> None:
    document = plan_json(planned, results, site=project.practice.practice.url, live=live)
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
        if line.shown is Reason.ASK_A_PERSON:
            click.echo(f"note: {line.key} is open, only a person can tell: {line.detail}", err=True)
    return tuple(results)
