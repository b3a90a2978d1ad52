"""`bedside demo`: the whole way on this machine alone, and where to look afterwards."""

import tempfile
from pathlib import Path
from typing import Any

import click

from bedside.cli import Invocation
from bedside.cli.options import practice_option
from bedside.errors import BedsideError, ExitCode
from bedside.files import write_atomic
from bedside.project import open_project

__all__ = ["command"]

_STEPS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("Checking every post", "check", {}),
    ("Building the site, its cards and share texts", "build", {}),
    ("Writing the previews", "preview", {}),
    ("Deploying to a local folder and verifying it through a local server", "deploy",
     {"target": "folder", "serve": True}),
    ("Planning the announcements (the sample is not online: nothing is sent, nothing is left to do)",
     "syndicate", {}),
)  # fmt: skip
# Invented, as is all of the sample practice.
_TOO_MUCH = """---
title: Our Saturday flu clinic
date: 2026-10-05 09:00
---

The flu clinic is open every Saturday in October from nine to noon. No appointment is needed, and \
the shot takes five minutes. Marta Quill, 61, came last week with her new knee and brought us a \
plum cake. Wear a short sleeve, and stay a quarter of an hour afterwards.
"""


@click.command("demo")
@practice_option
@click.pass_context
def command(ctx: click.Context) -> int:
    """Show what is stopped, then check, build, preview, deploy to a local folder, verify and plan.

    Nothing is published or sent.
    """
    invocation: Invocation = ctx.obj
    steps = len(_STEPS) + 1
    click.secho(f"\n1/{steps} What stops a build: a post with one sentence too many", bold=True)
    _show_stopped(ctx)
    for number, (title, name, options) in enumerate(_STEPS, start=2):
        click.secho(f"\n{number}/{steps} {title}", bold=True)
        if code := _run(ctx, name, **options):
            return code
    project = open_project(invocation.practice_file)
    click.secho("\nWhere to look", bold=True)
    for label, path in (
        ("site", project.output / "index.html"), ("cards", project.output / "cards"),
        ("previews", project.build / "preview" / "index.html"), ("outbox", project.outbox),
        ("receipt", project.receipt), ("released", project.root / project.practice.deploy.path),
    ):  # fmt: skip
        click.echo(f"  {label:9} {path}")
    click.echo("  bedside serve shows the site in a browser.")
    return ExitCode.FINE


def _show_stopped(ctx: click.Context) -> None:
    """Check a post that tells of somebody. Raises BedsideError if that is not found."""
    with tempfile.TemporaryDirectory() as folder:
        post = Path(folder) / "one-sentence-too-many.md"
        write_atomic(post, _TOO_MUCH)
        if _run(ctx, "check", paths=(post,)) == ExitCode.FINE:
            raise BedsideError("a post that tells of a patient was let pass: install bedside again")
    click.echo("Such a post is not built; nothing of it would be published.")


def _run(ctx: click.Context, name: str, **options: Any) -> int:
    """Run a command of the program and return its exit code."""
    step = ctx.find_root().command.get_command(ctx, name)  # type: ignore[attr-defined]  # a group
    return int(ctx.invoke(step, **options))
