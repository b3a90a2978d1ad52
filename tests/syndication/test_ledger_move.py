"""A ledger moves to another store with everything in it, and the old one is refused afterwards."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url
from tests.syndication.repositories import branch_address, clone
from tests.syndication.town import Town

from bedside.errors import BedsideError, LedgerError
from bedside.syndication import move
from bedside.syndication.model import Event, EventKind, Key
from bedside.syndication.move import move_ledger
from bedside.syndication.store import Holdings, Ledger, find_ledger, open_ledger

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY = Key("01M610AAAAAAAAAAAAAAAAAAAA", "mastodon", "masto")


def event(seq: int, kind: EventKind = EventKind.CLAIMED) -> Event:
    return Event(key=KEY, seq=seq, kind=kind, at=NOW, run="run", reason="“später”")


@pytest.fixture
def places(tmp_path: Path, remote: Path, postgres_database: str) -> dict[str, str]:
    """Return an empty place in each store."""
    return {
        "sqlite": f"sqlite:///{tmp_path}/moved/ledger.db",
        "postgresql": f"{postgres_database}?schema=oakelm",
        "git": branch_address(clone(remote, "new")),
    }


def filled(address: str) -> Ledger:
    ledger = open_ledger(address, NOW)
    ledger.append([event(1)])
    ledger.append([event(2, EventKind.SENT)])
    ledger.adopt(ledger.id, 7, "c" * 64)
    return ledger


@pytest.mark.parametrize(
    ("old", "new"), [("sqlite", "git"), ("git", "postgresql"), ("postgresql", "sqlite")]
)
def test_everything_goes_along_and_the_old_one_is_refused(
    places: dict[str, str], old: str, new: str
) -> None:
    """Events, id, mark and hash; the old ledger says where it went, also to a run that has it open."""
    before = filled(places[old])
    wanted = before.holdings()
    moved = move_ledger(places[old], places[new], NOW)
    found = find_ledger(places[new], NOW)
    assert found is not None
    assert found.holdings() == moved.holdings() == wanted
    assert (found.id, found.mark, len(found.events())) == (before.id, 7, 2)
    assert found.knows(7, "c" * 64)
    with pytest.raises(LedgerError, match="was moved to"):
        find_ledger(places[old], NOW)
    with pytest.raises(LedgerError, match="was moved to"):
        open_ledger(places[old], NOW)
    with pytest.raises(LedgerError, match="was moved to"):
        before.append([event(3)])
    found.append([event(3, EventKind.DELETED)])
    assert found.mark == 8


def test_a_place_that_is_not_empty_is_refused_and_nothing_moves(places: dict[str, str]) -> None:
    """Two histories are never mixed; the old ledger stays in use."""
    filled(places["sqlite"])
    filled(places["git"])
    with pytest.raises(BedsideError, match="name an empty place"):
        move_ledger(places["sqlite"], places["git"], NOW)
    assert find_ledger(places["sqlite"], NOW) is not None
    with pytest.raises(BedsideError, match="no ledger to move"):
        move_ledger("sqlite:////nowhere/at/all.db", places["postgresql"], NOW)


def test_a_living_run_is_waited_for(places: dict[str, str]) -> None:
    """Its outcome would be lost."""
    ledger = filled(places["sqlite"])
    with ledger.run(NOW), pytest.raises(LedgerError, match="at work"):
        move_ledger(places["sqlite"], places["git"], NOW)
    move_ledger(places["sqlite"], places["git"], NOW)


@pytest.mark.parametrize("is_written", [True, False])
def test_a_move_that_was_stopped_is_run_again(
    places: dict[str, str], monkeypatch: pytest.MonkeyPatch, *, is_written: bool
) -> None:
    """Killed before or after the copy: the same command ends it, and only to the same place."""
    wanted, receive = filled(places["sqlite"]).holdings(), Ledger.receive

    def killed(self: Ledger, holdings: Holdings) -> None:
        if is_written:
            receive(self, holdings)
        raise KeyboardInterrupt

    monkeypatch.setattr(Ledger, "receive", killed)
    with pytest.raises(KeyboardInterrupt):
        move_ledger(places["sqlite"], places["git"], NOW)
    monkeypatch.setattr(Ledger, "receive", receive)
    with pytest.raises(LedgerError, match="was moved to"):
        move_ledger(places["sqlite"], places["postgresql"], NOW)
    assert move_ledger(places["sqlite"], places["git"], NOW).holdings() == wanted


def test_the_password_of_an_address_is_not_kept(places: dict[str, str]) -> None:
    """What the old ledger says of the new one is printed."""
    assert "hunter2" not in move._shown("postgresql+psycopg://u:hunter2@h/d")


def test_the_command_says_what_to_do_next(
    make_town: Callable[..., Town], remote: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It names the variable; a run without it is refused."""
    town = make_town()
    open_ledger(town.ledger_url, NOW).append([event(1)])
    new = branch_address(clone(remote, "site"))
    assert town.run("ledger", "migrate", town.ledger_url, new) == 0
    assert "1 events" in capsys.readouterr().out
    assert town.run("ledger") == 3
    assert "BEDSIDE_LEDGER" in capsys.readouterr().err


def test_a_young_claim_is_not_moved_from_under_its_run(places: dict[str, str]) -> None:
    """On a branch no lock tells who is at work: a claim of a moment ago is a run's."""
    ledger = open_ledger(places["git"], NOW)
    ledger.append([event(1)])
    with pytest.raises(LedgerError, match=r"1 run\(s\) at work"):
        move_ledger(places["git"], places["sqlite"], NOW)
    moved = move_ledger(places["git"], places["sqlite"], NOW + timedelta(minutes=10))
    assert len(moved.events()) == 1


def test_no_password_is_shown_or_kept(
    make_town: Callable[..., Town], postgres_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither that of an address nor one among its options, in no message and in no row."""
    town = make_town()
    town.first_run()
    old = town.ledger_url
    address = make_url(postgres_database).set(password="hunter2-one")
    new = address.update_query_dict({"application_name": "x", "password": "hunter2-two"})
    town.run("ledger", "migrate", old, new.render_as_string(hide_password=False))
    said = capsys.readouterr()
    assert "events are at postgresql" in said.out
    assert "hunter2" not in said.out + said.err
    assert b"hunter2" not in (town.root / "ledger" / "ledger.db").read_bytes()
