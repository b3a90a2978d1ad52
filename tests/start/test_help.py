"""`bedside --help` says of each command what the command says of itself."""

import subprocess
import sys

import pytest
from click import Context

from bedside.cli import COMMANDS, SUMMARIES, cli
from bedside.cli.groups import WHOLE


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_listed_with_its_own_words(name: str) -> None:
    """The table that saves the imports is not allowed to drift from the commands."""
    command = cli.get_command(Context(cli), name)
    assert command
    assert SUMMARIES[name] == command.get_short_help_str(limit=WHOLE)


def test_help_imports_no_command() -> None:
    """Neither Pelican nor SQLAlchemy is loaded to list what there is."""
    code = (
        "import sys; from click.testing import CliRunner; from bedside.cli import cli; "
        "assert CliRunner().invoke(cli, ['--help']).exit_code == 0; "
        "assert not {'pelican', 'sqlalchemy', 'httpx'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
