"""The ledger on disk or in a database: append events, read them back. Nothing is ever overwritten."""

import threading
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from bedside.errors import LedgerError
from bedside.syndication.branch_copy import BranchCopy, branch_of
from bedside.syndication.chain import chained
from bedside.syndication.engine import (
    database_file,
    is_branch,
    make_engine,
    memory_engine,
    read_address,
)
from bedside.syndication.fold import PAUSE, fold_all, pause_of
from bedside.syndication.in_words import in_words
from bedside.syndication.meta import MOVED, all_meta, refuse_moved, set_meta
from bedside.syndication.model import Event, Key, LedgerState, Pause
from bedside.syndication.runs import FolderRuns, Runs
from bedside.syndication.seal import broken_at, seal_again
from bedside.syndication.server_runs import ServerRuns
from bedside.syndication.tables import EVENTS, META, from_row, to_row
from bedside.syndication.versions import prepare
from bedside.uid import mint_uid

__all__ = ["HeldByAnotherRun", "Ledger", "find_ledger", "open_ledger"]

_MAX_TRIES = 20  # outcomes that lose a race are written behind the event that won


class HeldByAnotherRun(LedgerError):
    """Another run wrote this key's next event first: it holds the announcement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """All that a ledger holds, as rows of its tables; SQLAlchemy asks for dicts."""

    events: list[dict[str, Any]]
    meta: dict[str, str]


class Ledger:
    """One practice's announcements. `id` changes only in a rebuild; `mark` counts every event ever written."""

    def __init__(self, engine: sa.Engine, runs: Runs, copy: BranchCopy | None = None) -> None:
        """Use `open_ledger`. `copy` where `engine` is only the copy of what a git branch holds."""
        self._engine = engine
        self._runs = runs
        self._copy = copy
        # A copy has one connection, which only one thread may use at a time.
        self._turn: AbstractContextManager[object] = threading.Lock() if copy else nullcontext()
        weakref.finalize(self, engine.dispose)  # what listens to an engine keeps it for ever

    @property
    def id(self) -> str:
        """Return the ledger's ULID."""
        return self._meta("id")

    @property
    def mark(self) -> int:
        """Return the high-water mark: how many events were ever written."""
        return self.standing()[1]

    @property
    def chain(self) -> str:
        """Return the running hash over all events, empty before the first."""
        return self._meta("chain")

    def standing(self) -> tuple[str, int, str]:
        """Return id, mark and running hash of one and the same moment."""
        with self._transaction() as connection:
            meta = all_meta(connection)
            return meta["id"], int(meta["mark"]), meta["chain"]

    def knows(self, mark: int, chain: str) -> bool:
        """Tell whether this ledger had this running hash by this mark, or adopted both.

        A rebuild lifts the mark over the count of events, so the hash may stand at a lower one.
        """
        if self._meta("adopted") == f"{mark} {chain}":
            return True
        query = sa.select(EVENTS.c.mark).where(EVENTS.c.chain == chain, EVENTS.c.mark <= mark)
        with self._transaction() as connection:
            return connection.execute(query).first() is not None

    def events(self) -> tuple[Event, ...]:
        """Return every event in the order it was written."""
        with self._transaction() as connection:
            rows = connection.execute(sa.select(EVENTS).order_by(EVENTS.c.position)).all()
        return tuple(from_row(row) for row in rows)

    def state(self) -> LedgerState:
        """Return what the events add up to, and which runs are at work."""
        events = self.events()
        with in_words():
            living = self._runs.living(frozenset(one.run for one in events))
        return fold_all(events, living)

    def pause(self) -> Pause | None:
        """Return the pause that is on now, whichever run or machine asked for it."""
        return pause_of(self._of_key(PAUSE))

    def knows_pause(self, since: datetime) -> bool:
        """Tell whether a pause was put on or lifted here at that time or later."""
        return any(one.at >= since for one in self._of_key(PAUSE))

    def broken_at(self) -> int | None:
        """Return the number of the first event that is not as it was written, if there is one."""
        with self._transaction() as connection:
            return broken_at(connection)

    def seal_again(self) -> None:
        """Take the rows as they stand for what was written; behind a rebuild only."""
        self._write(seal_again)

    def append(self, events: Iterable[Event]) -> None:
        """Write events durably, all or none. Raises HeldByAnotherRun when one is there already."""
        rows = [to_row(event) for event in events]
        if not rows:
            return

        def write(connection: sa.Connection) -> None:
            more = sa.cast(sa.cast(META.c.value, sa.Integer) + len(rows), sa.Text)
            connection.execute(
                META.update().where(META.c.name == "mark").values(value=more)
            )  # first, so that writers wait for one another
            meta = all_meta(connection)
            refuse_moved(meta)
            linked = chained(rows, int(meta["mark"]) - len(rows), meta["chain"])
            connection.execute(EVENTS.insert(), linked)
            set_meta(connection, "chain", linked[-1]["chain"])

        try:
            self._write(write)
        except IntegrityError as error:
            message = "another run holds this announcement"
            raise HeldByAnotherRun(message) from error

    def record(self, event: Event) -> Event:
        """Write an outcome behind whatever its key has by now: an outcome is never lost."""
        for _ in range(_MAX_TRIES):
            event = replace(event, seq=self._last_seq(event.key) + 1)
            try:
                self.append([event])
            except HeldByAnotherRun:
                continue
            return event
        message = f"{event.key}: the outcome `{event.kind}` could not be written: run it again"
        raise LedgerError(message)

    def adopt(self, ledger_id: str, mark: int, chain: str = "") -> None:
        """Take the id and hash that the public site knows, and lift the mark; after a rebuild only."""

        def write(connection: sa.Connection) -> None:
            meta = all_meta(connection)
            set_meta(connection, "id", ledger_id or meta["id"])
            set_meta(connection, "mark", str(max(mark, int(meta["mark"]))))
            set_meta(connection, "adopted", f"{mark} {chain}")

        self._write(write)

    def holdings(self) -> Holdings:
        """Return every row, to be carried to another store."""
        query = sa.select(EVENTS).order_by(EVENTS.c.position)
        with self._transaction() as connection:
            rows = connection.execute(query).mappings().all()
            meta = all_meta(connection)
        meta.pop(MOVED, None)
        events = [
            {name: value for name, value in row.items() if name != "position"} for row in rows
        ]
        return Holdings(events=events, meta=meta)

    def receive(self, holdings: Holdings) -> None:
        """Become what another ledger was, all or none; this one must be empty."""

        def write(connection: sa.Connection) -> None:
            for name, value in holdings.meta.items():
                set_meta(connection, name, value)
            if holdings.events:
                connection.execute(EVENTS.insert(), holdings.events)

        self._write(write)

    def leave(self, where: str) -> None:
        """Say that the ledger is at another place now: from here on this one is refused."""
        self._write(lambda connection: set_meta(connection, MOVED, where))

    def refuse_moved(self, moved_to: str = "") -> None:
        """Raise LedgerError for a ledger that was moved, unless it was to `moved_to`."""
        with self._transaction() as connection:
            refuse_moved(all_meta(connection), moved_to)

    @contextmanager
    def run(self, now: datetime) -> Iterator[str]:
        """Yield a new run id that other runs see as living until this block or process ends."""
        run = mint_uid(now)
        with self._runs.hold(run):
            yield run

    def is_seen(self, run: str) -> bool:
        """Tell whether others still see `run` as living, where they would otherwise take it for dead."""
        return not self._runs.tell() or run in self._runs.living(frozenset({run}))

    def _of_key(self, key: Key) -> tuple[Event, ...]:
        with self._transaction() as connection:
            rows = connection.execute(sa.select(EVENTS).where(*_is(key))).all()
        return tuple(from_row(row) for row in rows)

    def _last_seq(self, key: Key) -> int:
        query = sa.select(sa.func.coalesce(sa.func.max(EVENTS.c.seq), 0)).where(*_is(key))
        with self._transaction() as connection:
            return int(connection.execute(query).scalar_one())

    def _meta(self, name: str) -> str:
        with self._transaction() as connection:
            return all_meta(connection).get(name, "")

    def _write(self, change: Callable[[sa.Connection], None]) -> None:
        """Make a change, durable when this returns. IntegrityError: another run was first."""
        with self._turn, in_words():
            if self._copy:
                self._copy.write(change)
                return
            with self._engine.begin() as connection:
                change(connection)

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        with self._turn, in_words(), self._engine.begin() as connection:
            yield connection


