"""Which runs are at work on a PostgreSQL ledger: each holds an advisory lock of its own connection.

The server drops the lock when the process ends, however it ends, and tells every runner at once.
https://www.postgresql.org/docs/15/explicit-locking.html#ADVISORY-LOCKS (read 2026-11-22)
"""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Event, Thread

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


_BEAT = 0.5  # seconds between two questions whether the lock's connection lives


@dataclass(frozen=True, slots=True)
class ServerRuns:
    """The runs on the server behind `engine`."""

    engine: sa.Engine

    @contextlib.contextmanager
    def hold(self, run: str) -> Iterator[None]:
        """Keep a connection with the run's lock open for the block.

        Where it breaks another is made at once: else the run would be taken for dead while it posts.
        """
        try:
            connection = self._lock(run)
        except SQLAlchemyError as error:
            message = f"the ledger's server cannot be reached: {getattr(error, 'orig', error)}"
            raise LedgerError(message) from error
        ended = Event()
        keeper = Thread(target=self._keep, args=(connection, run, ended), daemon=True)
        keeper.start()
        try:
            yield
        finally:
            ended.set()
            keeper.join()

    def _lock(self, run: str) -> sa.Connection:
        connection = self.engine.connect()
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()  # closed in the end, not kept: the lock goes with it
        # What a connection that is not known to be gone yet still holds is seen as well.
        connection.execute(sa.select(sa.func.pg_try_advisory_lock(_number(run))))
        return connection

    def _keep(self, connection: sa.Connection, run: str, ended: Event) -> None:
        """Hold the lock until the run has ended, on one connection after another if need be."""
        while not ended.wait(_BEAT):
            try:
                connection.execute(sa.select(1))
            except SQLAlchemyError:
                with contextlib.suppress(SQLAlchemyError):
                    connection.close()
                with contextlib.suppress(SQLAlchemyError):  # not now: at the next beat
                    connection = self._lock(run)
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
