"""`bedside syndicate --retract UID` against a real PDS, a Mastodon-API server and a webhook receiver."""

import json
from collections.abc import Callable

import pytest
from tests.servers.mastodon_server import MastodonServer
from tests.servers.pds_server import PdsServer
from tests.servers.receiver import Receiver
from tests.syndication.town import Town, account_toml

from bedside.outbox import OutboxPost
from bedside.syndication.links import links_of
from bedside.syndication.model import Event, EventKind, Key, Status


def there(post: OutboxPost, mastodon: MastodonServer, pds: PdsServer) -> tuple[int, int]:
    """Return how many copies a stranger finds on the two networks."""
    statuses = [one for one in mastodon.statuses() if post.url in one["content"]]
    records = [one for one in pds.posts() if one["value"]["embed"]["external"]["uri"] == post.url]
    return len(statuses), len(records)


@pytest.fixture
def announced(town: Town) -> OutboxPost:
    """Return a post that was announced on all three and has since left the site."""
    post = town.post("A story")
    assert town.run("syndicate", "--live") == 0
    town.posts.clear()
    town.save()
    return post


def test_a_plan_names_each_copy_and_deletes_none(
    town: Town, announced: OutboxPost, mastodon: MastodonServer, pds: PdsServer,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Both plans say what would go, and write nothing."""
    mark = town.ledger().mark
    capsys.readouterr()
    assert town.run("syndicate") == 0
    shown = capsys.readouterr().out
    for account in ("mastodon/masto", "bluesky/bsky", "webhook/hook"):
        assert f"take down {account}  {announced.uid}: the post is not public any more" in shown
    assert f"run `bedside syndicate --retract {announced.uid}`" in shown
    assert town.run("syndicate", "--retract", announced.uid.lower()) == 0
    shown = capsys.readouterr().out
    assert "delete          mastodon/masto  http" in shown
    assert f"bedside ledger resolve {announced.uid} webhook hook gone" in shown
    assert (there(announced, mastodon, pds), town.ledger().mark) == ((1, 1), mark)


def test_copies_are_deleted_and_a_person_is_told_of_the_rest(
    town: Town, announced: OutboxPost, mastodon: MastodonServer, pds: PdsServer,
    receiver: Receiver, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Exit 1 until the person has said that the webhook's copy is gone; then the plan is silent."""
    assert town.run("syndicate", "--retract", announced.uid, "--live") == 1
    assert "Not done: 1 of 3" in capsys.readouterr().err
    assert there(announced, mastodon, pds) == (0, 0)
    assert len(receiver.bodies) == 1
    states = {name: state.status for name, state in town.states(announced.uid).items()}
    assert states == {
        "masto": Status.DELETED, "bsky": Status.DELETED, "hook": Status.RETRACTING
    }  # fmt: skip
    assert links_of(town.ledger().state()) == {}
    assert town.run("syndicate") == 0
    assert "its take-down is not finished" in capsys.readouterr().out
    assert town.run("ledger", "resolve", announced.uid, "webhook", "hook", "not-sent") == 2
    assert town.run("ledger", "resolve", announced.uid, "webhook", "hook", "gone") == 0
    assert town.run("syndicate", "--retract", announced.uid, "--live") == 0
    capsys.readouterr()
    assert town.run("syndicate") == 0
    assert "take down" not in capsys.readouterr().out


def test_a_retracted_post_is_announced_again_only_by_name(
    make_town: Callable[..., Town], three_accounts: tuple[str, ...], mastodon: MastodonServer,
    pds: PdsServer, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Neither a later run, nor a backfill, nor an account that had not sent it yet brings it back."""
    town = make_town(*three_accounts[:2])
    assert town.run("syndicate", "--live") == 0
    post = town.post("Back again")
    monkeypatch.delenv("TEST_BSKY")
    assert town.run("syndicate", "--live") == 2  # on Mastodon alone
    assert there(post, mastodon, pds) == (1, 0)
    monkeypatch.setenv("TEST_BSKY", pds.password)
    assert town.run("syndicate", "--retract", post.uid, "--live") == 0
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _text: "1")
    for more in ((), ("--backfill", "1")):
        assert town.run("syndicate", "--live", *more) == 0
        assert there(post, mastodon, pds) == (0, 0)
    assert town.run("ledger", "resolve", post.uid, "bluesky", "bsky", "--retry") == 0
    assert town.run("syndicate", "--live") == 0
    assert there(post, mastodon, pds) == (0, 1)
    assert town.run("syndicate", "--retract", post.uid, "--live") == 0
    assert town.run("ledger", "resolve", post.uid, "bluesky", "bsky", "--retry") == 0
    assert town.run("syndicate", "--live") == 0
    assert there(post, mastodon, pds) == (0, 1)


def test_a_failed_deletion_is_not_called_done(
    town: Town, announced: OutboxPost, mastodon: MastodonServer, pds: PdsServer,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Exit 3 with the reason; the ledger still knows where the copy is, and the next run deletes it."""
    (status,) = mastodon.statuses()
    path = f"/api/v1/statuses/{status['id']}"
    mastodon.fault(path, {"type": "status", "status": 503, "body": {"error": "later"}}, ["DELETE"])
    assert town.run("syndicate", "--retract", announced.uid, "--live") == 3
    assert "HTTP 503: later" in capsys.readouterr().out
    state = town.states(announced.uid)["masto"]
    assert state.status is Status.RETRACTING
    assert state.sent
    assert there(announced, mastodon, pds) == (1, 0)
    assert town.run("syndicate", "--live") == 0
    assert there(announced, mastodon, pds) == (1, 0)
    assert town.run("syndicate", "--retract", announced.uid, "--live") == 1
    assert there(announced, mastodon, pds) == (0, 0)


def test_a_copy_whose_answer_was_lost_is_looked_up_and_deleted(
    make_town: Callable[..., Town], three_accounts: tuple[str, ...], mastodon: MastodonServer,
    pds: PdsServer,
) -> None:  # fmt: skip
    """The claim of a dead run may hide a copy; of two networks one has it."""
    town = make_town(*three_accounts[:2])
    assert town.run("syndicate", "--live") == 0
    post = town.post("Lost answer")
    assert town.run("syndicate", "--live") == 0
    ledger = town.ledger()
    for platform, name in (("mastodon", "masto"), ("bluesky", "bsky")):
        key, at = Key(post.uid, platform, name), ledger.events()[-1].at
        ledger.record(Event(key=key, seq=0, kind=EventKind.UNKNOWN, at=at, run="", reason="lost"))
    mastodon.clear()
    assert town.run("syndicate", "--retract", post.uid, "--live") == 0
    assert there(post, mastodon, pds) == (0, 0)
    assert town.states(post.uid)["masto"].reason == "looked: not there"
    assert town.states(post.uid)["bsky"].status is Status.DELETED


def test_a_copy_that_may_be_there_of_a_post_without_an_address_is_left_to_a_person(
    town: Town, announced: OutboxPost, capsys: pytest.CaptureFixture[str]
) -> None:
    """A post that left the outbox cannot be looked up by its address: nothing is claimed of it."""
    ledger, key = town.ledger(), Key(announced.uid, "mastodon", "masto")
    at = ledger.events()[-1].at
    ledger.record(Event(key=key, seq=0, kind=EventKind.UNKNOWN, at=at, run="", reason="lost"))
    assert town.run("syndicate", "--retract", announced.uid, "--live") == 1
    assert "by hand         mastodon/masto  look whether it is there" in capsys.readouterr().out
    assert town.states(announced.uid)["masto"].status is Status.RETRACTING


def test_accounts_that_are_manual_retired_or_gone_are_for_a_person(
    make_town: Callable[..., Town], three_accounts: tuple[str, ...], mastodon: MastodonServer,
    pds: PdsServer, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """A manual account is to be looked at; an account that left practice.toml keeps its address."""
    town = make_town(*three_accounts[:2])
    assert town.run("syndicate", "--live") == 0
    post = town.post("Moved")
    assert town.run("syndicate", "--live") == 0
    page = account_toml("fb", "facebook", "larkfield", "", status="manual").replace(
        'api = ""\n', ""
    )
    town.write_practice(three_accounts[0], page)
    capsys.readouterr()
    assert town.run("syndicate", "--retract", post.uid, "--live") == 1
    shown = capsys.readouterr().out
    assert "by hand         bluesky/bsky  https://bsky.app/profile/" in shown
    assert "look there      facebook/fb" in shown
    assert there(post, mastodon, pds) == (0, 1)
    assert town.run("ledger", "resolve", post.uid, "bluesky", "bsky", "gone") == 0


def test_a_missing_secret_ends_with_2_and_json_says_the_same(
    town: Town, announced: OutboxPost, mastodon: MastodonServer, pds: PdsServer,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """The other network's copy is gone; the document names each way and the exit code."""
    monkeypatch.delenv("TEST_BSKY")
    capsys.readouterr()
    command = ("syndicate", "--retract", announced.uid, "--format", "json", "--live")
    assert town.run(*command) == 2
    shown = json.loads(capsys.readouterr().out)
    ways = {one["account"]: one["way"] for one in shown["copies"]}
    assert ways == {"masto": "gone", "bsky": "delete", "hook": "by_hand"}
    assert (shown["version"], shown["exit_code"], shown["live"]) == (1, 2, True)
    assert there(announced, mastodon, pds) == (0, 1)


def test_an_unknown_post_is_refused(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistyped uid takes nothing down."""
    mark = town.ledger().mark
    assert town.run("syndicate", "--retract", "01NOSUCHPOST", "--live") == 2
    assert "`bedside ledger` lists them" in capsys.readouterr().err
    assert town.ledger().mark == mark
