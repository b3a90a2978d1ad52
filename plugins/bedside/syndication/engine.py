"""Database addresses and the engines behind them: durable at every commit, one writer at a time."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from bedside.errors import BedsideError

__all__ = ["database_file", "make_engine", "read_address"]


def read_address(url: str) -> URL:
    """Read a ledger address. Raises BedsideError for one that is none, or of an unknown store."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        kind = url.partition(":")[0] if "://" in url else ""  # the rest may hold a password
        message = f"ledger {kind}: not an address: write sqlite:///ledger/ledger.db"
        raise BedsideError(message) from None
    if address.get_backend_name() not in {"sqlite", "postgresql"}:
        shown = address.render_as_string(hide_password=True)
        message = f"ledger {shown}: unknown store: use sqlite:///… or postgresql+psycopg://…"
        raise BedsideError(message)
    return address


def database_file(address: URL) -> Path | None:
    """Return the file of an SQLite address, None for a server or memory."""
    is_file = address.get_backend_name() == "sqlite" and address.database not in {None, ":memory:"}
    return Path(str(address.database)) if is_file else None


def make_engine(address: URL) -> sa.Engine:
    """Return an engine that keeps no connection: each write is on disk when it returns."""
    try:
        engine = sa.create_engine(address, poolclass=NullPool)
    except (ImportError, NoSuchModuleError) as error:
        message = f"ledger: the driver for {address.drivername} is not installed: {error}"
        raise BedsideError(message) from error
    if address.get_backend_name() == "sqlite":
        sa.event.listen(engine, "connect", _sqlite_connect)
        sa.event.listen(engine, "begin", _sqlite_begin)
    return engine


def _sqlite_connect(connection: Any, _record: Any) -> None:
    """WAL and a sync at each commit: a claim is on disk before the network hears of it."""
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in ("busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _sqlite_begin(connection: sa.Connection) -> None:
    """Take the write lock at once: two runs wait for one another instead of failing midway."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
