"""`bedside serve`: the built site in a browser on this machine."""

import contextlib

import click

from bedside.cli import Invocation
from bedside.cli.options import practice_option
from bedside.deploy.serving import make_server
from bedside.errors import BedsideError, ExitCode
from bedside.project import open_project

__all__ = ["command"]


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True,
              help="0 takes a free one.")  # fmt: skip
@practice_option
@click.pass_obj
def command(invocation: Invocation, port: int) -> int:
    """Show output/ at an address on this machine until Ctrl+C."""
    project = open_project(invocation.practice_file)
    if not (project.output / "index.html").is_file():
        message = f"{project.output}: no site yet: run `bedside build` first"
        raise BedsideError(message)
    base_path = project.practice.base_path
    try:
        server = make_server(project.output, base_path, port, follows=True)
    except OSError as error:
        message = f"port {port} cannot be used ({error.strerror}): choose another with --port"
        raise BedsideError(message) from None
    with server, contextlib.suppress(KeyboardInterrupt):
        click.echo(f"http://127.0.0.1:{server.server_address[1]}{base_path}/ (Ctrl+C stops)")
        server.serve_forever()
    return ExitCode.FINE
