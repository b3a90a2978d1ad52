"""`bedside doctor`: is everything in order, and what to do about what is not."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import click

from bedside.checks.ahead import stops_ahead
from bedside.checks.receipt import load_receipt
from bedside.cli import Invocation
from bedside.cli.doctor_accounts import asked_accounts
from bedside.cli.options import now_option, practice_option
from bedside.clock import current_time, moment_of
from bedside.deploy import health
from bedside.deploy.account_health import still_stopped
from bedside.deploy.fetch import public_client
from bedside.deploy.health import Level, Symptom
from bedside.deploy.mark import read_mark
from bedside.deploy.still_online import still_online
from bedside.errors import BedsideError, DeployError, ExitCode, PracticeError
from bedside.files import as_typed
from bedside.outbox import load_outbox
from bedside.project import Folder, Project, open_folder, open_project
from bedside.source import find_sources, read_source

if TYPE_CHECKING:
    from bedside.syndication.store import Ledger

__all__ = ["command"]

_COLOURS = {
    Level.OK: "green", Level.NOTE: "yellow", Level.UNKNOWN: "magenta", Level.PROBLEM: "red",
}  # fmt: skip
_ORDER = (Level.PROBLEM, Level.UNKNOWN, Level.NOTE, Level.OK)


@click.command("doctor")
@click.option(
    "--public-url", metavar="URL", help="Where the site is, if not at the practice's address."
)
@click.option("--accounts", is_flag=True, help="Ask the accounts' networks and nothing else.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text",
              show_default=True, help="How to print it.")  # fmt: skip
@practice_option
@now_option
@click.pass_obj
def command(
    invocation: Invocation, *, public_url: str | None, accounts: bool, style: str, now: str | None
) -> int:
    """Look at settings, accounts, ledger, builds, schedules, consents and reviews.

    Each active account's network is asked who the account is, what its token may do and when it
    ends; nothing is posted and no secret is printed. Exit code 1 when something is to be mended, 3
    when nothing is but a network could not be asked.
    """
    try:
        project = open_project(invocation.practice_file)
    except PracticeError as error:
        found = list(_unread(open_folder(invocation.practice_file), error))
    else:
        moment = moment_of(now, project.practice.zone)
        url = public_url or project.practice.practice.url
        found = list(asked_accounts(project, lambda: moment))
        if accounts:
            found += _ledger(project, moment)
        else:
            found += [*_symptoms(project, moment), *_public(project, url, moment)]
    symptoms = sorted(found, key=lambda one: _ORDER.index(one.level))
    if style == "json":
        _print_json(symptoms)
    else:
        _print(symptoms, invocation)
    return _code(symptoms)


def _code(symptoms: list[Symptom]) -> ExitCode:
    levels = {one.level for one in symptoms}
    if Level.PROBLEM in levels:
        return ExitCode.AUTHOR
    return ExitCode.NETWORK if Level.UNKNOWN in levels else ExitCode.FINE


def _print_json(symptoms: list[Symptom]) -> None:
    lines = [{"level": one.level.value, "what": one.what, "fix": one.fix} for one in symptoms]
    document = {"version": 1, "lines": lines, "exit_code": int(_code(symptoms))}
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def _print(symptoms: list[Symptom], invocation: Invocation) -> None:
    for one in symptoms:
        if one.level is not Level.OK or not invocation.quiet:
            fix = f": {one.fix}" if one.fix else ""
            click.echo(
                f"{click.style(f'{one.level.value:8}', fg=_COLOURS[one.level])}{one.what}{fix}"
            )
    counts = Counter(one.level for one in symptoms)
    unknown = counts[Level.UNKNOWN]
    click.echo(
        f"{_counted(counts[Level.PROBLEM], 'problem')}, {_counted(counts[Level.NOTE], 'note')}"
        f"{f', {unknown} could not be asked' if unknown else ''}."
    )


def _symptoms(project: Project, now: datetime) -> Iterator[Symptom]:
    """Look at everything on this machine."""
    practice, today = project.practice, now.astimezone(project.practice.zone).date()
    found = find_sources([as_typed(project.content)] if project.content.is_dir() else [])
    sources = [read_source(path, project.content, practice.zone) for path in found]
    yield Symptom(
        level=Level.OK, what=f"{project.practice_file.name} and consents.toml can be read"
    )
    yield from health.colours(practice.brand)
    yield from _ledger(project, now)
    try:
        outbox = load_outbox(project.outbox) if project.outbox.exists() else None
        yield from health.build_age(load_receipt(project.receipt), now)
        yield from health.missed_posts(sources, outbox, project.consents, now)
    except BedsideError as error:
        yield Symptom(level=Level.PROBLEM, what=str(error))
    yield from health.stopping(stops_ahead(project, sources, now))
    yield from health.withheld_posts(still_online(project, sources, now))
    yield from health.consents_ending(project.consents, today)
    yield from health.reviews(sources, now, today)


def _unread(folder: Folder, error: PracticeError) -> Iterator[Symptom]:
    """Say each mistake in the practice's files, and what can be known without them."""
    for one in error.mistakes:
        yield Symptom(level=Level.PROBLEM, what=str(one))
    yield Symptom(
        level=Level.NOTE, what="accounts, schedules, consents and the public site were not looked at",
        fix="mend the above and run this again",
    )  # fmt: skip
    try:
        ledger = _found_ledger(folder, current_time())
    except BedsideError as broken:
        yield Symptom(level=Level.PROBLEM, what=str(broken))
        return
    if ledger:
        yield from _held(ledger)


