"""`bedside watch`: check each file again as it is saved."""

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bedside.cli.options import practice_option
from bedside.cli.saved import saved
from bedside.clock import current_time
from bedside.errors import BedsideError, ExitCode
from bedside.files import as_typed, read_text
from bedside.project import FACTS, open_project
from bedside.source import CAPTIONS, MARKDOWN
from bedside.text import nfc

if TYPE_CHECKING:
    from bedside.cli import Invocation

__all__ = ["command"]

_SOURCES = {*MARKDOWN, CAPTIONS}


@click.command("watch", short_help="Check each file again as it is saved, until Ctrl+C.")
@practice_option
@click.pass_obj
def command(invocation: "Invocation") -> int:
    """Check each file again as it is saved, until Ctrl+C.

    What other files share with it, as uids and links, is checked with it. When a file is deleted or
    the practice's facts change, everything is checked.
    """
    root = open_project(invocation.practice_file).root
    with contextlib.suppress(KeyboardInterrupt):
        for changes in saved(root, [root / "content"], FACTS):
            paths = to_check(changes, root) if changes else []
            if paths is not None:
                say(invocation, paths)
    return ExitCode.FINE


def to_check(changes: Iterable[Path], root: Path) -> list[Path] | None:
    """Return the sources to check; none for all there are, None where nothing of ours changed."""
    ours = [path for path in changes if _is_ours(path, root)]
    if not ours:
        return None
    if any(path.name in FACTS or not path.exists() for path in ours):
        return []
    return sorted(path for path in ours if path.suffix.lower() in _SOURCES) or None


def say(invocation: "Invocation", paths: list[Path]) -> None:
    """Check and print, on a screen of its own; a mistake in the facts is said and waited out."""
    from rich.console import Console  # noqa: PLC0415  slow to load
    from rich.text import Text  # noqa: PLC0415  slow to load

    from bedside.checks.engine import check_paths  # noqa: PLC0415  rules load slowly
    from bedside.checks.report.terminal import terminal_lines  # noqa: PLC0415  rules load slowly

    console = Console(highlight=False, soft_wrap=True)
    console.clear()
    try:
        project = open_project(invocation.practice_file)
        shown = [as_typed(path) for path in paths] or [as_typed(project.content)]
        report = check_paths(
            shown, project.practice, project.consents, current_time(), as_typed(project.content)
        )
        for text, style in terminal_lines(report, lambda path: nfc(read_text(path)), console.width):
            console.print(Text(text, style=style))
    except BedsideError as error:
        console.print(Text(str(error), style="bold red"))
    what = ", ".join(map(str, map(as_typed, paths))) or "everything"
    console.print(Text(f"\nChecked {what}. Watching; Ctrl+C stops.", style="dim"))


def _is_ours(path: Path, root: Path) -> bool:
    if path.parent == root and path.name in FACTS:
        return True
    return path.is_relative_to(root / "content") and not path.name.startswith(".")
