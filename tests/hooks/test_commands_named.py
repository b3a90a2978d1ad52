"""Commands that files and pages name are there: nobody finds out in an emergency that one is not."""

import re
from pathlib import Path

import click
import pytest
import yaml

from bedside.cli import cli

ROOT = Path(__file__).resolve().parents[2]


def command(words: str) -> click.Command:
    """Return the command that the words name, group by group."""
    found: click.Command = cli
    for word in words.split():
        assert isinstance(found, click.Group), words
        inner = found.get_command(click.Context(found), word)
        assert inner, f"there is no `bedside {words}`"
        found = inner
    return found


def test_the_hooks_for_other_sites_call_commands_that_are_there() -> None:
    """Each entry of .pre-commit-hooks.yaml is a command, in the stage that it is for."""
    entries = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert [one["stages"] for one in entries] == [["pre-commit"], ["commit-msg"]]
    for one in entries:
        name, _, words = one["entry"].partition(" ")
        assert name == "bedside"
        assert words.endswith(one["stages"][0])
        assert not isinstance(command(words), click.Group)


@pytest.mark.parametrize("page", ["incident.md", "writing.md"])
def test_a_page_names_commands_and_options_that_are_there(page: str) -> None:
    """Every `bedside …` in code on the page is a command, with options that it has."""
    text = (ROOT / "docs" / page).read_text()
    code = re.findall(r"`(bedside [^`]+)`|^ {4,}(bedside .+)$", text, re.MULTILINE)
    said = [first or second for first, second in code]
    assert len(said) >= 4
    for line in said:
        words = line.split("  #")[0].split()[1:]
        depth = 1
        found = command(words[0])
        while isinstance(found, click.Group) and depth < len(words):
            depth += 1
            found = command(" ".join(words[:depth]))
        assert not isinstance(found, click.Group) or found.invoke_without_command, line
        options = {"--help"} | {name for one in found.params for name in one.opts}
        assert {word for word in words if word.startswith("--")} <= options, line
