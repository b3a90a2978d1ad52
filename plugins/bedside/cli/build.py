"""`bedside build`: check and build the site; where nothing changed, prove that it stands."""

from contextlib import suppress

import click

from bedside.cli import Invocation
from bedside.cli.options import now_option, practice_option
from bedside.errors import ExitCode
from bedside.inputs import inputs_of
from bedside.unchanged import LastBuild, last_build

__all__ = ["command"]


@click.command("build")
@click.option("--fresh", is_flag=True, help="Build anew, also where nothing changed.")
@practice_option
@now_option
@click.pass_obj
def command(invocation: Invocation, now: str | None, *, fresh: bool) -> int:
    """Check every post and build the site into output/.

    Where neither a file, a setting, the day nor Bedside changed since the last build, and output/
    is still what its receipt says, that site stands and is not made again.
    """
    inputs: tuple[str, ...] = ()
    with suppress(OSError):  # no such folder: opening it says so in better words
        inputs = inputs_of(invocation.practice_file)
    last = None if fresh else last_build(invocation.practice_file, now, inputs)
    if last is None:
        from bedside.cli.build_run import build  # noqa: PLC0415  Pelican loads slowly

        return build(invocation, now, inputs)
    return _stands(invocation, now, last)


def _stands(invocation: Invocation, now: str | None, last: LastBuild) -> int:
    """Say again what the build said."""
    by_hand = _by_hand(invocation, now) if last.is_by_hand else ()
    if not invocation.quiet:
        for line in [*last.said, *by_hand]:
            click.echo(line)
        click.echo("Nothing changed since: output/ is as it was built.")
    for line in last.warned:
        click.echo(line, err=True)
    return ExitCode(last.code)


def _by_hand(invocation: Invocation, now: str | None) -> list[str]:
    from bedside.cli.build_run import packs  # noqa: PLC0415  loads slowly
    from bedside.clock import moment_of  # noqa: PLC0415  loads slowly
    from bedside.project import open_project  # noqa: PLC0415  loads slowly

    project = open_project(invocation.practice_file)
    return packs(project, moment_of(now, project.practice.zone))
