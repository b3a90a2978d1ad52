"""The ledger on disk or in a database: append events, read them back. Nothing is ever overwritten."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from bedside.errors import LedgerError
from bedside.syndication import runs
from bedside.syndication.engine import database_file, make_engine, read_address
from bedside.syndication.fold import PAUSE, fold_all, pause_of
from bedside.syndication.model import Event, Key, LedgerState, Pause
from bedside.syndication.tables import EVENTS, META, TABLES, from_row, to_row
from bedside.uid import mint_uid

__all__ = ["HeldByAnotherRun", "Ledger", "find_ledger", "open_ledger"]

_MAX_TRIES = 20  # outcomes that lose a race are written behind the event that won


class HeldByAnotherRun(LedgerError):
    """Another run wrote this key's next event first: it holds the announcement."""


class Ledger:
    """One practice's announcements. `id` changes only in a rebuild; `mark` counts every event ever written."""

    def __init__(self, engine: sa.Engine, locks: Path | None) -> None:
        """Use `open_ledger`. `locks` is the folder of run locks, None where there is no disk."""
        self._engine = engine
        self._locks = locks

    @property
    def id(self) -> str:
        """Return the ledger's ULID."""
        return self._meta("id")

    @property
    def mark(self) -> int:
        """Return the high-water mark: how many events were ever written."""
        return int(self._meta("mark"))

    def events(self) -> tuple[Event, ...]:
        """Return every event in the order it was written."""
        with self._transaction() as connection:
            rows = connection.execute(sa.select(EVENTS).order_by(EVENTS.c.position)).all()
        return tuple(from_row(row) for row in rows)

    def state(self) -> LedgerState:
        """Return what the events add up to, and which runs are at work."""
        return fold_all(self.events(), runs.living(self._locks))

    def pause(self) -> Pause | None:
        """Return the pause that is on now, whichever run or machine asked for it."""
        return pause_of(self._of_key(PAUSE))

    def append(self, events: Iterable[Event]) -> None:
        """Write events durably, all or none. Raises HeldByAnotherRun when one is there already."""
        rows = [to_row(event) for event in events]
        if not rows:
            return
        try:
            with self._transaction() as connection:
                mark = sa.cast(sa.cast(META.c.value, sa.Integer) + len(rows), sa.String)
                connection.execute(
                    META.update().where(META.c.name == "mark").values(value=mark)
                )  # first, so that writers wait for one another
                connection.execute(EVENTS.insert(), rows)
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

    def adopt(self, ledger_id: str, mark: int) -> None:
        """Take the id that the public site knows, and lift the mark to it; after a rebuild only."""
        values = {"id": ledger_id or self.id, "mark": str(max(mark, self.mark))}
        with self._transaction() as connection:
            for name, value in values.items():
                update = META.update().where(META.c.name == name)
                connection.execute(update.values(value=value))

    @contextmanager
    def run(self, now: datetime) -> Iterator[str]:
        """Yield a new run id that other runs see as living until this block or process ends."""
        run = mint_uid(now)
        with runs.hold(self._locks, run):
            yield run

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
            query = sa.select(META.c.value).where(META.c.name == name)
            return str(connection.execute(query).scalar_one())

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except IntegrityError:
            raise
        except SQLAlchemyError as error:
            what = str(getattr(error, "orig", None) or type(error).__name__).strip()
            message = f"the ledger cannot be used: {what}: check that it is a ledger and writable"
            raise LedgerError(message) from error


def _is(key: Key) -> tuple[sa.ColumnElement[bool], ...]:
    columns = EVENTS.c
    return (
        sa.func.upper(columns.uid) == key.uid.upper(), columns.platform == key.platform,
        columns.account == key.account, columns.slot == key.slot,
    )  # fmt: skip


def open_ledger(url: str, now: datetime) -> Ledger:
    """Open the ledger at a database URL, making it when there is none.

    Raises BedsideError for a URL that is none, LedgerError for a file that is no ledger.
    """
    address = read_address(url)
    path = database_file(address)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    locks = path.with_name(f"{path.name}-runs") if path else None
    ledger = Ledger(make_engine(address), locks)
    _prepare(ledger, now)
    return ledger


def find_ledger(url: str, now: datetime) -> Ledger | None:
    """Open the ledger, or return None when its file does not exist; nothing is made."""
    path = database_file(read_address(url))
    return open_ledger(url, now) if path is None or path.exists() else None


def _prepare(ledger: Ledger, now: datetime) -> None:
    """Make the tables and mint the id, once; a race between two runs has one winner."""
    with ledger._transaction() as connection:  # noqa: SLF001  this module's own class
        TABLES.create_all(connection)
        names = set(connection.execute(sa.select(META.c.name)).scalars())
        for name, value in (("id", mint_uid(now)), ("mark", "0")):
            if name not in names:
                connection.execute(META.insert().values(name=name, value=value))
