"""The ledger's table of facts about itself: its id, its mark, its hash, and where it was moved to."""

from collections.abc import Mapping

import sqlalchemy as sa

from bedside.errors import LedgerError
from bedside.syndication.tables import META

__all__ = ["MOVED", "all_meta", "refuse_moved", "set_meta"]

MOVED = "moved"  # the row that names where the ledger is now


def refuse_moved(meta: Mapping[str, str], moved_to: str = "") -> None:
    """Raise LedgerError for a ledger that was moved, unless it was to `moved_to`."""
    if meta.get(MOVED, moved_to) != moved_to:
        message = (
            f"this ledger was moved to {meta[MOVED]}: nothing may be announced from here: set "
            "BEDSIDE_LEDGER to that address"
        )
        raise LedgerError(message)


def all_meta(connection: sa.Connection) -> dict[str, str]:
    """Return every row by its name."""
    return {row.name: row.value for row in connection.execute(sa.select(META))}


def set_meta(connection: sa.Connection, name: str, value: str) -> None:
    """Write a row, new or not."""
    done = connection.execute(META.update().where(META.c.name == name).values(value=value))
    if not done.rowcount:
        connection.execute(META.insert().values(name=name, value=value))
