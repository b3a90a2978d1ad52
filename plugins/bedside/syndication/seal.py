"""Compute the hash chain of the whole ledger again: a row that was edited, removed or put in shows.

The mark outside the ledger is compared with one place of the chain only. Rows before that place say
what was sent; so they are proven each time before anything is sent, one hash a row.
"""

from typing import Any

import sqlalchemy as sa

from bedside.syndication.chain import chained
from bedside.syndication.meta import all_meta, set_meta
from bedside.syndication.tables import EVENTS

__all__ = ["broken_at", "seal_again"]

_OUTSIDE = {"position", "mark", "chain"}  # columns that the hash is not of, or has by itself


def broken_at(connection: sa.Connection) -> int | None:
    """Return the number of the first event that is not as it was written; None for a whole chain.

    The ledger's own hash is read first: rows that another run adds meanwhile must only fit behind it.
    """
    end, chain, last = all_meta(connection).get("chain", ""), "", 0
    is_met = not end
    for row in _rows(connection):
        (linked,) = chained([_content(row)], row["mark"] - 1, chain)
        if linked["chain"] != row["chain"] or row["mark"] <= last:
            return int(row["mark"])
        chain, last = row["chain"], row["mark"]
        is_met = is_met or chain == end
    return None if is_met else last + 1


def seal_again(connection: sa.Connection) -> None:
    """Chain the rows as they stand now; behind a rebuild, which has looked at what they say."""
    meta = all_meta(connection)
    chain, last = "", 0
    for row in _rows(connection):
        last = max(row["mark"], last + 1)
        (linked,) = chained([_content(row)], last - 1, chain)
        chain = linked["chain"]
        which = EVENTS.update().where(EVENTS.c.position == row["position"])
        connection.execute(which.values(mark=last, chain=chain))
    set_meta(connection, "chain", chain)
    set_meta(connection, "mark", str(max(last, int(meta["mark"]))))


def _rows(connection: sa.Connection) -> list[dict[str, Any]]:
    query = sa.select(EVENTS).order_by(EVENTS.c.position)
    return [dict(row) for row in connection.execute(query).mappings()]


def _content(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _OUTSIDE}
