"""Which runs are at work on a PostgreSQL ledger: each holds an advisory lock of its own connection.

The server drops the lock when the process ends, however it ends, and tells every runner at once.
https://www.postgresql.org/docs/15/explicit-locking.html#ADVISORY-LOCKS (read 2026-11-22)
"""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from bedside.errors import LedgerError

__all__ = ["ServerRuns"]

# A lock's 64 bits stand in two columns, its high half first; objsubid 1 marks locks of one number.
_LOCKS = sa.text(
    "SELECT (classid::bigint << 32) | objid::bigint AS number FROM pg_locks WHERE granted "
    "AND locktype = 'advisory' AND objsubid = 1 "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


@dataclass(frozen=True, slots=True)
class ServerRuns:
    """The runs on the server behind `engine`."""

    engine: sa.Engine

    @contextlib.contextmanager
    def hold(self, run: str) -> Iterator[None]:
        """Keep a connection with the run's lock open for the block."""
        try:
            connection = self.engine.connect()
            connection = connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.detach()  # closed in the end, not kept: the lock goes with it
            connection.execute(sa.select(sa.func.pg_advisory_lock(_number(run))))
        except SQLAlchemyError as error:
            message = f"the ledger's server cannot be reached: {getattr(error, 'orig', error)}"
            raise LedgerError(message) from error
        try:
            yield
        finally:
            with contextlib.suppress(SQLAlchemyError):  # the server went away: so did the lock
                connection.close()

    def living(self, known: frozenset[str]) -> frozenset[str]:
        """Return those of the `known` runs whose lock is held."""
        with self.engine.connect() as connection:
            held = set(connection.execute(_LOCKS).scalars())
        return frozenset(run for run in known if _number(run) in held)

    def tell(self) -> bool:
        """The server drops a lock with its connection."""
        return True


def _number(run: str) -> int:
    """Return a run's lock: 63 bits of a hash, so that the sign never matters."""
    digest = hashlib.sha256(f"bedside {run}".encode()).digest()
    return int.from_bytes(digest[:8]) >> 1
