"""`bedside serve`: the built site in a browser on this machine, loaded again at each save."""

import contextlib
import threading

import click

from bedside.cli import Invocation
from bedside.cli.options import practice_option
from bedside.deploy.reloading import Reloading
from bedside.deploy.serving import make_server
from bedside.errors import BedsideError, ExitCode
from bedside.project import open_project

__all__ = ["command"]


@click.command("serve", short_help="Show output/ in a browser, and what is saved, until Ctrl+C.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True,
              help="0 takes a free one.")  # fmt: skip
@practice_option
@click.pass_obj
def command(invocation: Invocation, port: int) -> int:
    """Show output/ at an address on this machine until Ctrl+C, and follow what is saved.

    The site is built anew when anything in content/ or theme/ or a settings file is saved, and the
    browser loads its page again. Of a post whose words alone changed the page is shown at once, on
    this machine only: what is wrong with it is said here, and the next `bedside build` puts it into
    output/.
    """
    project = open_project(invocation.practice_file)
    if not (project.output / "index.html").is_file():
        message = f"{project.output}: no site yet: run `bedside build` first"
        raise BedsideError(message)
    base_path, live = project.practice.base_path, Reloading()
    try:
        server = make_server(project.output, base_path, port, live=live)
    except OSError as error:
        message = f"port {port} cannot be used ({error.strerror}): choose another with --port"
        raise BedsideError(message) from None
    with server, contextlib.suppress(KeyboardInterrupt):
        click.echo(f"http://127.0.0.1:{server.server_address[1]}{base_path}/ (Ctrl+C stops)")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        from bedside.cli.serve_follow import follow  # noqa: PLC0415  Pelican loads slowly

        follow(invocation, live)
    return ExitCode.FINE
