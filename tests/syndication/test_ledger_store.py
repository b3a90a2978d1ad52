"""The ledger on disk: append only, one event for each number, an id, a mark, no lost outcome."""

import gc
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from bedside.deploy.mark import PublishedMark
from bedside.errors import BedsideError, LedgerError
from bedside.syndication.engine import read_address
from bedside.syndication.fold import fold
from bedside.syndication.mark import guard
from bedside.syndication.model import Event, EventKind, Key, Status
from bedside.syndication.policy import HELD_FOR
from bedside.syndication.runs import held_for
from bedside.syndication.store import HeldByAnotherRun, Ledger, find_ledger, open_ledger
from bedside.syndication.tables import EVENTS, META

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY = Key("01M610AAAAAAAAAAAAAAAAAAAA", "mastodon", "masto")


def event(seq: int, kind: EventKind = EventKind.CLAIMED, **more: object) -> Event:
    """Return an event of KEY."""
    return Event(key=KEY, seq=seq, kind=kind, at=NOW, run="run", **more)  # type: ignore[arg-type]  # any field


@pytest.fixture
def ledger(store: str) -> Ledger:
    """Return a new ledger in each store."""
    return open_ledger(store, NOW)


on_sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


def test_an_event_comes_back_as_it_was_written(ledger: Ledger) -> None:
    """Every field survives the database."""
    wrote = event(1, EventKind.DEFERRED, until=NOW, reason="“später”", url="https://a.example/1",
                  remote_id="7", attempt=3, payload="ab")  # fmt: skip
    ledger.append([wrote])
    assert ledger.events() == (wrote,)


def test_a_uid_has_one_spelling(ledger: Ledger) -> None:
    """What was written with small letters is the same announcement: it is not sent again."""
    ledger.append([replace(event(1), key=replace(KEY, uid=KEY.uid.lower()))])
    assert ledger.state().get(KEY).status is Status.CLAIMED
    assert ledger.record(event(0, EventKind.SENT)).seq == 2


def test_the_same_event_number_cannot_be_written_twice(ledger: Ledger) -> None:
    """Losing the race means that another run holds it; nothing is written, the mark stays."""
    ledger.append([event(1)])
    with pytest.raises(HeldByAnotherRun):
        ledger.append([event(1)])
    assert (len(ledger.events()), ledger.mark) == (1, 1)


def test_of_many_runs_that_claim_at_once_one_wins(ledger: Ledger) -> None:
    """Eight threads, one number: one claim."""
    won, start = [], threading.Barrier(8)

    def claim() -> None:
        start.wait()
        try:
            ledger.append([event(1)])
        except HeldByAnotherRun:
            return
        won.append(1)

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert won == [1]
    assert ledger.mark == 1


def test_an_outcome_is_written_behind_whatever_came_between(ledger: Ledger) -> None:
    """A person may settle a claim while its answer is on the way: both rows stay."""
    ledger.append([event(1)])
    ledger.append([event(2, EventKind.RESOLVED)])
    wrote = ledger.record(event(2, EventKind.SENT, url="https://a.example/1"))
    assert wrote.seq == 3
    assert fold(ledger.events()).status is Status.SENT


@on_sqlite
def test_every_commit_is_synced_to_disk(ledger: Ledger) -> None:
    """WAL with synchronous=FULL: a claim survives a power cut."""
    with ledger._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_a_ledger_keeps_its_id_and_counts_its_events(store: str) -> None:
    """Opening again changes nothing; before the first event there may be none to find."""
    first = open_ledger(store, NOW)
    first.append([event(1), event(2, EventKind.SENT)])
    again = find_ledger(store, datetime.now(UTC))
    assert again is not None
    assert (again.id, again.mark) == (first.id, 2)


def test_what_one_run_wrote_another_cannot_claim(store: str) -> None:
    """Both opened the ledger when it was empty: the second is held, and then sees the first's."""
    open_ledger(store, NOW).append([replace(event(1), key=replace(KEY, account="other"))])
    one, two = open_ledger(store, NOW), open_ledger(store, NOW)
    one.append([replace(event(1), run="one")])
    with pytest.raises(HeldByAnotherRun):
        two.append([replace(event(1), run="two")])
    assert two.state().get(KEY).run == "one"
    assert two.record(replace(event(0, EventKind.SENT), run="two")).seq == 2
    assert (two.mark, len(two.events())) == (3, 3)


