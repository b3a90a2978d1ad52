"""The `bedside` command: what it offers, and the one place where errors become exit codes."""

import importlib
import os
import sys
from pathlib import Path

import click

# Other packages' Pydantic plugins change nothing that we ask for; looking for them costs 40 ms.
# https://docs.pydantic.dev/latest/concepts/plugins/ (read 2026-11-22)
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from bedside import __version__
from bedside.cli.groups import Group, write_commands
from bedside.errors import BedsideError, ExitCode

__all__ = ["cli", "main"]

# command -> (module under bedside.cli, section); each module defines `command`.
COMMANDS = {
    "init": "Write", "new": "Write", "fix": "Write", "consent": "Write",
    "check": "Check and build", "rule": "Check and build", "watch": "Check and build",
    "hook": "Check and build", "build": "Check and build", "preview": "Check and build",
    "cards": "Check and build", "serve": "Check and build", "demo": "Check and build",
    "migrate-markdown": "Check and build",
    "deploy": "Publish", "plan": "Publish", "approve": "Publish", "syndicate": "Publish", "ledger": "Publish",
    "doctor": "Look after", "evidence": "Look after", "schema": "Look after",
}  # fmt: skip


# What each command's own help begins with: `bedside --help` need not import them all.
SUMMARIES = {
    "init": "Start another practice in DIR, from a few questions or from flags.",
    "new": "Start a post of any type: article, notice, story and others.",
    "fix": "Write missing and repeated uids into posts and notices; nothing else in a file changes.",
    "consent": "Enter, list, revoke and check the signed forms that stories and pictures rest on.",
    "check": "Check posts for patient information and other mistakes.",
    "rule": "Explain one rule, or list them all.",
    "watch": "Check each file again as it is saved, until Ctrl+C.",
    "hook": "Check what is committed and pushed: a git hook that stops patient information.",
    "build": "Check every post and build the site into output/.",
    "preview": "Show how each network will show each public or scheduled post.",
    "cards": "Draw share cards of hard titles in your colours and fonts, to look at.",
    "serve": "Show output/ in a browser, and what is saved, until Ctrl+C.",
    "demo": "Show what is stopped, then check, build, preview, deploy to a local folder, verify and plan.",
    "migrate-markdown": "Show which pages would change if Markdown were read by another engine; nothing is written.",
    "deploy": "Put the built site online and prove that the public sees it.",
    "plan": "Show what is announced in the next 30 days, where and why.",
    "approve": "Agree to the exact texts and pictures that will announce a post.",
    "syndicate": "Print what would be announced and why; with --live, announce it.",
    "ledger": "Show what was announced where; `done` ticks what was posted by hand, `resolve` settles the rest.",
    "doctor": "Look at settings, accounts, ledger, builds, schedules, consents and reviews.",
    "evidence": "Check, show and export what was entered, revoked, deployed and taken down.",
    "schema": "Print the JSON Schema of practice.toml, a post's front matter or consents.toml.",
}


def _module(name: str) -> str:
    return name.replace("-", "_")


class Sections(Group):
    """A group that loads a command's module only when it is used, and lists them by task."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Return the commands in the order of the work."""
        return [
            name for name in COMMANDS if (Path(__file__).parent / f"{_module(name)}.py").exists()
        ]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"bedside.cli.{_module(cmd_name)}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands under the task they belong to."""
        for section in dict.fromkeys(COMMANDS.values()):
            names = [name for name in self.list_commands(ctx) if COMMANDS[name] == section]
            write_commands(formatter, section, [(name, SUMMARIES[name]) for name in names])


@click.group(
    cls=Sections,
    # As wide as the terminal, up to where lines grow hard to read; click alone stops at 80.
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="bedside")
@click.option("--practice", "practice_file", type=click.Path(path_type=Path), default=Path("practice.toml"),
              show_default=True, help="The practice's file; its folder is the project.")  # fmt: skip
@click.option("--quiet", "-q", is_flag=True, help="Print errors only; no progress.")
@click.pass_context
def cli(ctx: click.Context, practice_file: Path, *, quiet: bool) -> None:
    """Write posts, check them for patient information, build, deploy and announce.

    Exit codes: 0 fine, 1 something for the author to fix, 2 wrong use or settings,
    3 a network or server failed (safe to run again), 70 a bug.
    """
    ctx.obj = Invocation(practice_file=practice_file, quiet=quiet)


class Invocation:
    """The options before the command: which practice, how much to print."""

    def __init__(self, *, practice_file: Path, quiet: bool) -> None:
        """Keep the options; nothing is read until a command asks."""
        self.practice_file = practice_file
        self.quiet = quiet

    @property
    def shows_progress(self) -> bool:
        """Tell whether a person watches: a terminal, not --quiet, not CI."""
        return not self.quiet and not os.environ.get("CI") and sys.stderr.isatty()


def main() -> None:
    """Run the command line and exit with the code that the outcome has."""
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("stopped; what was begun is undone or taken up by the next run", err=True)
        code = ExitCode.USAGE
    except click.ClickException as error:
        error.show()
        code = ExitCode.USAGE
    except BedsideError as error:
        click.echo(f"bedside: {error}", err=True)
        code = error.exit_code
    except Exception:  # noqa: BLE001  the last border: anything else is a bug of ours
        import traceback  # noqa: PLC0415  never, one hopes

        click.echo(traceback.format_exc(), err=True)
        click.echo("bedside: this is a bug in Bedside, not in your posts.", err=True)
        code = ExitCode.BUG
    sys.exit(int(code or 0))
