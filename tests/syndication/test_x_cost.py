"""X costs money: off without a cap, counted from the ledger, never over it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.servers.strict_server import network_running
from tests.servers.x_server import XServer
from tests.syndication.town import Town, account_toml

from bedside.outbox import OutboxText
from bedside.platforms.x_cost import cost_of, in_dollars, over_cap
from bedside.practice import Account
from bedside.syndication.model import Event, EventKind, Key, Status
from bedside.syndication.spend import spent

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ACCOUNT = Account(id="acct", platform="x", handle="@larkfield", monthly_cap_usd=1)
KEY = Key("01M610AAAAAAAAAAAAAAAAAAAA", "x", "acct")
CLAIM = Event(key=KEY, seq=1, kind=EventKind.CLAIMED, at=NOW, run="r", attempt=1)


@pytest.mark.parametrize(
    ("text", "mills"),
    [("Flu shots https://larkfield.example/", 200), ("See cdc.gov", 200), ("Closed today.", 15)],
)
def test_a_link_is_what_costs(text: str, mills: int) -> None:
    """A post with a link, or what X takes for one, costs thirteen times as much."""
    assert cost_of(text) == mills


def test_the_cap_is_never_passed_and_may_be_reached() -> None:
    """Five posts with a link fit in a dollar, a sixth does not; the message says what to do."""
    assert over_cap(1, 800, "https://larkfield.example/") == ""
    said = over_cap(1, 801, "https://larkfield.example/")
    assert "$0.20" in said
    assert "raise monthly_cap_usd" in said
    assert "more than the month's $0.10" in over_cap(0.1, 0, "https://larkfield.example/")
    assert (in_dollars(200), in_dollars(15), in_dollars(1000)) == ("$0.20", "$0.015", "$1.00")


@pytest.mark.parametrize(
    ("events", "mills"),
    [
        ((CLAIM,), 200),
        ((CLAIM, replace(CLAIM, seq=2, kind=EventKind.UNKNOWN)), 200),
        ((CLAIM, replace(CLAIM, seq=2, kind=EventKind.DEFERRED)), 0),
        ((CLAIM, replace(CLAIM, seq=2, kind=EventKind.REJECTED)), 0),
        ((CLAIM, replace(CLAIM, seq=2, kind=EventKind.SENT),
          replace(CLAIM, seq=3, attempt=0, kind=EventKind.RETRACTING)), 210),
        ((CLAIM, replace(CLAIM, seq=2, kind=EventKind.UNKNOWN),
          replace(CLAIM, seq=3, kind=EventKind.RESOLVED)), 310),
        ((replace(CLAIM, at=NOW - timedelta(days=22)),), 0),
        ((replace(CLAIM, key=replace(KEY, account="other")),), 0),
    ],
)  # fmt: skip
def test_the_ledger_says_what_the_month_cost(events: tuple[Event, ...], mills: int) -> None:
    """Tries that X accepted or may have, look-ups and deletions count; refusals and last month do not."""
    assert spent(events, ACCOUNT, NOW) == mills


@pytest.fixture
def x(monkeypatch: pytest.MonkeyPatch, allow: Callable[..., None]) -> Iterator[XServer]:
    """Run X with a practice's secret in the environment."""
    with network_running(XServer()) as server:
        server.public = server.url
        allow(server.url)
        monkeypatch.setenv("TEST_ACCT", server.secret)
        yield server


def _town(make_town: Callable[..., Town], x: XServer, cap: str) -> Town:
    town = make_town(account_toml("acct", "x", "@larkfield", x.url) + cap)
    town.first_run()
    for title in ("Flu shots", "Sunscreen"):
        post = town.post(title)
        text = OutboxText(platform="x", account="acct", text=f"{title} {post.url}")
        town.posts[-1] = post.model_copy(update={"texts": (text,)})
    town.save()
    return town


def test_without_a_cap_nothing_is_sent(
    make_town: Callable[..., Town], x: XServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """An account without `monthly_cap_usd` is a setting that is missing."""
    town = _town(make_town, x, "")
    assert town.run("syndicate", "--live") == 2
    assert "add monthly_cap_usd" in capsys.readouterr().out
    assert x.asked == []


def test_the_post_over_the_cap_waits(
    make_town: Callable[..., Town], x: XServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """With 30 cents a month one post goes out and the other waits, unclaimed."""
    town = _town(make_town, x, "monthly_cap_usd = 0.30\n")
    assert town.run("syndicate", "--live") == 0
    assert len(x.posts) == 1
    assert "$0.20 of the month's $0.30 are spent" in capsys.readouterr().out
    statuses = [town.states(one.uid).get("acct") for one in town.posts]
    assert [one.status for one in statuses if one] == [Status.SENT]
    assert town.run("syndicate", "--live") == 0
    assert len(x.posts) == 1


def test_no_credits_left_is_said_once(
    make_town: Callable[..., Town], x: XServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """402 names where to buy; later runs ask who the account is and try no post until there are some."""
    town = _town(make_town, x, "monthly_cap_usd = 9\n")
    x.has_credits = False
    assert town.run("syndicate", "--live") == 3
    assert town.states(town.posts[0].uid) == {}
    assert "console.x.com" in capsys.readouterr().out
    before = x.asked.count("POST /2/tweets")
    assert town.run("syndicate", "--live") == 0
    assert x.asked.count("POST /2/tweets") == before
    x.has_credits = True
    assert town.run("syndicate", "--live") == 0
    assert len(x.posts) == len(town.posts)
