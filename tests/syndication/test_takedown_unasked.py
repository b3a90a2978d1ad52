"""What left the site is taken down by the next run, unless that may be a mistake."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.servers.mastodon_server import MastodonServer
from tests.servers.receiver import Receiver
from tests.syndication.town import Town

from bedside.deploy.mark import PublishedMark, mark_json
from bedside.files import sha256_file
from bedside.syndication.model import Status
from bedside.syndication.setting import own_outbox, policy_for
from bedside.syndication.takedown import take_downs, unasked


def publish(town: Town, outbox_sha256: str = "") -> None:
    """Put the mark of a deployed build online."""
    ledger = town.ledger()
    known = outbox_sha256 or sha256_file(town.root / "build" / "outbox.json")
    mark = PublishedMark(ledger=ledger.id, mark=ledger.mark, outbox_sha256=known)
    place = town.root / "output" / ".well-known" / "bedside.json"
    place.parent.mkdir(exist_ok=True)
    place.write_text(mark_json(mark))


@pytest.fixture
def announced(make_town: Callable[..., Town], three_accounts: tuple[str, ...]) -> Town:
    """Return a practice whose two posts went out to Mastodon and a webhook, with room for one a run."""
    town = make_town(three_accounts[0], three_accounts[2], policies="max_posts_per_run = 1")
    town.first_run()
    for letter in "ab":
        town.post(f"Post {letter}")
        assert town.run("syndicate", "--live") == 0
    return town


def test_a_post_that_left_the_site_is_deleted_and_a_person_is_told_of_the_rest(
    announced: Town, mastodon: MastodonServer, receiver: Receiver,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Exit 1 once for what only a person can remove; then the run is quiet and nothing is sent again."""
    left = announced.posts.pop()
    announced.save()
    publish(announced)
    assert announced.run("syndicate") == 0
    assert len(mastodon.statuses()) == 2  # without --live nothing is done
    assert announced.run("syndicate", "--live") == 1
    assert [announced.posts[0].url in one["content"] for one in mastodon.statuses()] == [True]
    states = {name: one.status for name, one in announced.states(left.uid).items()}
    assert states == {"masto": Status.DELETED, "hook": Status.RETRACTING}
    assert "gone            mastodon/masto" in capsys.readouterr().out
    mark = announced.ledger().mark
    assert announced.run("syndicate", "--live") == 0
    announced.posts.append(left)
    announced.save()
    publish(announced)
    assert announced.run("syndicate", "--live") == 0
    assert (announced.ledger().mark, len(receiver.bodies)) == (mark, 2)


def test_many_at_once_or_another_build_may_be_a_mistake(
    announced: Town, mastodon: MastodonServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is deleted, and the reason is said."""
    kept, announced.posts[:] = announced.posts[0], []
    announced.save()
    publish(announced)
    assert announced.run("syndicate", "--live") == 0
    assert "nothing is deleted unasked: 2 posts left the site" in capsys.readouterr().err
    announced.posts.append(kept)
    announced.save()
    publish(announced, "f" * 64)
    assert announced.run("syndicate", "--live") == 0
    assert "the build here is not the one that is online" in capsys.readouterr().err
    assert len(mastodon.statuses()) == 2


def test_a_deletion_that_failed_is_tried_again_after_an_hour(
    announced: Town, mastodon: MastodonServer
) -> None:
    """Not by each run of every quarter of an hour."""
    left = announced.posts.pop()
    announced.save()
    publish(announced)
    sent = announced.states(left.uid)["masto"].sent
    assert sent is not None
    path = f"/api/v1/statuses/{sent.remote_id}"
    mastodon.fault(path, {"type": "status", "status": 503, "body": {"error": "later"}}, ["DELETE"])
    project = announced.project()
    assert announced.run("syndicate", "--live") == 3
    state = announced.ledger().state()
    policy = replace(policy_for(project, 0, announced.ledger_url), held_for=timedelta())
    at = max(one.at for one in state.keys.values() if one.at)
    found = take_downs(own_outbox(project), state, policy, at)
    assert [len(unasked(found, at + timedelta(minutes=late))) for late in (15, 61)] == [0, 1]
