"""`bedside serve`: what a save makes it show."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.conftest import UIDS, SmallSite

from bedside.cli import Invocation
from bedside.cli.serve_follow import Follower
from bedside.deploy.reloading import Reloading
from bedside.errors import ExitCode

PAGE = "blog/rest/index.html"


@pytest.fixture
def follower(site: SmallSite) -> Follower:
    """Return one that built a site with two posts."""
    for index, name in enumerate(("rest", "walks")):
        site.post(name, uid=UIDS[index], date="2026-10-05 09:00")
    invocation = Invocation(practice_file=site.root / "practice.toml", quiet=True)
    made = Follower(invocation, Reloading())
    made.build()
    assert made.built
    return made


def test_words_are_shown_at_once(
    site: SmallSite, follower: Follower, capsys: pytest.CaptureFixture[str]
) -> None:
    """On this machine alone: output/ stays as it was checked, and what is wrong is said, masked."""
    kept = (site.root / "output" / PAGE).read_bytes()
    path = site.post("rest", body="She is 219-09-9999, and sleeps.")
    follower.meet([path])
    assert b"and sleeps" in follower.live.pages[PAGE]
    assert (site.root / "output" / PAGE).read_bytes() == kept
    said = capsys.readouterr()
    assert "PHI007" in said.err
    assert "219-09" not in said.out + said.err


def test_anything_else_is_built(site: SmallSite, follower: Follower) -> None:
    """And then the site is shown as it was built; where it was refused, as it was before."""
    follower.meet([site.post("rest", body="Each night.")])
    follower.meet([site.post("rest", title="Long rest", body="Each night.")])
    assert not follower.live.pages
    assert "Long rest" in (site.root / "output" / PAGE).read_text()
    follower.meet([site.post("rest", title="Her SSN is 219-09-9999", body="Each night.")])
    assert follower.built is None
    assert "Long rest" in (site.root / "output" / PAGE).read_text()
    turn = follower.live.turn
    follower.meet([site.post("rest", title="Rest", body="Each night.")])
    assert follower.built
    assert follower.live.turn > turn


def test_it_follows_saves_and_ends_well(make_site: Callable[..., Any], tmp_path: Path) -> None:
    """A save shows on the page; Ctrl+C ends with 0 and no traceback."""
    site = make_site()
    site.post("rest")
    (site.root / "output").mkdir()
    (site.root / "output/index.html").touch()
    log = tmp_path / "log"
    plugins = Path(__file__).resolve().parents[2] / "plugins"
    with log.open("w") as out:
        running = subprocess.Popen(
            [sys.executable, "-u", "-m", "bedside", "serve", "--port", "0"], cwd=site.root, stdout=out, stderr=out,
            env={**os.environ, "PYTHONPATH": str(plugins), "NO_COLOR": "1"},
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  no threads here
        )  # fmt: skip
        _wait(lambda: "Built" in log.read_text(), running, log)
        url = log.read_text().split()[0]
        site.post("rest", body="Each night.")
        _wait(
            lambda: "Each night" in httpx.get(f"{url}blog/rest/", trust_env=False).text,
            running,
            log,
        )
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=60) == ExitCode.FINE
    assert "Traceback" not in log.read_text()


def _wait(is_there: Callable[[], bool], running: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 120
    while not is_there():
        assert running.poll() is None, log.read_text()
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.2)
