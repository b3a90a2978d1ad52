"""A re-share against a real PDS and a Mastodon-API server: once, and never taken for the announcement."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from tests.servers.mastodon_server import MastodonServer
from tests.servers.pds_server import PdsServer
from tests.syndication.town import Town

from bedside.outbox import OutboxPost
from bedside.syndication.model import Event, EventKind, Key, Status

SLOT = "reshare-2026-11"


def shared_again(town: Town, *, hours: int = 1, **changes: str) -> OutboxPost:
    """Give the only post a re-share on each account, due some hours ago."""
    (one,) = town.posts
    due = datetime.now(UTC) - timedelta(hours=hours)
    more = tuple(
        text.model_copy(update={"slot": SLOT, "at": due, "facets": (),
                                "text": f"Once more: {one.url}"} | changes)
        for text in one.texts
    )  # fmt: skip
    town.posts[0] = one.model_copy(update={"texts": (*one.texts, *more)})
    town.save()
    return town.posts[0]


def there(post: OutboxPost, mastodon: MastodonServer, pds: PdsServer) -> tuple[int, int]:
    """Return how many copies a stranger finds on the two networks."""
    statuses = [one for one in mastodon.statuses() if post.url in one["content"]]
    records = [one for one in pds.posts() if one["value"]["embed"]["external"]["uri"] == post.url]
    return len(statuses), len(records)


@pytest.fixture
def two(make_town: Callable[..., Town], three_accounts: tuple[str, ...]) -> Town:
    """Return a practice on Mastodon and Bluesky that has had its first run."""
    town = make_town(*three_accounts[:2])
    town.first_run()
    return town


def test_a_re_share_goes_out_once_behind_the_announcement(
    two: Town, mastodon: MastodonServer, pds: PdsServer
) -> None:
    """Announced in one run, shared again in the next, and then no more."""
    two.post("Evergreen")
    post = shared_again(two)
    for expected in ((1, 1), (2, 2), (2, 2)):
        assert two.run("syndicate", "--live") == 0
        assert there(post, mastodon, pds) == expected
    assert two.run("syndicate", "--retract", post.uid, "--live") == 0
    assert there(post, mastodon, pds) == (0, 0)
    assert two.run("syndicate", "--live") == 0
    assert there(post, mastodon, pds) == (0, 0)


@pytest.mark.parametrize("arrived", [True, False], ids=["arrived", "lost"])
def test_a_re_share_without_an_answer_is_told_from_the_announcement(
    two: Town, mastodon: MastodonServer, pds: PdsServer, *, arrived: bool
) -> None:
    """Both link to the page: only the one that the ledger does not know yet can be it."""
    two.post("Lost answer")
    assert two.run("syndicate", "--live") == 0
    post = shared_again(two)
    if arrived:
        assert two.run("syndicate", "--live") == 0
    ledger = two.ledger()
    for platform, name in (("mastodon", "masto"), ("bluesky", "bsky")):
        key, at = Key(post.uid, platform, name, SLOT), ledger.events()[-1].at
        ledger.record(Event(key=key, seq=0, kind=EventKind.UNKNOWN, at=at, run="", reason="lost"))
    for _ in range(2):
        assert two.run("syndicate", "--live") == 0
        assert there(post, mastodon, pds) == (2, 2)
    found = two.ledger().state()
    ids = {
        state.sent.remote_id
        for key, state in found.keys.items()
        if key.account == "masto" and state.sent
    }
    assert len(ids) == 2


def test_a_missed_one_is_written_down_named_and_sent_only_by_name(
    make_town: Callable[..., Town], three_accounts: tuple[str, ...], mastodon: MastodonServer,
    pds: PdsServer, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Thirty hours late: an event with its reason, and `--retry` for a person who wants it still."""
    two = make_town(*three_accounts[:2], policies='max_posts_per_run = 9\nlate = "missed"')
    two.first_run()
    two.post("Too late", days_old=3)
    assert two.run("syndicate", "--live") == 0
    post = shared_again(two, hours=30)
    capsys.readouterr()
    assert two.run("syndicate", "--live") == 0
    shown = capsys.readouterr().out
    assert f"miss     mastodon/masto {SLOT}  {post.uid}  Too late: missed (was due " in shown
    state = two.ledger().state().get(Key(post.uid, "mastodon", "masto", SLOT))
    assert state.status is Status.MISSED
    assert "more than 24 hours ago" in state.reason
    mark = two.ledger().mark
    assert two.run("syndicate", "--live") == 0
    assert two.ledger().mark == mark
    assert "1 article missed its time" in capsys.readouterr().out
    again = ("ledger", "resolve", post.uid, "mastodon", "masto", "--retry", "--slot", SLOT)
    assert two.run(*again) == 0
    assert two.run("syndicate", "--live") == 0
    assert there(post, mastodon, pds) == (2, 1)


def test_a_rebuilt_ledger_knows_both_copies(
    two: Town, mastodon: MastodonServer, pds: PdsServer
) -> None:
    """Nothing is shared a third time after the ledger was lost."""
    two.post("Rebuilt")
    post = shared_again(two)
    for _ in range(2):
        assert two.run("syndicate", "--live") == 0
    for file in (two.root / "ledger").glob("ledger.db*"):
        file.unlink()
    assert two.run("ledger", "rebuild") == 0
    assert two.run("syndicate", "--live") == 0
    assert there(post, mastodon, pds) == (2, 2)


def test_a_clock_that_was_set_back_sends_nothing_twice(
    two: Town, mastodon: MastodonServer, pds: PdsServer
) -> None:
    """What is in the ledger is done, whatever the time; the day's cap holds both ways."""
    two.post("Clock")
    post = shared_again(two)
    assert two.run("syndicate", "--live") == 0
    assert two.run("syndicate", "--live") == 0
    back = (datetime.now(UTC) - timedelta(minutes=30)).isoformat()
    assert two.run("syndicate", "--live", "--now", back) == 0
    assert there(post, mastodon, pds) == (2, 2)
