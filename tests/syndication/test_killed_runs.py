"""A take-down that is killed with SIGKILL at every step is finished by the next run."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.servers.mastodon_server import MastodonServer
from tests.servers.pds_server import PdsServer
from tests.syndication.town import ROOT, Town

from bedside.syndication.model import Status

KILLED = -9
Runner = Callable[..., dict[str, int]]


@pytest.fixture
def runner() -> Iterator[Runner]:
    """Start the program that forks and kills runs; return a function that gives it a job."""
    command = [sys.executable, str(Path(__file__).with_name("killed_runs.py"))]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "plugins")}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, env=environment,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        stdin, stdout = process.stdin, process.stdout

        def run(kill_at: int, town: Town, *more: str) -> dict[str, int]:
            stdin.write(" ".join((str(kill_at), str(town.root / "practice.toml"), *more)) + "\n")
            stdin.flush()
            answer: dict[str, int] = json.loads(stdout.readline())
            return answer

        yield run
        stdin.close()
        process.wait(30)


def test_a_take_down_killed_at_any_step_is_finished_by_the_next(
    make_town: Callable[..., Town], three_accounts: tuple[str, ...], mastodon: MastodonServer,
    pds: PdsServer, runner: Runner,
) -> None:  # fmt: skip
    """Whatever the step: nothing is announced again, no copy is left, and the ledger says deleted."""

    def announced(name: str) -> tuple[Town, tuple[str, str]]:
        town = make_town(*three_accounts[:2], name=name)
        town.first_run()
        town.post(f"Post {name}")
        assert runner(0, town)["code"] == 0
        return town, ("--retract", town.posts[0].uid)

    town, how = announced("clean")
    clean = runner(0, town, *how)
    assert clean["code"] == 0
    assert clean["steps"] == 12  # three ledger writes and three requests, before and after
    for step in range(1, clean["steps"] + 1):
        town, how = announced(f"step{step}")
        uid, url = town.posts[0].uid, town.posts[0].url
        assert runner(step, town, *how)["code"] == KILLED, step
        assert runner(0, town)["code"] == 0, step  # an ordinary run in between
        on_mastodon = sum(url in one["content"] for one in mastodon.statuses())
        on_bluesky = sum(url in one["value"]["text"] for one in pds.posts())
        shown = {name: state.status for name, state in town.states(uid).items()}
        for account, copies in (("masto", on_mastodon), ("bsky", on_bluesky)):
            assert copies <= 1, step
            assert not (shown[account] is Status.DELETED and copies), step
        assert runner(0, town, *how)["code"] == 0, step
        assert not any(url in one["content"] for one in mastodon.statuses()), step
        assert not any(url in one["value"]["text"] for one in pds.posts()), step
        assert {state.status for state in town.states(uid).values()} == {Status.DELETED}, step
