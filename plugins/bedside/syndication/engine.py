"""Database addresses and the engines behind them: durable at every commit, one writer at a time."""

import re
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import NullPool, QueuePool, StaticPool

from bedside.errors import BedsideError

__all__ = [
    "database_file", "is_branch", "make_engine", "memory_engine", "read_address", "shown_address",
]  # fmt: skip

_STORES = {"sqlite", "postgresql", "git"}
_SECRET = re.compile("pass|key|token|secret", re.IGNORECASE)
_SCHEMA = re.compile(r"[a-z][a-z0-9_]{0,62}")  # PostgreSQL's own length for a name


def read_address(url: str) -> URL:
    """Read a ledger address. Raises BedsideError for one that is none, or of an unknown store."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        kind = url.partition(":")[0] if "://" in url else ""  # the rest may hold a password
        message = f"ledger {kind}: not an address: write sqlite:///ledger/ledger.db"
        raise BedsideError(message) from None
    is_known = address.get_backend_name() in _STORES
    if not is_known or (address.get_backend_name() == "git" and not is_branch(address)):
        shown = shown_address(address)
        stores = "sqlite:///…, postgresql+psycopg://… or git+branch://…"
        message = f"ledger {shown}: unknown store: use {stores}"
        raise BedsideError(message)
    return address


def shown_address(address: URL) -> str:
    """Return an address for messages and files: a password may stand among its options too."""
    options = {name: "***" for name in address.query if _SECRET.search(name)}
    return address.update_query_dict(options).render_as_string(hide_password=True)


def is_branch(address: URL) -> bool:
    """Tell whether an address is a branch of a git repository."""
    return address.drivername == "git+branch"


def database_file(address: URL) -> Path | None:
    """Return the file of an SQLite address, None for a server, a branch or memory."""
    is_file = address.get_backend_name() == "sqlite" and address.database not in {None, ":memory:"}
    return Path(str(address.database)) if is_file else None


def make_engine(address: URL) -> sa.Engine:
    """Return an engine whose every write is on disk when it returns.

    A file is opened for each use; connections to a server are kept, since making one takes longer
    than most questions, and asked whether they live before each use. On PostgreSQL `?schema=NAME`
    keeps one site's tables apart from another's in the same database.
    """
    schema = address.query.get("schema", "")
    if schema and not (isinstance(schema, str) and _SCHEMA.fullmatch(schema)):
        message = "ledger: schema: not a plain name: write small letters, digits and _"
        raise BedsideError(message)
    try:
        engine = sa.create_engine(address.difference_update_query(["schema"]), **_pool(address))
    except (ImportError, NoSuchModuleError) as error:
        message = f"ledger: the driver for {address.drivername} is not installed: {error}"
        raise BedsideError(message) from error
    if address.get_backend_name() == "sqlite":
        sa.event.listen(engine, "connect", _sqlite_connect)
        sa.event.listen(engine, "begin", _sqlite_begin)
    elif schema:
        sa.event.listen(engine, "connect", _in_schema(str(schema)))
    return engine


def _pool(address: URL) -> dict[str, Any]:
    """Return SQLAlchemy's options for connections; it asks for them by name."""
    if address.get_backend_name() == "sqlite":
        return {"poolclass": NullPool}
    return {"poolclass": QueuePool, "pool_size": 1, "pool_pre_ping": True}


def memory_engine() -> sa.Engine:
    """Return a database in memory with one connection: the copy of a ledger kept elsewhere."""
    engine = sa.create_engine(
        "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
    sa.event.listen(engine, "connect", _say_begin_ourselves)
    sa.event.listen(engine, "begin", _sqlite_begin)
    return engine


def _say_begin_ourselves(connection: Any, _record: Any) -> None:
    connection.isolation_level = None


def _sqlite_connect(connection: Any, record: Any) -> None:
    """WAL and a sync at each commit: a claim is on disk before the network hears of it."""
    _say_begin_ourselves(connection, record)
    for pragma in ("busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _sqlite_begin(connection: sa.Connection) -> None:
    """Take the write lock at once: two runs wait for one another instead of failing midway."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _in_schema(schema: str) -> Any:
    """Return what makes every unqualified name mean this schema's, the migrations' too."""

    def connect(connection: Any, _record: Any) -> None:
        connection.autocommit = True
        connection.execute(f'SET search_path TO "{schema}"')
        connection.autocommit = False

    return connect