def _found_ledger(folder: Folder, now: datetime) -> "Ledger | None":
    from bedside.syndication.links import ledger_address  # noqa: PLC0415  SQLAlchemy loads slowly
    from bedside.syndication.store import find_ledger  # noqa: PLC0415  SQLAlchemy loads slowly

    return find_ledger(ledger_address(folder), now)


def _held(ledger: "Ledger") -> Iterator[Symptom]:
    yield Symptom(level=Level.OK, what=f"the ledger holds {ledger.mark} event(s)")
    if pause := ledger.pause():
        yield Symptom(
            level=Level.NOTE, what=f"announcing is paused: {pause.reason}",
            fix="`bedside syndicate --resume` lifts it",
        )  # fmt: skip


def _ledger(project: Project, now: datetime) -> Iterator[Symptom]:
    try:
        ledger = _found_ledger(project, now)
    except BedsideError as error:
        yield Symptom(level=Level.PROBLEM, what=str(error))
        return
    if ledger:
        yield from _held(ledger)
        yield from _announced(project, ledger, now)
    else:
        yield Symptom(
            level=Level.NOTE, what="there is no ledger yet",
            fix="the first `bedside syndicate --live` makes it and announces nothing",
        )  # fmt: skip


def _announced(project: Project, ledger: "Ledger", now: datetime) -> Iterator[Symptom]:
    """Look at what the ledger knows: each account's last success, copies that should go."""
    from bedside.syndication.links import ledger_address  # noqa: PLC0415  SQLAlchemy loads slowly
    from bedside.syndication.model import EventKind  # noqa: PLC0415  SQLAlchemy loads slowly
    from bedside.syndication.setting import policy_for  # noqa: PLC0415  SQLAlchemy loads slowly
    from bedside.syndication.takedown import take_downs  # noqa: PLC0415  SQLAlchemy loads slowly

    sent = {
        (one.key.platform, one.key.account): one.at
        for one in ledger.events()
        if one.kind in {EventKind.SENT, EventKind.SCHEDULED}
    }
    yield from health.accounts(project.practice.accounts, sent, now)
    troubles = ledger.state().troubles.items()
    yield from still_stopped((key.account, one) for key, one in troubles)
    if project.outbox.exists():
        policy = policy_for(project, 0, ledger_address(project))
        gone = take_downs(load_outbox(project.outbox), ledger.state(), policy, now)
        yield from health.copies_left((one.uid, len(one.copies)) for one in gone)


def _counted(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def _public(project: Project, url: str, now: datetime) -> Iterator[Symptom]:
    """Ask the public site when it was built."""
    try:
        with public_client() as client:
            mark = read_mark(client, url)
    except DeployError as error:
        yield Symptom(level=Level.NOTE, what=f"the public site does not answer: {error}")
        return
    workflow = project.root / ".github" / "workflows" / "publish.yml"
    yield from health.last_run(mark, now, is_scheduled=workflow.exists())
