"""A group on one PostgreSQL server: many sites, each with three accounts, and several workers at once.

Every worker goes through every site in an order of its own, so that workers meet: each claims what
it can, "sends" by writing a row with a unique number of its own, and records. Afterwards each
announcement must have been sent once and recorded once.

    uv run python -m bench.ledger_postgres [--sites 200] [--workers 8]
"""

import argparse
import multiprocessing
import random
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from tests.servers.postgres_server import postgres_running

from bedside.syndication.model import Event, EventKind, Key, Status
from bedside.syndication.store import HeldByAnotherRun, Ledger, open_ledger

ACCOUNTS = (("mastodon", "masto"), ("bluesky", "bsky"), ("webhook", "hook"))
UID = "01M610AAAAAAAAAAAAAAAAAAAA"


def address(server: str, site: int) -> str:
    return f"{server}?schema=site_{site}"


def work(server: str, sites: int, worker: int) -> int:
    """Announce one post on every account of every site; return how many this worker sent."""
    order, sent = list(range(sites)), 0
    random.Random(worker).shuffle(order)  # noqa: S311  an order, no secret
    network = sa.create_engine(server, poolclass=sa.NullPool, isolation_level="AUTOCOMMIT")
    with network.connect() as told:
        for site in order:
            now = datetime.now(UTC)
            ledger = open_ledger(address(server, site), now)
            with ledger.run(now) as run:
                sent += sum(announce(ledger, run, site, pair, told) for pair in ACCOUNTS)
    return sent


def announce(
    ledger: Ledger, run: str, site: int, account: tuple[str, str], told: sa.Connection
) -> int:
    """Claim, send, record: what a run does."""
    key, now = Key(UID, *account), datetime.now(UTC)
    state = ledger.state().get(key)
    if state.status is not Status.NEW:
        return 0
    claim = Event(key=key, seq=state.seq + 1, kind=EventKind.CLAIMED, at=now, run=run)
    try:
        ledger.append([claim])
    except HeldByAnotherRun:
        return 0
    told.execute(
        sa.text("INSERT INTO network VALUES (:site, :account)"),
        {"site": site, "account": account[1]},
    )
    ledger.record(Event(key=key, seq=0, kind=EventKind.SENT, at=now, run=run, remote_id="1"))
    return 1


def counted(server: str, sites: int) -> tuple[int, int, int]:
    """Return how many announcements were sent more than once, never, and not recorded as sent."""
    with sa.create_engine(server, poolclass=sa.NullPool).connect() as connection:
        query = sa.text("SELECT count(*) FROM network GROUP BY site, account")
        copies = list(connection.execute(query).scalars())
    recorded = 0
    for site in range(sites):
        state = open_ledger(address(server, site), datetime.now(UTC)).state()
        recorded += sum(one.status is Status.SENT for one in state.keys.values())
    wanted = sites * len(ACCOUNTS)
    return sum(number > 1 for number in copies), wanted - len(copies), wanted - recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What came of a run of all workers."""

    sites: int
    sent: tuple[int, ...]  # by each worker
    doubled: int
    lost: int
    open: int
    seconds: float

    def tell(self) -> None:
        """Print it."""
        workers, total = len(self.sent), sum(self.sent)
        print(f"{self.sites} sites x {len(ACCOUNTS)} accounts, {workers} workers on one server")
        print(f"sent by each worker: {' '.join(map(str, self.sent))}")
        print(f"copies doubled {self.doubled}, lost {self.lost}, not recorded {self.open}")
        print(f"{total} announcements in {self.seconds:.1f} s: {total / self.seconds:.1f} a second, "
              f"{self.sites * workers / self.seconds:.1f} runs a second")  # fmt: skip


def measured(server: str, *, sites: int, workers: int) -> Found:
    """Let the workers go over all sites of an empty database, then count."""
    network = sa.create_engine(server, poolclass=sa.NullPool)
    with network.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE network (site integer, account text)")
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        began = time.monotonic()
        sent = pool.starmap(work, [(server, sites, worker) for worker in range(workers)], 1)
        seconds = time.monotonic() - began
    doubled, lost, open_now = counted(server, sites)
    return Found(sites=sites, sent=tuple(sent), doubled=doubled, lost=lost, open=open_now,
                 seconds=seconds)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sites", type=int, default=200)
    parser.add_argument("--workers", type=int, default=8)
    given = parser.parse_args()
    with postgres_running() as server:
        found = measured(server, sites=given.sites, workers=given.workers)
    found.tell()
    return int(bool(found.doubled or found.lost or found.open))


if __name__ == "__main__":
    sys.exit(main())
