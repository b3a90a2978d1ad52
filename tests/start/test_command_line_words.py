"""The command line's help fits the terminal and is never cut; a slip is answered with what was meant."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from bedside.cli import cli


def every_command() -> Iterator[tuple[str, ...]]:
    """Yield each command as the words that are typed."""

    def below(group: click.Group, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        context = click.Context(group)
        for name in group.list_commands(context):
            yield (*words, name)
            command = group.get_command(context, name)
            if isinstance(command, click.Group):
                yield from below(command, (*words, name))

    yield ()
    yield from below(cli, ())


def help_at(
    columns: int, words: tuple[str, ...], capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> list[str]:  # fmt: skip
    """Return the help's lines on a terminal of this width. Click's own runner has a width of its own."""
    monkeypatch.setenv("COLUMNS", str(columns))
    cli.main([*words, "--help"], prog_name="bedside", standalone_mode=False)
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("words", list(every_command()), ids=" ".join)
def test_help_fits_80_columns_and_is_whole(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line is longer than the terminal, and no sentence ends in dots."""
    lines = help_at(80, words, capsys, monkeypatch)
    assert max(map(len, lines)) <= 80
    told = [line.rstrip() for line in lines if not line.startswith("Usage:")]
    assert not [line for line in told if line.endswith("...")]


def test_help_uses_a_wide_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 120 columns lines are longer than at 80, and not too long to read."""
    lines = help_at(120, ("syndicate",), capsys, monkeypatch)
    assert 80 < max(map(len, lines)) <= 100


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["bild"], "Did you mean 'build'?"),
        (["syndcate"], "Did you mean 'syndicate'?"),
        (["ledger", "reslove"], "Did you mean 'resolve'?"),
        (["deploy", "--tagret", "folder"], "'--target'"),
        (["syndicate", "--retrct", "X"], "'--retract'"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(typed: list[str], meant: str) -> None:
    """Commands, commands of commands and options; exit 2."""
    done = CliRunner().invoke(cli, typed)
    assert meant in done.output
    assert done.exit_code == 2


def test_a_word_near_to_none_is_only_refused() -> None:
    """Nothing is guessed."""
    done = CliRunner().invoke(cli, ["xyzzy"])
    assert "No such command 'xyzzy'." in done.output
    assert "mean" not in done.output
