"""A post that was taken back stays back when the ledger that knew it is lost: only its name frees it."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from tests.servers.mastodon_server import MastodonServer
from tests.syndication.town import Town

from bedside.deploy.mark import MARK_PATH, PublishedMark, mark_json
from bedside.outbox import OutboxPost
from bedside.syndication.model import Key, KeyState, LedgerState, Status
from bedside.syndication.outside import Outside, settled_names

NOW = datetime.now(UTC)
MAX_AGE = timedelta(days=14)


@pytest.fixture
def one_account(make_town: Callable[..., Town], three_accounts: tuple[str, ...]) -> Town:
    """Return a practice on Mastodon alone, with the backup of a ledger that knows no post."""
    town = make_town(three_accounts[0])
    town.first_run()
    town.keep_ledger()
    return town


def announce_and_take_back(town: Town, **options: float) -> OutboxPost:
    """Announce a post, take it back by hand while its page stays online; return it."""
    post = town.post("Taken back", **options)
    assert town.run("syndicate", "--live") == 0
    assert town.run("syndicate", "--retract", post.uid, "--live") == 0
    return post


def deploy(town: Town, days_ago: float = 0) -> None:
    """Let the public site say what a build said of the ledger then."""
    ledger_id, mark, chain = town.ledger().standing()
    at = datetime.now(UTC) - timedelta(days=days_ago)
    names = settled_names(ledger_id, town.ledger().state(), town.posts, at - MAX_AGE)
    known = PublishedMark(ledger=ledger_id, mark=mark, chain=chain, settled=names, built_at=at)
    file = town.root / "output" / MARK_PATH
    file.parent.mkdir(exist_ok=True)
    file.write_text(mark_json(known))


def lose_computer(town: Town) -> None:
    """Lose the ledger and all that the computer knew besides."""
    shutil.rmtree(town.root / "ledger")
    (town.root / "build" / "witness.json").unlink(missing_ok=True)


def comes_back_by_name_only(
    town: Town, post: OutboxPost, mastodon: MastodonServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither a run nor a backfill sends it; a person is asked, once and in each plan; by name it may."""
    capsys.readouterr()
    assert town.run("ledger", "rebuild") == 0
    settle = f"bedside ledger resolve {post.uid} mastodon masto"
    assert f"taken back, perhaps: `{settle} skip`, or `{settle} --retry`" in capsys.readouterr().out
    for more in ((), ("--backfill", "1")):
        assert town.run("syndicate", "--live", *more) == 0
        assert mastodon.statuses() == []
        assert f"taken back before the ledger was lost? {settle}" in capsys.readouterr().out
    assert town.run("ledger", "resolve", post.uid, "mastodon", "masto", "--retry") == 0
    assert town.run("syndicate") == 0
    assert "Plan: 1 send." in capsys.readouterr().out


def test_a_ledger_put_back_to_before_it_was_announced(
    one_account: Town, mastodon: MastodonServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """This computer knew that it was settled."""
    post = announce_and_take_back(one_account)
    one_account.put_ledger_back()
    comes_back_by_name_only(one_account, post, mastodon, capsys)


@pytest.mark.parametrize("days_old", [1, 30])
def test_a_computer_that_is_gone(
    one_account: Town, mastodon: MastodonServer, capsys: pytest.CaptureFixture[str], days_old: float
) -> None:
    """The public site knew, of a young post and of an old one that a backfill would bring back."""
    if days_old > MAX_AGE.days:
        one_account.write_practice(*accounts_of(one_account), policies="max_age_days = 60")
    post = announce_and_take_back(one_account, days_old=days_old)
    if days_old > MAX_AGE.days:
        one_account.write_practice(*accounts_of(one_account))
    deploy(one_account)
    lose_computer(one_account)
    comes_back_by_name_only(one_account, post, mastodon, capsys)


def accounts_of(town: Town) -> tuple[str, ...]:
    """Return its [[accounts]] tables as they stand."""
    text = (town.root / "practice.toml").read_text()
    return (text[text.index("[[accounts]]") : text.index("[policies]")],)


def test_what_was_taken_back_after_the_last_deploy(
    one_account: Town, mastodon: MastodonServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody wrote it down outside; but it was due for days, so it had been announced."""
    deploy(one_account, days_ago=2)
    post = announce_and_take_back(one_account, days_old=3)
    lose_computer(one_account)
    comes_back_by_name_only(one_account, post, mastodon, capsys)


def test_a_run_that_never_was_is_made_up_for(one_account: Town, mastodon: MastodonServer) -> None:
    """What the last deploy brought an hour ago, and nobody settled, goes out once."""
    one_account.post("New", days_old=3)
    deploy(one_account, days_ago=0.04)
    lose_computer(one_account)
    assert one_account.run("ledger", "rebuild") == 0
    for _ in range(2):
        assert one_account.run("syndicate", "--live") == 0
        assert len(mastodon.statuses()) == 1


def test_an_account_that_does_not_answer_is_not_asked_again_by_a_run(
    one_account: Town, mastodon: MastodonServer
) -> None:
    """A later look that finds nothing would free what was taken back: a person, or another rebuild."""
    post = announce_and_take_back(one_account)
    one_account.put_ledger_back()
    path = "/api/v1/accounts/verify_credentials"
    mastodon.fault(path, {"type": "status", "status": 503, "body": {"error": "later"}}, ["GET"])
    assert one_account.run("ledger", "rebuild") == 0
    mastodon.clear()
    assert one_account.states(post.uid)["masto"].status is Status.UNKNOWN
    assert one_account.run("syndicate", "--live") == 0
    assert mastodon.statuses() == []


def test_a_person_s_word_does_not_hide_that_a_ledger_is_old(
    one_account: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    """Else this computer would forget that it knew more."""
    post = announce_and_take_back(one_account)
    one_account.put_ledger_back()
    assert one_account.run("ledger", "resolve", post.uid, "mastodon", "masto", "skip") == 3
    assert "this computer knew of" in capsys.readouterr().err


def test_the_names_tell_neither_post_nor_what_became_of_it() -> None:
    """One word for each, alike for sent and taken back; what is open has none, nor what was sent long ago."""
    uids = [f"01M610AAAAAAAAAAAAAAAAAAA{letter}" for letter in "BCDE"]
    keys = [Key(uid, "mastodon", "masto") for uid in uids]
    states = (Status.SENT, Status.DELETED, Status.CLAIMED, Status.SENT)
    ledger = LedgerState(
        keys={key: KeyState(status=one) for key, one in zip(keys, states, strict=True)}
    )
    posts = [
        OutboxPost(
            uid=uid, url="https://a.example/", path="a/index.html", sha256="", title="", summary="",
            lang="en", published=NOW - timedelta(days=age), syndicate=True,
        )
        for uid, age in zip(uids, (1, 90, 1, 90), strict=True)
    ]  # fmt: skip
    names = settled_names("L", ledger, posts, NOW - MAX_AGE)
    assert [len(one) for one in names.split()] == [8, 8]
    assert names.replace(" ", "").isalpha()
    outside = Outside.of(PublishedMark(ledger="L", settled=names), None)
    assert [outside.has(key) for key in keys] == [True, True, False, False]
    other = Outside.of(PublishedMark(ledger="M", settled=names))
    assert not any(other.has(key) for key in keys)
