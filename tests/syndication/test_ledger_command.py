"""`bedside ledger`: what it shows, how a person settles, how a lost one is rebuilt."""

import json
import shutil
from collections.abc import Callable

import pytest
from tests.servers.mastodon_server import MastodonServer
from tests.servers.pds_server import PdsServer
from tests.servers.receiver import Receiver
from tests.syndication.town import Town

from bedside.deploy.mark import PublishedMark, mark_json
from bedside.syndication.model import Status

ADDRESS = "https://social.larkfield.example/@larkfield/1"


def test_an_empty_practice_has_no_ledger_yet(
    make_town: Callable[..., Town], capsys: pytest.CaptureFixture[str]
) -> None:
    """Showing makes none."""
    town = make_town()
    assert town.run("ledger") == 0
    assert "No ledger yet" in capsys.readouterr().out
    assert not (town.root / "ledger").exists()


def test_the_ledger_is_shown_for_people_and_machines(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    """State, address and history of each announcement."""
    post = town.post()
    assert town.run("syndicate", "--live") == 0
    capsys.readouterr()
    assert town.run("ledger") == 0
    assert post.uid in capsys.readouterr().out
    assert town.run("ledger", "--format", "json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["mark"] == 9  # three baselines, three claims, three outcomes
    kinds = [[event["kind"] for event in one["events"]] for one in shown["announcements"]]
    assert kinds == [["claimed", "sent"]] * 3


def test_an_open_webhook_is_settled_by_a_person(
    town: Town, receiver: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    """Unknown stays until someone says what is there; not-sent lets the next run send it."""
    post = town.post()
    receiver.status = 500
    assert town.run("syndicate", "--live") == 3
    assert town.run("syndicate", "--live") == 0
    assert f"bedside ledger resolve {post.uid} webhook hook" in capsys.readouterr().err
    assert len(receiver.bodies) == 1
    receiver.status = 204
    assert town.run("ledger", "resolve", post.uid, "webhook", "hook", "not-sent") == 0
    assert town.run("syndicate", "--live") == 0
    assert [one["delivery"] for one in receiver.bodies] == [f"{post.uid}-webhook-hook-announce"] * 2
    assert town.run("ledger", "resolve", post.uid, "webhook", "hook", "not-sent") == 2
    assert "announce it twice" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("verdict", "status"), [(("sent", "--url", ADDRESS), Status.SENT), (("skip",), Status.SKIPPED)]
)
def test_a_post_settled_by_hand_is_not_sent(
    town: Town, mastodon: MastodonServer, verdict: tuple[str, ...], status: Status
) -> None:
    """Posted by hand, or never to be posted."""
    post = town.post()
    assert town.run("ledger", "resolve", post.uid, "mastodon", "masto", *verdict) == 0
    assert town.run("syndicate", "--live") == 0
    assert town.states(post.uid)["masto"].status is status
    assert mastodon.statuses() == []


@pytest.mark.parametrize(
    "words", [("mastodon", "masto"), ("mastodon", "masto", "sent"), ("mastodon", "other", "skip"),
              ("mastodon", "masto", "skip", "--retry")],
)  # fmt: skip
def test_a_wrong_settlement_is_refused(town: Town, words: tuple[str, ...]) -> None:
    """No verdict, no address, no such account, two verdicts: exit 2, nothing written."""
    mark = town.ledger().mark
    assert town.run("ledger", "resolve", town.post().uid, *words) == 2
    assert town.ledger().mark == mark


def test_a_lost_ledger_is_refused_and_rebuilt_from_what_the_networks_show(
    town: Town, mastodon: MastodonServer, pds: PdsServer, receiver: Receiver,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Exit 3 until rebuilt; then the copies that are online are known and nothing is repeated."""
    post = town.post()
    assert town.run("syndicate", "--live") == 0
    lost = town.ledger()
    mark = PublishedMark(ledger=lost.id, mark=lost.mark)
    place = town.root / "output" / ".well-known" / "bedside.json"
    place.parent.mkdir()
    place.write_text(mark_json(mark))
    shutil.rmtree(town.root / "ledger")
    for arguments in (("syndicate", "--live"), ("syndicate",)):
        assert town.run(*arguments) == 3
        assert "refused until rebuilt" in capsys.readouterr().err
    assert not (town.root / "ledger").exists()
    assert town.run("ledger", "rebuild") == 0
    assert town.run("syndicate", "--live") == 0
    states = {name: state.status for name, state in town.states(post.uid).items()}
    assert states == {"masto": Status.SENT, "bsky": Status.SENT, "hook": Status.UNKNOWN}
    assert f"bedside ledger resolve {post.uid} webhook hook" in capsys.readouterr().err
    assert (town.ledger().id, len(mastodon.statuses()), len(receiver.bodies)) == (lost.id, 1, 1)
    assert town.ledger().mark >= mark.high_water
    new = town.post("After the loss")
    assert town.run("syndicate", "--live") == 0
    assert {state.status for state in town.states(new.uid).values()} == {Status.SENT}
