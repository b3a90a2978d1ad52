"""A ledger that was put back is noticed by the computer that knew more, before any deploy."""

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.servers.mastodon_server import MastodonServer
from tests.servers.receiver import Receiver
from tests.syndication.town import Town

from bedside.syndication.model import Status


def test_a_ledger_put_back_is_refused_until_rebuilt(
    town: Town, receiver: Receiver, mastodon: MastodonServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """A webhook cannot be asked: only what stands outside the ledger keeps it from a second copy."""
    town.keep_ledger()
    post = town.post()
    assert town.run("syndicate", "--live") == 0
    town.put_ledger_back()
    for how in (("--live",), ()):
        assert town.run("syndicate", *how) == 3
        assert "this computer knew of" in capsys.readouterr().err
    assert town.run("ledger", "rebuild") == 0
    assert f"bedside ledger resolve {post.uid} webhook hook" in capsys.readouterr().out
    assert town.run("syndicate", "--live") == 0
    assert (len(receiver.bodies), len(mastodon.statuses())) == (1, 1)
    states = {name: state.status for name, state in town.states(post.uid).items()}
    assert states == {"masto": Status.SENT, "bsky": Status.SENT, "hook": Status.UNKNOWN}


def test_a_ledger_that_is_gone_is_no_first_run(
    town: Town, receiver: Receiver, mastodon: MastodonServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is not there and still young goes out after the rebuild; what is too old never does."""
    town.post("First")
    assert town.run("syndicate", "--live") == 0
    shutil.rmtree(town.root / "ledger")
    new, old = town.post("Second"), town.post("Old", days_old=60)
    assert town.run("syndicate", "--live") == 3
    assert "no ledger is here" in capsys.readouterr().err
    assert town.run("ledger", "rebuild") == 0
    said = capsys.readouterr().out
    assert f"bedside ledger resolve {new.uid} mastodon masto skip` keeps it back" in said
    assert f"{old.uid} mastodon/masto announce: not found there, and too old" in said
    assert town.run("ledger", "resolve", new.uid, "bluesky", "bsky", "skip") == 0
    assert town.run("syndicate", "--live") == 0
    states = {name: state.status for name, state in town.states(new.uid).items()}
    assert states == {"masto": Status.SENT, "bsky": Status.SKIPPED, "hook": Status.UNKNOWN}
    assert (len(mastodon.statuses()), len(receiver.bodies)) == (2, 1)
    assert {state.status for state in town.states(old.uid).values()} == {Status.SKIPPED}


def test_nothing_is_sent_when_the_mark_cannot_be_kept(town: Town, receiver: Receiver) -> None:
    """The claim is given back: a later run sends."""
    post = town.post()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bedside.syndication.witness.write_atomic", _no_room)
        assert town.run("syndicate", "--live") == 3
    assert receiver.bodies == []
    assert {state.status for state in town.states(post.uid).values()} == {Status.DEFERRED}
    assert town.run("syndicate", "--live") == 0
    assert {state.status for state in town.states(post.uid).values()} == {Status.SENT}


def _no_room(_path: Path, _data: str) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_what_is_no_witness_is_refused(
    make_town: Callable[..., Town], capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that Bedside did not write is named, never overlooked."""
    town = make_town()
    (town.root / "build" / "witness.json").write_text("[]")
    assert town.run("syndicate", "--live") == 3
    assert "witness.json: is not what Bedside wrote" in capsys.readouterr().err
