"""`bedside syndicate --pause`: everything stops for every runner, and each command says so."""

from collections.abc import Callable

import pytest
from tests.servers.mastodon_server import MastodonServer
from tests.servers.pds_server import PdsServer
from tests.syndication.town import Town

from bedside.syndication.model import Status
from bedside.syndication.tools import safe_call


def test_a_pause_stops_sends_and_lets_take_downs_go_on(
    town: Town, mastodon: MastodonServer, pds: PdsServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command that asks the ledger says so; after --resume the post goes out once."""
    first = town.post("Before")
    assert town.run("syndicate", "--live") == 0
    assert town.run("syndicate", "--pause", "a  recall") == 0
    shown = capsys.readouterr().out
    assert "a recall: nothing is announced until `bedside syndicate --resume`" in shown
    post = town.post("During")
    for command in (("syndicate",), ("syndicate", "--live"), ("plan",), ("ledger",)):
        assert town.run(*command) == 0
        assert "a recall: nothing is announced until" in capsys.readouterr().err, command
    assert not [one for one in mastodon.statuses() if post.url in one["content"]]
    assert town.run("syndicate", "--retract", first.uid, "--live") == 1  # the webhook: by hand
    assert town.states(first.uid)["masto"].status is Status.DELETED
    assert town.run("syndicate", "--resume") == 0
    assert "The pause is lifted" in capsys.readouterr().out
    assert town.run("syndicate", "--live") == 0
    assert len([one for one in mastodon.statuses() if post.url in one["content"]]) == 1


def test_a_pause_that_comes_between_two_sends_is_heard(
    town: Town, mastodon: MastodonServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The claim is given back: certainly not sent, so the next run sends it."""
    post = town.post("In between")
    run = town.run

    def paused_after_the_first(call: Callable[[], object]) -> object:
        outcome = safe_call(call)
        if not town.ledger().pause():
            assert run("syndicate", "--pause", "a crisis") == 0
        return outcome

    monkeypatch.setattr("bedside.syndication.apply.safe_call", paused_after_the_first)
    assert town.run("syndicate", "--live") == 3
    states = sorted(state.status for state in town.states(post.uid).values())
    assert states == [Status.DEFERRED, Status.DEFERRED, Status.SENT]
    monkeypatch.undo()


def test_a_pause_needs_a_reason_and_stands_alone(
    make_town: Callable[..., Town], capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty reason and other switches are refused; resuming twice changes nothing."""
    town = make_town()
    assert town.run("syndicate", "--pause", " ") == 2
    assert "say why" in capsys.readouterr().err
    assert town.run("syndicate", "--pause", "x", "--live") == 2
    assert town.run("syndicate", "--resume") == 0
    assert town.ledger().mark == 0


def test_a_pause_does_not_wait_for_a_mistake_in_practice_toml(
    make_town: Callable[..., Town], capsys: pytest.CaptureFixture[str]
) -> None:
    """It holds at once; the mistakes are said behind it, and what it could not do."""
    town = make_town()
    town.post("Waits")
    file = town.root / "practice.toml"
    facts = file.read_text(encoding="utf-8")
    for wrong in (
        facts.replace("[practice]", "[practice]\nphon = 1", 1),
        facts.replace('"', "", 1),
    ):
        file.write_text(wrong, encoding="utf-8")
        assert town.run("syndicate", "--pause", "a recall") == 2
        said = capsys.readouterr()
        assert "a recall: nothing is announced until" in said.out
        assert "practice.toml:" in said.err
        assert "The pause holds" in said.err
        assert town.run("syndicate", "--live") == 2  # nothing goes out by facts that are wrong
        pause = town.ledger().pause()
        assert pause
        assert pause.reason == "a recall"
        file.write_text(facts, encoding="utf-8")
        assert town.run("syndicate", "--resume") == 0
        capsys.readouterr()
