"""`bedside fix`: write the uids that posts lack or name by a file, and new ones where a copy repeats one."""

from pathlib import Path

import click

from bedside.checks.repair import repair_uids
from bedside.cli import Invocation
from bedside.cli.options import now_option, practice_option
from bedside.clock import moment_of
from bedside.errors import ExitCode
from bedside.files import as_typed
from bedside.project import open_project

__all__ = ["command"]


@click.command("fix")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@practice_option
@now_option
@click.pass_obj
def command(invocation: Invocation, paths: tuple[Path, ...], now: str | None) -> int:
    """Write missing and repeated uids into posts and notices; nothing else in a file changes.

    Without PATHS every post and notice is looked at. Of two files with one uid, the newer gets a
    new one: feeds and networks know the older. A `translation_of` that names a file gets its uid.
    """
    project = open_project(invocation.practice_file)
    moment = moment_of(now, project.practice.zone)
    repairs = repair_uids(project.content, project.practice.zone, moment, paths)
    for one in repairs:
        click.echo(f"{as_typed(one.path)}: {one.what}")
    if not invocation.quiet:
        click.echo(f"{len(repairs)} file(s) changed." if repairs else "Nothing to fix.")
    return ExitCode.FINE
