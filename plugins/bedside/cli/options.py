"""Options that several commands take, so that they read the same everywhere."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = ["now_option", "practice_option", "progress"]

Command = TypeVar("Command", bound=Callable[..., Any])


def practice_option(command: Command) -> Command:
    """Let `--practice FILE` stand after the command too; it lands in the invocation."""

    def remember(ctx: click.Context, _parameter: click.Parameter, value: Path | None) -> None:
        if value is not None:
            ctx.find_root().obj.practice_file = value

    return click.option(
        "--practice", type=click.Path(path_type=Path), expose_value=False, callback=remember,
        help="The practice's file, if not ./practice.toml.",
    )(command)  # fmt: skip


def now_option(command: Command) -> Command:
    """Let `--now TIME` set the clock: ISO 8601, the practice's local time unless an offset is given."""
    return click.option(
        "--now", metavar="TIME", help="Act as if it were TIME, e.g. 2026-11-22T08:00."
    )(command)


@contextlib.contextmanager
def progress(doing: str, *, watched: bool) -> Iterator[None]:
    """Show a spinner with what is being done, on a terminal that a person watches."""
    if not watched:
        yield
        return
    from rich.console import Console  # noqa: PLC0415  rich loads slowly

    with Console(stderr=True).status(doing):
        yield
