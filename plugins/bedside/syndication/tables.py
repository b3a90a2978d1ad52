"""The ledger's two tables, the same in SQLite and PostgreSQL, and rows to events and back.

A change here needs a new file in migrations/versions.
"""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from bedside.errors import LedgerError
from bedside.syndication.model import Event, EventKind, Key
from bedside.text import writable

__all__ = ["EVENTS", "META", "TABLES", "UNREADABLE", "from_row", "to_row"]

TABLES = sa.MetaData()
EVENTS = sa.Table(
    "events", TABLES,
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("uid", sa.String(26), nullable=False),
    sa.Column("platform", sa.String(40), nullable=False),
    sa.Column("account", sa.String(120), nullable=False),
    sa.Column("slot", sa.String(80), nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("at", sa.String(32), nullable=False),  # ISO 8601, UTC: the same in every database
    sa.Column("run", sa.String(26), nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("payload", sa.String(64), nullable=False),
    sa.Column("remote_id", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("until", sa.String(32)),
    sa.Column("mark", sa.Integer, nullable=False, server_default="0"),  # the ledger's, with it
    sa.Column("chain", sa.String(64), nullable=False, server_default=""),  # hash of all up to it
    sa.UniqueConstraint("uid", "platform", "account", "slot", "seq", name="one_event_each"),
)  # fmt: skip
META = sa.Table(
    "meta", TABLES,
    sa.Column("name", sa.String(20), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)  # fmt: skip


UNREADABLE = (
    "the ledger holds {what} that cannot be read: put back a copy of it, or move it away and run "
    "`bedside ledger rebuild`"
)


def to_row(event: Event) -> dict[str, Any]:
    """Return the columns of an event; SQLAlchemy asks for a dict."""
    key = event.key
    return {
        "uid": key.uid, "platform": key.platform, "account": key.account, "slot": key.slot,
        "seq": event.seq, "kind": event.kind.value, "at": _iso(event.at), "run": event.run,
        "attempt": event.attempt, "payload": event.payload, "remote_id": writable(event.remote_id),
        "url": writable(event.url), "reason": writable(event.reason),
        "until": _iso(event.until) if event.until else None,
    }  # fmt: skip


def from_row(row: Any) -> Event:
    """Read a row back. Uids have one spelling, however an earlier version wrote them.

    Raises LedgerError for a row that nobody here can have written.
    """
    try:
        return Event(
            key=Key(row.uid.upper(), row.platform, row.account, row.slot), seq=row.seq,
            kind=EventKind(row.kind), at=datetime.fromisoformat(row.at), run=row.run,
            attempt=row.attempt, payload=row.payload, remote_id=row.remote_id, url=row.url,
            reason=row.reason or "", until=datetime.fromisoformat(row.until) if row.until else None,
        )  # fmt: skip
    except (AttributeError, TypeError, ValueError) as error:
        message = UNREADABLE.format(what="a row")
        raise LedgerError(message) from error


def _iso(time: datetime) -> str:
    return time.astimezone(UTC).isoformat()
