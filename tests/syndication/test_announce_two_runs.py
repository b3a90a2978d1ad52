"""Two runs at once on one ledger: each post arrives once."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from tests.servers.mastodon_server import MastodonServer
from tests.servers.pds_server import PdsServer
from tests.servers.receiver import Receiver
from tests.syndication.town import ROOT, Town

from bedside.syndication.model import Event, EventKind, Key, Status


def test_two_runs_at_once_send_each_post_once(
    town: Town, mastodon: MastodonServer, pds: PdsServer, receiver: Receiver
) -> None:
    """Whoever writes the claim first sends; the other leaves it."""
    posts = [town.post(f"Post {letter}", days_old=1) for letter in "abc"]
    command = [sys.executable, "-m", "bedside", "--quiet", "--practice",
               str(town.root / "practice.toml"), "syndicate", "--live"]  # fmt: skip
    runs = [
        subprocess.Popen(command, cwd=ROOT / "plugins", stdout=subprocess.DEVNULL) for _ in "ab"
    ]
    assert {run.wait(120) for run in runs} == {0}
    for post in posts:
        assert sum(post.url in one["content"] for one in mastodon.statuses()) == 1
        assert sum(post.url in one["value"]["text"] for one in pds.posts()) == 1
        assert sum(post.uid == one["uid"] for one in receiver.bodies) == 1


def test_a_claim_of_a_run_at_work_is_left_alone_and_looked_up_when_it_ended(
    make_town: Callable[..., Town], three_accounts: tuple[str, ...], mastodon: MastodonServer
) -> None:
    """A living run holds its claim however long it takes."""
    town = make_town(three_accounts[0])
    town.first_run()
    post, now = town.post(), datetime.now(UTC)
    ledger = town.ledger()
    with ledger.run(now) as other:
        key = Key(post.uid, "mastodon", "masto")
        ledger.append([Event(key=key, seq=1, kind=EventKind.CLAIMED, at=now, run=other)])
        assert town.run("syndicate", "--live") == 0
        assert town.states(post.uid)["masto"].status is Status.CLAIMED
        assert mastodon.statuses() == []
    assert town.run("syndicate", "--live") == 0
    assert len(mastodon.statuses()) == 1