def test_what_one_run_wrote_stays_beside_another_s(store: str) -> None:
    """Two runs that announce different posts do not hinder each other, and lose nothing."""
    one, two = open_ledger(store, NOW), open_ledger(store, NOW)
    for number in range(1, 4):
        one.append([replace(event(number), run="one")])
        two.append([replace(event(number), key=replace(KEY, account="b"), run="two")])
    found = find_ledger(store, NOW)
    assert found is not None
    assert sorted((one.key.account, one.seq) for one in found.events()) == [
        ("b", 1), ("b", 2), ("b", 3), ("masto", 1), ("masto", 2), ("masto", 3)
    ]  # fmt: skip
    assert found.mark == 6


def test_looking_for_a_ledger_makes_none(tmp_path: Path) -> None:
    """A plan without --live leaves no file."""
    assert find_ledger(f"sqlite:///{tmp_path}/no/ledger.db", NOW) is None
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    """The message says so; nothing is overwritten."""
    (tmp_path / "ledger.db").write_text("not a database, but long enough to look like a file")
    with pytest.raises(LedgerError, match="cannot be used"):
        open_ledger(f"sqlite:///{tmp_path}/ledger.db", NOW)


@pytest.mark.parametrize("url", ["nonsense", "mysql://user:hidden@host/db"])
def test_a_wrong_address_is_refused_without_its_password(url: str) -> None:
    """Exit 2, and what to write instead."""
    with pytest.raises(BedsideError, match="sqlite:///") as refused:
        open_ledger(url, NOW)
    assert "hidden" not in str(refused.value)


def test_the_tables_are_valid_on_postgresql() -> None:
    """The same schema compiles there, with the same unique claim."""
    text = "".join(str(CreateTable(one).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]  # SQLAlchemy
                   for one in (EVENTS, META))  # fmt: skip
    assert "SERIAL" in text
    assert "UNIQUE (uid, platform, account, slot, seq)" in text


@on_sqlite
def test_a_living_run_is_seen_and_a_finished_one_is_not(ledger: Ledger, tmp_path: Path) -> None:
    """The lock lives as long as the run; its folder goes with the last one."""
    with ledger.run(NOW) as run:
        assert ledger.state().living_runs == {run}
    assert ledger.state().living_runs == frozenset()
    assert [path.name for path in (tmp_path / "ledger").iterdir()] == ["ledger.db"]


HOLDER = """
import sys
from datetime import UTC, datetime
from bedside.syndication.model import Event, EventKind, Key
from bedside.syndication.store import open_ledger
now = datetime.now(UTC)
ledger = open_ledger(sys.argv[1], now)
with ledger.run(now) as run:
    key = Key("01M610AAAAAAAAAAAAAAAAAAAA", "mastodon", "masto")
    ledger.append([Event(key=key, seq=1, kind=EventKind.CLAIMED, at=now, run=run)])
    print("claimed", flush=True)
    sys.stdin.readline()
"""


@pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
def test_a_claim_is_held_while_its_process_lives_and_not_a_moment_longer(store: str) -> None:
    """Another process claims and is killed: living before, dead at once behind."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, store], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True, cwd=ROOT / "plugins",
    ) as holder:  # fmt: skip
        assert holder.stdout
        assert holder.stdout.readline() == "claimed\n"
        ledger = open_ledger(store, NOW)
        claim = ledger.state().get(KEY)
        assert ledger.state().living_runs == {claim.run}
        holder.kill()
        holder.wait(30)
        end = time.monotonic() + 10
        while ledger.state().living_runs and time.monotonic() < end:
            time.sleep(0.05)  # the server needs a moment to see that the connection is gone
        assert ledger.state().living_runs == frozenset()
    assert held_for(read_address(store)) == timedelta()


def test_without_locks_only_the_age_of_a_claim_tells() -> None:
    """On a branch, in memory and on Windows nothing says that a run is dead."""
    assert held_for(read_address("git+branch://syndication-ledger")) == HELD_FOR
    assert held_for(read_address("sqlite://")) == HELD_FOR


@pytest.mark.parametrize(
    ("ledger_id", "mark", "is_fine"),
    [("", 0, True), ("own", 0, True), ("own", 1, True), ("own", 2, False), ("OTHER", 0, False)],
)
def test_another_or_an_older_ledger_is_refused(
    ledger: Ledger, ledger_id: str, mark: int, *, is_fine: bool
) -> None:
    """The public site remembers which ledger it knew and how far it was."""
    ledger.append([event(1)])
    own = ledger.id if ledger_id == "own" else ledger_id
    published = PublishedMark(ledger=own, mark=mark)
    if is_fine:
        guard(published, ledger)
        return
    with pytest.raises(LedgerError, match="refused until rebuilt"):
        guard(published, ledger)


def test_a_ledger_that_went_its_own_way_is_refused_until_it_is_rebuilt(ledger: Ledger) -> None:
    """Same id, as many events or more, but others: the running hash tells, whatever came since."""
    ledger.append([event(1), event(2, EventKind.SENT)])
    known = PublishedMark(ledger=ledger.id, mark=2, chain=ledger.chain)
    forked = PublishedMark(ledger=ledger.id, mark=2, chain="f" * 64)
    ledger.append([event(3, EventKind.DELETED)])
    guard(known, ledger)
    with pytest.raises(LedgerError, match="went its own way"):
        guard(forked, ledger)
    ledger.adopt(forked.ledger_id, forked.high_water, forked.chain)
    guard(forked, ledger)
    ledger.append([event(4, EventKind.RESOLVED)])
    guard(PublishedMark(ledger=ledger.id, mark=ledger.mark, chain=ledger.chain), ledger)


def test_a_missing_ledger_is_never_taken_for_a_first_run() -> None:
    """The site knows one, none is here: refused."""
    with pytest.raises(LedgerError, match="no ledger is here"):
        guard(PublishedMark(ledger="01M610AAAAAAAAAAAAAAAAAAAA", mark=0), None)
    guard(None, None)


@given(st.lists(st.sampled_from(EventKind), max_size=12))
def test_the_state_is_the_last_event_s_whatever_came_before(kinds: list[EventKind]) -> None:
    """Folding never fails, counts every event and follows the last one.

    A take-down that failed is still to be done: failures behind it do not end it. What was
    prepared, approved or changed, and a pause, move no status.
    """
    events = [event(number, kind) for number, kind in enumerate(kinds, start=1)]
    state = fold(reversed(events))
    assert state.seq == len(kinds)
    beside = {
        EventKind.PREPARED, EventKind.APPROVED, EventKind.UPDATING, EventKind.UPDATED,
        EventKind.NOT_UPDATED, EventKind.PAUSED, EventKind.RESUMED,
        EventKind.STOPPED, EventKind.TOLD, EventKind.MENDED,
    }  # fmt: skip
    kinds = [kind for kind in kinds if kind not in beside]
    failed = {EventKind.REJECTED, EventKind.DEFERRED, EventKind.UNKNOWN}
    telling = [kind for kind in kinds if kind not in failed]
    is_open = telling[-1:] == [EventKind.RETRACTING]
    if kinds:
        last = EventKind.RETRACTING if kinds[-1] in failed and is_open else kinds[-1]
        assert state.status.value == ("deferred" if last is EventKind.RESOLVED else last.value)


def test_a_ledger_that_nobody_holds_lets_go_of_its_server(postgres_database: str) -> None:
    """A server takes a hundred connections; a long process opens more ledgers than that."""
    for _ in range(3):
        assert open_ledger(postgres_database, NOW).mark >= 0
    gc.collect()
    engine = sa.create_engine(postgres_database, poolclass=sa.NullPool)
    with engine.connect() as connection:
        own = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        assert connection.exec_driver_sql(own).scalar_one() == 1
