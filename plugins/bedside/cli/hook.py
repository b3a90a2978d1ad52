"""`bedside hook`: check what is committed and pushed, before it is."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bedside.cli.groups import Group
from bedside.clock import current_time
from bedside.errors import BedsideError, ChecksFailed, ExitCode

if TYPE_CHECKING:
    from bedside.checks.model import Report
    from bedside.cli import Invocation
    from bedside.practice import Practice

__all__ = ["command"]

_ANYWAY = "Nothing was committed. Mend it, `git add` it, commit again."


@click.group("hook", cls=Group)
def command() -> None:
    """Check what is committed and pushed: a git hook that stops patient information."""


@command.command("install")
@click.pass_obj
def install(invocation: "Invocation") -> int:
    """Install the hooks into this repository; one that is not ours stays, and is named."""
    from bedside.hooks.install import install_hooks  # noqa: PLC0415  for this command alone

    done = install_hooks(invocation.practice_file.resolve().parent)
    if done.written and not invocation.quiet:
        click.echo(f"{done.folder}: {', '.join(done.written)} installed.")
    for hook, line in done.foreign:
        click.echo(f"{done.folder / hook}: not ours, left as it is. Add this line to it:\n  {line}")
    return ExitCode.AUTHOR if done.foreign else ExitCode.FINE


@command.group("run", cls=Group)
def run() -> None:
    """What git calls; each ends with 0 when it may go on."""


@run.command("pre-commit")
@click.pass_obj
def pre_commit(invocation: "Invocation") -> int:
    """Check what is staged: sources, deleted ones included, and other text beside them."""
    from bedside.hooks.git import top_of  # noqa: PLC0415  for this command alone
    from bedside.hooks.staged import check_staged  # noqa: PLC0415  rules load slowly

    top = top_of(Path.cwd())
    reports = list(check_staged(top, _below(invocation.practice_file, top), current_time()))
    return _end([report for report in reports if report.errors], _ANYWAY)


@run.command("commit-msg")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def commit_msg(invocation: "Invocation", file: Path) -> int:
    """Check the commit's message in FILE."""
    from bedside.hooks.message import check_message  # noqa: PLC0415  rules load slowly

    report = check_message(file, _practice(invocation.practice_file), current_time())
    where = f"Nothing was committed. Your message is kept in {file}: write it without this."
    return _end([report] if report.findings else [], where)


@run.command("pre-push")
@click.argument("remote")
@click.argument("address")
@click.pass_obj
def pre_push(invocation: "Invocation", remote: str, address: str) -> int:
    """Refuse a push to a remote that the world may read, unless practice.toml allows it."""
    from bedside.deploy.remote import refuse_public  # noqa: PLC0415  for this command alone
    from bedside.practice import Policies  # noqa: PLC0415  for this command alone

    practice = _practice(invocation.practice_file)
    try:
        refuse_public(address, practice.policies if practice else Policies())
    except BedsideError as error:
        message = f"not pushed to {remote}: {error}"
        raise BedsideError(message) from None
    return ExitCode.FINE


def _end(reports: "list[Report]", then: str) -> int:
    from bedside.checks.report import text_report  # noqa: PLC0415  only when there is one to print

    for report in reports:
        click.echo(text_report(report.findings), err=True)
    if reports:
        click.echo(then, err=True)
    return ExitCode.AUTHOR if reports else ExitCode.FINE


def _below(practice_file: Path, top: Path) -> Path:
    whole = practice_file.resolve()
    return whole.relative_to(top.resolve()) if whole.is_relative_to(top.resolve()) else whole


def _practice(practice_file: Path) -> "Practice | None":
    """Return the practice; None for another site, or where its facts cannot be read now."""
    from bedside.practice import load_practice  # noqa: PLC0415  for the two hooks that need it

    if not practice_file.is_file():
        return None
    try:
        return load_practice(practice_file)
    except (BedsideError, ChecksFailed):
        return None
