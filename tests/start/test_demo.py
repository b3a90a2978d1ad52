"""`bedside demo` shows a post that is stopped, and the way of those that are not."""

import pytest
from tests.conftest import SmallSite

from bedside.cli import cli
from bedside.errors import ExitCode


def test_the_demo_shows_what_is_stopped_and_plans_the_rest(
    site: SmallSite, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The example is found without its words being told, and nothing is sent."""
    site.post("hand-washing")
    monkeypatch.chdir(site.root)
    code = cli.main(["demo"], standalone_mode=False)
    shown = capfd.readouterr().out
    assert code == ExitCode.FINE
    assert "PHI103" in shown
    assert "PHI001" in shown
    assert "Quill" not in shown
    assert "nothing is public" in shown
    assert "6/6" in shown
