"""`bedside demo`: the whole way on this machine alone, and where to look afterwards."""

from typing import Any

import click

from bedside.cli import Invocation
from bedside.cli.options import practice_option
from bedside.errors import ExitCode
from bedside.project import open_project

__all__ = ["command"]

_STEPS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("Checking every post", "check", {}),
    ("Building the site, its cards and share texts", "build", {}),
    ("Writing the previews", "preview", {}),
    ("Deploying to a local folder and verifying it through a local server", "deploy",
     {"target": "folder", "serve": True}),
    ("Planning the announcements (nothing is sent)", "syndicate", {}),
)  # fmt: skip


@click.command("demo")
@practice_option
@click.pass_context
def command(ctx: click.Context) -> int:
    """Check, build, preview, deploy to a local folder, verify, and plan: nothing leaves this machine."""
    invocation: Invocation = ctx.obj
    for number, (title, name, options) in enumerate(_STEPS, start=1):
        click.secho(f"\n{number}/{len(_STEPS)} {title}", bold=True)
        step = ctx.find_root().command.get_command(ctx, name)  # type: ignore[attr-defined]  # a group
        code = ctx.invoke(step, **options)
        if code:
            return int(code)
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
