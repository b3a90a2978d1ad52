"""`bedside consent`: the signed forms that stories and pictures rest on."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import click

from bedside.cli import Invocation
from bedside.cli.consent_add import command as add
from bedside.cli.consent_show import Links, list_lines, revoked_lines
from bedside.cli.groups import Group
from bedside.cli.options import now_option, practice_option
from bedside.clock import moment_of
from bedside.consents import load_consents
from bedside.consents.blank import blank_entry, mint_id
from bedside.consents.edit import revoke_entry
from bedside.errors import BedsideError, ExitCode, PracticeError
from bedside.evidence.chain import refuse_broken
from bedside.evidence.consents import record_consents
from bedside.files import as_typed
from bedside.post import Kind, Source
from bedside.project import Project, open_folder, open_project
from bedside.source import find_sources, read_source

__all__ = ["command"]


@click.group("consent", cls=Group)
def command() -> None:
    """Enter, list, revoke and check the signed forms that stories and pictures rest on."""


command.add_command(add)


@command.command("new")
@click.option("--post", "uid", default="", metavar="UID", help="The post's uid, if there is one.")
@click.option("--kind", default="patient-story", show_default=True, help="What it is for.")
def new(uid: str, kind: str) -> None:
    """Print a fresh id for a paper form, and the empty entry that the signed form fills in."""
    name = mint_id()
    click.echo(
        f"# Write {name} on the paper form. When it is signed: bedside consent add --id {name}"
    )
    click.echo(
        "# or fill this in, in consents.toml. docs/consent.md lists what the paper must say.\n"
    )
    click.echo(blank_entry(name, uid, kind), nl=False)


@command.command("list")
@practice_option
@now_option
@click.pass_obj
def show(invocation: Invocation, now: str | None) -> None:
    """Show each consent: whether it holds, when it ends, and where it is used."""
    project, moment = _opened(invocation, now)
    lines = list(list_lines(project, sources_of(project), _today(project, moment)))
    click.echo("\n".join(lines) or "No consent is registered: `bedside consent add` enters one.")


@command.command("revoke")
@click.argument("consent_id", metavar="ID")
@click.option(
    "--on", "day", required=True, metavar="DATE", help="The day it was revoked, 2026-11-22."
)
@practice_option
@now_option
@click.pass_obj
def revoke(invocation: Invocation, consent_id: str, day: str, now: str | None) -> None:
    """Write down that a consent was taken back, and say exactly what happens next.

    The site still shows what rested on it until it is built and deployed.
    """
    folder = open_folder(invocation.practice_file)
    file = folder.root / "consents.toml"
    consents = load_consents(file)
    consent = consents.get(consent_id.upper())
    if consent is None:
        known = ", ".join(one.id for one in consents.consents) or "none"
        message = f"{consent_id}: is not in consents.toml, which has {known}: look at the form"
        raise BedsideError(message)
    project, unread = _project(invocation)
    zone = project.practice.zone if project else ZoneInfo("UTC")
    moment = moment_of(now, zone)
    when = _day(day)
    if when > moment.astimezone(zone).date():
        message = (
            f"{day}: is still to come: a consent is revoked on the day the letter says or arrives"
        )
        raise BedsideError(message)
    if when < consent.signed_on:
        message = (
            f"{day}: is before it was signed, on {consent.signed_on}: look at the letter again"
        )
        raise BedsideError(message)
    refuse_broken(folder.evidence)
    revoked = revoke_entry(file, consent, when)
    record_consents(folder.evidence, load_consents(file), moment)
    click.echo(
        f"{revoked.id} is revoked as of {when}. The entry stays in the file: it is kept six years."
    )
    if project is None:
        message = (
            f"{unread}\nThe consent is revoked, and the site still shows what rested on it. Mend the "
            f"mistakes above, then run `bedside build` and `bedside deploy`: they take it off. "
            "`bedside consent list` shows where it is used"
        )
        raise BedsideError(message)
    for line in revoked_lines(project, revoked, sources_of(project), _links(project, moment)):
        click.echo(line)


@command.command("check")
@practice_option
@now_option
@click.pass_obj
def check(invocation: Invocation, now: str | None) -> int:
    """Check consents.toml, the evidence and each post and picture that rests on a consent.

    Exit code 1 when something is wrong; all of it is said.
    """
    from bedside.checks.engine import check_sources  # noqa: PLC0415  rules and word lists load slowly
    from bedside.checks.model import Context  # noqa: PLC0415  rules and word lists load slowly
    from bedside.checks.report import text_report  # noqa: PLC0415  rules and word lists load slowly
    from bedside.checks.rules import RULES  # noqa: PLC0415  rules and word lists load slowly

    project, moment = _opened(invocation, now)
    context = Context(practice=project.practice, consents=project.consents, now=moment)
    rules = [rule for rule in RULES if rule.code.startswith("CON")]
    report = check_sources(sources_of(project), context, rules, content=project.content)
    if report.findings:
        click.echo(text_report(report.findings))
    count = len(project.consents.consents)
    click.echo(f"{count} consent(s): {len(report.errors)} error(s), "
               f"{len(report.findings) - len(report.errors)} other finding(s).")  # fmt: skip
    return ExitCode.AUTHOR if report.errors else ExitCode.FINE


def _links(project: Project, moment: datetime) -> Links:
    """Return where each post was announced, as far as the ledger here knows."""
    from bedside.cli.build_run import announced  # noqa: PLC0415  loads Pelican and SQLAlchemy

    try:
        return announced(project, moment).links
    except BedsideError as error:
        click.echo(f"the ledger cannot be read, so no announcement is named: {error}", err=True)
        return {}


def sources_of(project: Project) -> list[Source]:
    """Read every Markdown file of the practice."""
    found = find_sources([as_typed(project.content)] if project.content.is_dir() else [])
    read = [read_source(path, project.content, project.practice.zone) for path in found]
    return [one for one in read if one.kind is not Kind.TEXT]


def _project(invocation: Invocation) -> tuple[Project | None, PracticeError | None]:
    """Open the practice; where its facts have mistakes, return these: a revocation does not wait."""
    try:
        return open_project(invocation.practice_file), None
    except PracticeError as error:
        return None, error


def _opened(invocation: Invocation, now: str | None) -> tuple[Project, datetime]:
    project = open_project(invocation.practice_file)
    return project, moment_of(now, project.practice.zone)


def _today(project: Project, moment: datetime) -> date:
    return moment.astimezone(project.practice.zone).date()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"{text}: is not a date: write it as 2026-11-22"
        raise BedsideError(message) from None