def _is(key: Key) -> tuple[sa.ColumnElement[bool], ...]:
    columns = EVENTS.c
    return (
        sa.func.upper(columns.uid) == key.uid.upper(), columns.platform == key.platform,
        columns.account == key.account, columns.slot == key.slot,
    )  # fmt: skip


def open_ledger(url: str, now: datetime, *, moved_to: str = "") -> Ledger:
    """Open the ledger at an address, making it when there is none.

    On a git branch it is made by the first event. Raises BedsideError for a URL that is none,
    LedgerError for what is no ledger, or was one and is at another place than `moved_to` now.
    """
    ledger = _opened(url, now)
    ledger.refuse_moved(moved_to)
    return ledger


def _opened(url: str, now: datetime) -> Ledger:
    address = read_address(url)
    if is_branch(address):
        return _from_branch(address, now)[0]
    path = database_file(address)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    engine = make_engine(address)
    if address.get_backend_name() == "postgresql":
        runs: Runs = ServerRuns(engine)
    else:
        real = path.resolve() if path else None  # one folder, by whatever name the file is reached
        runs = FolderRuns(real.with_name(f"{real.name}-runs") if real else None)
    ledger = Ledger(engine, runs)
    with ledger._transaction() as connection:  # noqa: SLF001  this module's own class
        prepare(connection, address, now)
    return ledger


def find_ledger(url: str, now: datetime, *, moved_to: str = "") -> Ledger | None:
    """Open the ledger, or return None when its file or branch does not exist; nothing is made."""
    address = read_address(url)
    if is_branch(address):
        ledger, is_there = _from_branch(address, now)
        if not is_there:
            return None
        ledger.refuse_moved(moved_to)
        return ledger
    path = database_file(address)
    return open_ledger(url, now, moved_to=moved_to) if path is None or path.exists() else None


def _from_branch(address: sa.URL, now: datetime) -> tuple[Ledger, bool]:
    """Return the ledger of a branch, and whether the branch holds one already."""
    engine = memory_engine()
    with engine.begin() as connection:
        prepare(connection, address, now)
    copy = BranchCopy(branch_of(address), engine)
    is_there = copy.load()
    return Ledger(engine, FolderRuns(), copy), is_there
