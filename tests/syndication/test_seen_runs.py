"""Who is at work: one lock by whatever name, none taken away from a living run, none lost unnoticed."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.servers.fault_proxy import Fault, FaultProxy
from tests.servers.strict_server import network_running
from tests.syndication.networks import NETWORKS
from tests.syndication.stage import stage_for
from tests.syndication.town import Town

from bedside.errors import LedgerError
from bedside.syndication import runs, server_runs
from bedside.syndication.model import Status
from bedside.syndication.store import open_ledger

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
_END_LOCKS = sa.text(
    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
)


def test_a_ledger_has_one_folder_of_locks_by_whatever_name(tmp_path: Path) -> None:
    """A run that came by a link is seen by one that did not."""
    real = tmp_path / "ledger" / "ledger.db"
    open_ledger(f"sqlite:///{real}", NOW)
    link = tmp_path / "elsewhere.db"
    link.symlink_to(real)
    mine, other = open_ledger(f"sqlite:///{link}", NOW), open_ledger(f"sqlite:///{real}", NOW)
    with mine.run(NOW) as run:
        assert other.is_seen(run)


def test_a_sweep_leaves_the_lock_that_a_run_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between a sweeper's opening a dead lock and its taking it, a living run may have made another."""
    path, new = tmp_path / "run", tmp_path / "new"
    path.touch()
    new.touch()
    real = os.open

    def open_and_lose(name: Path, flags: int) -> int:
        handle = real(name, flags)
        new.replace(path)
        return handle

    monkeypatch.setattr(os, "open", open_and_lose)
    assert not runs._swept(path)
    assert path.exists()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    """A file in its place: no run starts, in words."""
    ledger = open_ledger(f"sqlite:///{tmp_path}/ledger.db", NOW)
    (tmp_path / "ledger.db-runs").touch()
    with pytest.raises(LedgerError, match="no run can be marked as at work"), ledger.run(NOW):
        pass


def test_a_run_whose_lock_broke_sends_nothing(
    make_town: Callable[..., Town], monkeypatch: pytest.MonkeyPatch, allow: Callable[..., None],
    postgres_database: str,
) -> None:  # fmt: skip
    """The server ended its connection: to others it is dead, so it stops before the post."""
    monkeypatch.setattr(server_runs, "_BEAT", 60)
    case = NETWORKS["pinterest"]
    assert case.fake
    server = case.fake()
    with (
        network_running(server),
        stage_for(case, server, make_town, allow, monkeypatch, postgres_database) as stage,
    ):
        engine = sa.create_engine(postgres_database, isolation_level="AUTOCOMMIT")
        find = type(stage.proxy).take

        def take(self: FaultProxy, line: str) -> Fault | None:
            if "/pins?" in line:  # the look before the first try
                with engine.connect() as connection:
                    connection.execute(_END_LOCKS)
            return find(self, line)

        monkeypatch.setattr(type(stage.proxy), "take", take)
        _, status, copies = stage.run()
        engine.dispose()
    assert (status, copies) == (Status.DEFERRED, 0)
    assert "lock in the ledger was lost" in stage.state.reason


def test_a_run_whose_connection_broke_is_seen_again(postgres_database: str) -> None:
    """It takes its lock anew, and another run leaves its claims alone."""
    mine, other = open_ledger(postgres_database, NOW), open_ledger(postgres_database, NOW)
    engine = sa.create_engine(postgres_database, isolation_level="AUTOCOMMIT")
    with mine.run(NOW) as run:
        with engine.connect() as connection:
            connection.execute(_END_LOCKS)
        end = time.monotonic() + 10
        while not other.is_seen(run) and time.monotonic() < end:
            time.sleep(0.05)
        assert other.is_seen(run)
    engine.dispose()
    assert not other.is_seen(run)
