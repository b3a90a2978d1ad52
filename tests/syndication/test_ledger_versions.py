"""A ledger's tables have versions: older ones are brought up to date, newer ones refused."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from tests.syndication.repositories import BRANCH, git

from bedside.errors import LedgerError
from bedside.syndication import versions
from bedside.syndication.engine import (
    database_file,
    is_branch,
    make_engine,
    memory_engine,
    read_address,
)
from bedside.syndication.model import Event, EventKind, Key
from bedside.syndication.store import find_ledger, open_ledger
from bedside.syndication.tables import TABLES

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY = Key("01M610AAAAAAAAAAAAAAAAAAAA", "mastodon", "masto")
OLD = {
    "uid": KEY.uid, "platform": KEY.platform, "account": KEY.account, "slot": KEY.slot,
    "kind": "sent", "at": NOW.isoformat(), "run": "run", "attempt": 1, "payload": "",
    "remote_id": "7", "url": "https://a.example/1", "reason": "“später”", "until": None,
}  # fmt: skip
ROWS = [OLD | {"seq": number} for number in (1, 2)]
META = {"id": "01M610BBBBBBBBBBBBBBBBBBBB", "mark": "5"}


@contextmanager
def engine_of(url: sa.URL) -> Iterator[sa.Engine]:
    """Open a database for a block; a ledger closes its own."""
    engine = make_engine(url)
    yield engine
    engine.dispose()


def write_old(address: str) -> None:
    """Make a ledger as the program wrote it before there were versions."""
    url = read_address(address)
    if is_branch(url):
        return write_old_branch(Path(str(url.query["repository"])))
    if file := database_file(url):
        file.parent.mkdir()
    with engine_of(url) as engine, engine.begin() as connection:
        if schema := url.query.get("schema"):
            connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
        versions.upgrade(connection, "", "0001")
        connection.exec_driver_sql("DROP TABLE alembic_version")
        for name, rows in (("events", ROWS), ("meta", pairs())):
            table = sa.Table(name, sa.MetaData(), autoload_with=connection)
            connection.execute(table.insert(), rows)
    return None


def write_old_branch(folder: Path) -> None:
    """Push the branch's two files as an older program would have."""
    work = folder.parent / "old"
    git(folder.parent, "init", "-q", "-b", BRANCH, str(work))
    (work / "events.jsonl").write_text(
        "".join(json.dumps(row | {"position": row["seq"]}) + "\n" for row in ROWS)
    )
    (work / "ledger.json").write_text(json.dumps(META | {"version": "0001"}))
    git(work, "add", ".")
    git(work, "-c", "user.name=A", "-c", "user.email=a@a.example", "commit", "-q", "-m", "a")
    git(work, "push", "-q", str(folder.parent / "remote.git"), BRANCH)


def pairs() -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in META.items()]


def test_an_old_ledger_is_brought_up_to_date(store: str) -> None:
    """Nothing is lost, the last event has the ledger's mark, and writing goes on behind it."""
    write_old(store)
    ledger = open_ledger(store, NOW)
    assert (ledger.id, ledger.mark, len(ledger.events())) == (META["id"], 5, 2)
    assert ledger.events()[1].reason == "“später”"
    old = ledger.chain
    assert ledger.knows(5, old)
    long = Key(KEY.uid, "mastodon", "a" * 100, "reshare-" + "9" * 60)
    ledger.append([Event(key=long, seq=1, kind=EventKind.RETRACTING, at=NOW, run="run")])
    again = find_ledger(store, NOW)
    assert again is not None
    assert (again.mark, again.knows(5, old), again.chain != old) == (6, True, True)
    assert again.events()[-1].key == long


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_file_is_copied_aside_before_it_is_changed(store: str, tmp_path: Path) -> None:
    """The copy is the whole ledger as it was, what stood in its journal too."""
    write_old(store)
    open_ledger(store, NOW)
    with closing(sqlite3.connect(tmp_path / "ledger" / "ledger.db.version-0001")) as copy:
        assert copy.execute("SELECT count(*) FROM events").fetchone() == (2,)
        assert "chain" not in [row[1] for row in copy.execute("PRAGMA table_info(events)")]
    open_ledger(store, NOW)


@pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
def test_a_newer_ledger_is_refused_and_left_alone(store: str) -> None:
    """The message says what to install."""
    open_ledger(store, NOW)
    with engine_of(read_address(store)) as engine, engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(LedgerError, match="written by a newer Bedside"):
        open_ledger(store, NOW)


@pytest.mark.parametrize("store", ["git"], indirect=True)
def test_a_newer_branch_is_refused(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same on a branch."""
    write_old(store)
    monkeypatch.setattr(versions, "VERSIONS", ("0002",))
    with pytest.raises(LedgerError, match="written by a newer Bedside"):
        find_ledger(store, NOW)


def test_the_changes_lead_to_the_tables_that_new_ledgers_get(postgres_database: str) -> None:
    """On both databases: made anew or brought up to date, the tables are the same."""
    with engine_of(read_address(postgres_database)) as server:
        for engine in (memory_engine(), server):
            with engine.begin() as connection:
                versions.upgrade(connection, "")
                context = MigrationContext.configure(connection, opts={"compare_type": True})
                assert compare_metadata(context, TABLES) == []


def test_every_version_has_its_file_in_order() -> None:
    """The program's list of versions is the list of changes."""
    scripts = ScriptDirectory(str(versions._MIGRATIONS))
    found = [one.revision for one in scripts.walk_revisions()]
    assert tuple(reversed(found)) == versions.VERSIONS
