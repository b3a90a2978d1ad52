"""`bedside watch`: what a save makes it check, and that Ctrl+C ends it well."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bedside.cli.watch import to_check
from bedside.errors import ExitCode


def test_a_save_checks_its_file_alone(tmp_path: Path) -> None:
    """Only sources that were written count; a picture or an editor's own file starts nothing."""
    post = tmp_path / "content" / "posts" / "a.md"
    post.parent.mkdir(parents=True)
    post.touch()
    hidden, picture = post.with_name(".a.md.swp"), post.with_name("a.png")
    picture.touch()
    assert to_check([post, picture, hidden], tmp_path) == [post]
    assert to_check([picture], tmp_path) is None
    assert to_check([hidden], tmp_path) is None


@pytest.mark.parametrize("name", ["content/posts/gone.md", "practice.toml", "consents.toml"])
def test_what_others_rest_on_checks_everything(name: str, tmp_path: Path) -> None:
    """A deleted file and changed facts are everybody's business."""
    if not name.startswith("content"):
        (tmp_path / name).touch()
    assert to_check([tmp_path / name], tmp_path) == []


def test_it_sees_a_save_and_ends_well(make_site: Callable[..., Any], tmp_path: Path) -> None:
    """After a save the finding is there, masked; Ctrl+C ends with 0 and no traceback."""
    site = make_site()
    post = site.post("a")
    log = tmp_path / "log"
    plugins = Path(__file__).resolve().parents[2] / "plugins"
    with log.open("w") as out:
        running = subprocess.Popen(
            [sys.executable, "-m", "bedside", "watch"], cwd=site.root, stdout=out, stderr=out,
            env={**os.environ, "PYTHONPATH": str(plugins), "NO_COLOR": "1"},
            # As at a terminal: tests that run in the background are deaf to Ctrl+C, and so are
            # the processes that they start.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  no threads here
        )  # fmt: skip
        wait_for(log, "Checked everything.", running)
        post.write_text(post.read_text() + "\nIt was 219-09-9999.\n")
        wait_for(log, "Checked content/posts/a.md.", running)
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=60) == ExitCode.FINE
    said = log.read_text()
    assert "PHI007" in said
    assert "219" not in said
    assert "Traceback" not in said


def wait_for(log: Path, words: str, running: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 90
    while words not in log.read_text():
        assert running.poll() is None, log.read_text()
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.2)
