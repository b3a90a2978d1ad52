"""`bedside evidence`: what was entered, revoked, deployed and taken down, kept for six years."""

from pathlib import Path

import click

from bedside.cli import Invocation
from bedside.cli.groups import Group
from bedside.cli.options import now_option, practice_option
from bedside.clock import moment_of
from bedside.errors import BedsideError, ExitCode
from bedside.evidence.chain import Entry, read_evidence
from bedside.evidence.consents import changes, record_consents
from bedside.evidence.export import export
from bedside.project import open_project

__all__ = ["command"]


@click.group("evidence", cls=Group)
def command() -> None:
    """Check, show and export what was entered, revoked, deployed and taken down."""


@command.command("check")
@practice_option
@now_option
@click.pass_obj
def check(invocation: Invocation, now: str | None) -> int:
    """Tell whether a line was edited or removed, and whether consents.toml still says what was signed."""
    project = open_project(invocation.practice_file)
    moment = moment_of(now, project.practice.zone)
    evidence = read_evidence(project.evidence)
    today = moment.astimezone(project.practice.zone).date()
    for number, said in evidence.problems:
        click.echo(f"{evidence.path}:{number}: {said}")
    differing = list(changes(evidence, project.consents, today))
    for name, said in differing:
        click.echo(f"consents.toml: consent {name}: {said}")
    new = {one.id for one in project.consents.consents} - evidence.latest("consent").keys()
    for name in sorted(new):
        click.echo(
            f"consents.toml: consent {name}: not recorded yet: `bedside evidence record` does it"
        )
    if evidence.problems or differing:
        return ExitCode.AUTHOR
    click.echo(
        f"{len(evidence.entries)} line(s), none changed. Last line: {evidence.head or 'none'}"
    )
    return ExitCode.FINE


@command.command("record")
@practice_option
@now_option
@click.pass_obj
def record(invocation: Invocation, now: str | None) -> None:
    """Record the consents that were written into consents.toml by hand; a deploy does it too."""
    project = open_project(invocation.practice_file)
    moment = moment_of(now, project.practice.zone)
    count = record_consents(project.evidence, project.consents, moment)
    click.echo(f"{count} line(s) added. Commit consents.toml and evidence/ together.")


@command.command("list")
@practice_option
@click.pass_obj
def show(invocation: Invocation) -> None:
    """Show every line: when, what kind, of what."""
    project = open_project(invocation.practice_file)
    entries = read_evidence(project.evidence).entries
    click.echo("\n".join(map(_line, entries)) or "Nothing was recorded yet.")


@command.command("export")
@click.option("--to", "file", required=True, type=click.Path(path_type=Path, dir_okay=False),
              help="The ZIP file to write.")  # fmt: skip
@practice_option
@click.pass_obj
def write(invocation: Invocation, file: Path) -> int:
    """Write evidence, consents and the last receipt into one ZIP, with what is wrong with them.

    Exit code 1 when something is: the file is written all the same.
    """
    project = open_project(invocation.practice_file)
    evidence = read_evidence(project.evidence)
    if file.exists():
        message = f"{file}: is there already: name another file"
        raise BedsideError(message)
    try:
        export(evidence, (project.root / "consents.toml", project.receipt), file)
    except OSError as error:
        message = f"{file}: cannot be written: {error.strerror}"
        raise BedsideError(message) from None
    click.echo(f"{len(evidence.entries)} line(s) in {file}. Last line: {evidence.head or 'none'}")
    return ExitCode.AUTHOR if evidence.problems else ExitCode.FINE


def _line(one: Entry) -> str:
    return f"{one.number:5}  {one.at:%Y-%m-%d %H:%M}  {one.kind:10} {one.subject}"
