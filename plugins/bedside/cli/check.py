"""`bedside check`: read the sources and say everything that stops a post."""

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bedside.cli.options import now_option, practice_option
from bedside.clock import moment_of
from bedside.errors import BedsideError, ExitCode
from bedside.files import as_typed, read_text, write_atomic
from bedside.text import nfc

if TYPE_CHECKING:
    from bedside.checks.model import Report
    from bedside.cli import Invocation
    from bedside.consents import Consents
    from bedside.project import Project

__all__ = ["command"]


@click.command("check", short_help="Check posts for patient information and other mistakes.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif", "github", "markdown", "html"]),
              default="text", show_default=True, help="How to print the findings.")  # fmt: skip
@click.option("--to", "file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Write the report there instead of printing it.")  # fmt: skip
@click.option("--show", is_flag=True, help="Also print what was found. On a terminal only.")
@now_option
@practice_option
@click.pass_obj
def command(
    invocation: "Invocation", paths: tuple[Path, ...], form: str, file: Path | None,
    now: str | None, *, show: bool,
) -> int:  # fmt: skip
    """Check Markdown files or folders; without PATH, the practice's content folder.

    Works outside a practice too: then nothing is known as the practice's own, and only the words
    are checked. Exit code 1 when a finding is an error.
    """
    from zoneinfo import ZoneInfo  # noqa: PLC0415  with the engine, only when there is something to check

    from bedside.checks.engine import check_paths  # noqa: PLC0415  rules and word lists load slowly

    if show:
        _refuse_show(form, file)
    project = _project(invocation, paths)
    zone = project.practice.zone if project else ZoneInfo("UTC")
    moment = moment_of(now, zone)
    content = project.content if project else None
    report = check_paths(
        [*paths] or [_relative(content)], project.practice if project else None,
        project.consents if project else _no_consents(), moment, content,
    )  # fmt: skip
    if form == "text" and _is_terminal() and file is None:
        _print_on_terminal(report, show=show)
        return ExitCode.AUTHOR if report.errors else ExitCode.FINE
    text = _written(report, form, project, moment)
    if file is None:
        click.echo(text, nl=False)
    else:
        try:
            write_atomic(file, text)
        except OSError as error:
            message = f"{file}: cannot be written: {error.strerror}: name another file"
            raise BedsideError(message) from None
        click.echo(f"{file}: {len(report.findings)} finding(s) in {report.checked} file(s).")
    return ExitCode.AUTHOR if report.errors else ExitCode.FINE


def _project(invocation: "Invocation", paths: tuple[Path, ...]) -> "Project | None":
    """Return the practice, or None when none was named, none is here and paths are given."""
    was_named = click.get_current_context().find_root().get_parameter_source("practice_file")
    is_default = invocation.practice_file == Path("practice.toml") and (
        was_named is click.core.ParameterSource.DEFAULT
    )
    if is_default and paths and not invocation.practice_file.exists():
        return None
    from bedside.checks.kept_project import open_known_project  # noqa: PLC0415  rules load slowly

    return open_known_project(invocation.practice_file)


def _no_consents() -> "Consents":
    from bedside.consents import Consents  # noqa: PLC0415  Pydantic loads slowly

    return Consents()


def _relative(content: Path | None) -> Path:
    """Return the content folder as people would write it from where they stand."""
    if content is None or not content.is_dir():
        message = f"{content or 'content'}: no such folder: name a file or folder to check"
        raise BedsideError(message)
    return as_typed(content)


def _is_terminal() -> bool:
    return sys.stdout.isatty() and not os.environ.get("CI")


def _written(report: "Report", form: str, project: "Project | None", now: datetime) -> str:
    """Return the report in a format that needs no screen."""
    from bedside.checks.report import FORMATS  # noqa: PLC0415  rules load slowly

    if form != "html":
        return FORMATS[form](report)
    if project is None:
        message = "--format html is made in a practice's name: name it with --practice"
        raise BedsideError(message)
    from bedside.filing import render_filing  # noqa: PLC0415  for this format alone
    from bedside.hooks.git import commit_of  # noqa: PLC0415  for this format alone

    return render_filing(report, project.practice, project.consents, now, commit_of(project.root))


def _refuse_show(form: str, file: Path | None) -> None:
    """Keep what was found off logs, pipes and files: it may be somebody's."""
    if form != "text" or file or not _is_terminal():
        message = (
            "--show prints what may be a patient's words, so only on a terminal: leave it out, or "
            "run it on your own screen without --format and outside CI"
        )
        raise BedsideError(message)


def _print_on_terminal(report: "Report", *, show: bool) -> None:
    """Print for a screen; with `show`, also the words found and their lines for allowed.toml."""
    from rich.console import Console  # noqa: PLC0415  for terminals only
    from rich.text import Text  # noqa: PLC0415  for terminals only

    from bedside.checks.allowed import allow_key  # noqa: PLC0415  for terminals only
    from bedside.checks.report.terminal import terminal_lines  # noqa: PLC0415  for terminals only

    console = Console(highlight=False, soft_wrap=True)
    key = allow_key() if show else b""
    for text, style in terminal_lines(
        report, lambda path: nfc(read_text(path)), console.width, show=show, key=key
    ):
        console.print(Text(text, style=style))
