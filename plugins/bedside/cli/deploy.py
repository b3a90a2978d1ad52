"""`bedside deploy`: gate 3, upload, and the proof that the public sees what was built."""

import contextlib
from collections.abc import Callable, Iterator

import click

from bedside.checks.model import Finding
from bedside.cli import Invocation
from bedside.cli.options import now_option, practice_option
from bedside.clock import current_time, parse_time
from bedside.deploy.base import Change, Reason
from bedside.deploy.record import Deployment
from bedside.deploy.run import Wishes, deploy, roll_back
from bedside.deploy.targets import TARGETS
from bedside.deploy.verify import Patience
from bedside.errors import ChecksFailed, ExitCode
from bedside.project import Project, open_project

__all__ = ["command"]

_SHOWN = 30  # changed files named before the rest is only counted


@click.command("deploy")
@click.option(
    "--target", type=click.Choice(list(TARGETS)), help="Instead of practice.toml's target."
)
@click.option("--rollback", is_flag=True, help="Go back to the release before (folder target).")
@click.option("--public-url", metavar="URL", help="Where to look, if not the practice's address.")
@click.option("--serve", is_flag=True,
              help="Prove it through a server on this machine; nothing is public.")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(min=0), metavar="S",
              help="Seconds to wait until everything is online.")  # fmt: skip
@practice_option
@now_option
@click.pass_obj
def command(
    invocation: Invocation, *, target: str | None, rollback: bool, public_url: str | None,
    serve: bool, timeout: float | None, now: str | None,
) -> int:  # fmt: skip
    """Put the built site online and prove that the public sees it."""
    project = open_project(invocation.practice_file)
    moment = parse_time(now, project.practice.zone) if now else current_time()
    seconds = project.practice.deploy.timeout_seconds if timeout is None else timeout
    say = _nothing if invocation.quiet else click.echo
    try:
        with _waiting(watched=invocation.shows_progress) as tell:
            wishes = Wishes(
                target=target or "", public_url=public_url or "", serve=serve,
                patience=Patience(seconds=seconds, tell=tell),
                show=lambda changes: say(summary(changes)),
            )  # fmt: skip
            done = (roll_back if rollback else deploy)(project, moment, wishes)
    except ChecksFailed as failed:
        from bedside.checks.report import text_report  # noqa: PLC0415  only when there is one

        found = [one for one in failed.findings if isinstance(one, Finding)]
        click.echo(text_report(found), err=True)
        click.echo("Nothing was uploaded; the public site is as it was.", err=True)
        return ExitCode.AUTHOR
    say(proof(project, done, is_local=serve))
    return ExitCode.FINE


def summary(changes: tuple[Change, ...]) -> str:
    """Return what will be sent, file by file, and how much stays as it is."""
    moved = [one for one in changes if one.reason is not Reason.UNCHANGED]
    rows = [f"  {one.reason.value:8} {one.path}" for one in moved[:_SHOWN]]
    if len(moved) > _SHOWN:
        rows.append(f"  and {len(moved) - _SHOWN} more")
    counts = ", ".join(
        f"{sum(1 for one in changes if one.reason is reason)} {reason.value}" for reason in Reason
    )
    return "\n".join([*rows, counts])


def proof(project: Project, done: Deployment, *, is_local: bool) -> str:
    """Return what was proven, and where."""
    gone = f", {done.removed} removed and gone" if done.removed else ""
    text = f"Release {done.release}: {len(done.verified)} pages, cards and feeds answer{gone}."
    if is_local:
        return f"{text}\nProven through a server on this machine: nothing is public."
    if done.public_url != project.practice.practice.url:
        return f"{text}\nProven at {done.public_url}, which is not the practice's own address."
    return f"{text}\nOnline at {done.public_url}."


def _nothing(_text: str) -> None:
    """Say nothing."""


@contextlib.contextmanager
def _waiting(*, watched: bool) -> Iterator[Callable[[str], None]]:
    """Show a spinner with what is still awaited, on a terminal."""
    if not watched:
        yield _nothing
        return
    from rich.console import Console  # noqa: PLC0415  rich loads slowly

    console = Console(stderr=True)
    with console.status("Checking, sending and looking at the site") as status:
        yield lambda text: status.update(f"Looking at the site: {text}")
