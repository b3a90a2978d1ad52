"""Runs killed with SIGKILL at every step: a take-down is finished, a newsletter leaves once."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.servers.mail_server import MailServer, certificate, mail_running
from tests.servers.mastodon_server import MastodonServer
from tests.servers.pds_server import PdsServer
from tests.syndication.town import ROOT, Town, account_toml

from bedside.syndication.model import KeyState, Status

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


@pytest.fixture
def mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """Run a mail server whose certificate and login the runs know."""
    pair = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(pair[0]))
    with mail_running(pair, starttls=False) as server:
        login = {"username": server.username, "password": server.password}
        monkeypatch.setenv("TEST_NEWS", json.dumps(login))
        yield server


def test_a_newsletter_killed_at_any_step_leaves_once(
    mail: MailServer, make_town: Callable[..., Town], runner: Runner
) -> None:
    """Mail cannot be asked after: what may have left waits for a person, whose word ends it."""
    more = {"target": "readers@lists.larkfield.example", "url": "https://larkfield.example/leave"}
    news = account_toml("news", "email", "news@larkfield.example", mail.url, **more)

    def ready(name: str) -> Town:
        town = make_town(news, name=name)
        town.first_run()
        town.post(f"Post {name}")
        return town

    steps = runner(0, ready("clean"))["steps"]
    assert steps >= 16  # claim, six lines to the server at least, outcome: before and after each
    for step in range(1, steps + 1):
        town, before = ready(f"step{step}"), len(mail.messages)
        assert runner(step, town)["code"] == KILLED, step
        has_left = step >= steps - 2  # behind the last dot; then the outcome is written
        _wait_for(mail, before + has_left)
        runner(0, town)
        came, post = len(mail.messages) - before, town.posts[0]
        status = town.states(post.uid).get("news", KeyState()).status
        if status is not Status.SENT:
            assert came == has_left, step
            verdict = ("sent", "--url", "https://l.example/1") if has_left else ("not-sent",)
            assert town.run("ledger", "resolve", post.uid, "email", "news", *verdict) == 0, step
            assert runner(0, town)["code"] == 0, step
        assert len(mail.messages) - before == 1, step
        assert town.states(post.uid)["news"].status is Status.SENT, step


def _wait_for(mail: MailServer, messages: int) -> None:
    """Wait for the server to have read what was sent to it."""
    end = time.monotonic() + 30
    while len(mail.messages) != messages:
        assert time.monotonic() < end
        time.sleep(0.01)
