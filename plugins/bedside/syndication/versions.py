"""Which version a ledger's tables have: made new, brought up to date, or refused when newer than us."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL

from bedside.errors import LedgerError
from bedside.syndication.engine import database_file
from bedside.syndication.tables import META, TABLES
from bedside.uid import mint_uid

__all__ = ["LATEST", "VERSIONS", "load", "prepare", "upgrade", "version_of"]

VERSIONS = ("0001", "0002")  # one file in migrations/versions each, in this order
FIRST, LATEST = VERSIONS[0], VERSIONS[-1]
_MIGRATIONS = Path(__file__).parent / "migrations"
_PREPARING = 0x62656473  # PostgreSQL's lock for this: "beds"


def prepare(connection: sa.Connection, address: URL, now: datetime) -> None:
    """Make the tables and mint the id, or bring an older ledger up to date; all or nothing.

    A race between two runs has one winner. Raises LedgerError for a ledger that is newer than this
    program.
    """
    if connection.dialect.name == "postgresql":
        if version_of(connection) == LATEST:
            return  # nothing to do, so nobody has to wait
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_PREPARING)))
        if schema := address.query.get("schema"):
            connection.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
    version = version_of(connection)
    if version is None:
        _make(connection, now)
    elif _known(version) != LATEST:
        _copy_aside(address, version)
        upgrade(connection, version)


def load(
    connection: sa.Connection, version: str, rows: Mapping[str, list[dict[str, Any]]]
) -> None:  # fmt: skip
    """Replace what the tables hold by rows that were written in `version`, brought up to date."""
    if _known(version) != LATEST:
        TABLES.drop_all(connection)
        connection.exec_driver_sql("DROP TABLE alembic_version")
        upgrade(connection, "", version)
    for name in TABLES.tables:
        table = sa.Table(name, sa.MetaData(), autoload_with=connection)
        connection.execute(table.delete())
        if rows[name]:
            connection.execute(table.insert(), rows[name])
    if version != LATEST:
        upgrade(connection, version)


def version_of(connection: sa.Connection) -> str | None:
    """Return the tables' version, None without tables; those of before versions are the first."""
    tables = sa.inspect(connection)
    if tables.has_table("alembic_version"):
        query = "SELECT version_num FROM alembic_version"
        return str(connection.exec_driver_sql(query).scalar_one())
    return FIRST if tables.has_table("events") else None


def upgrade(connection: sa.Connection, version: str, target: str = LATEST) -> None:
    """Bring tables of `version` (empty: none yet) to `target` in the connection's transaction."""
    from alembic import command  # noqa: PLC0415  rarely needed, slow to load
    from alembic.config import Config  # noqa: PLC0415  rarely needed, slow to load

    settings = Config()
    settings.set_main_option("script_location", str(_MIGRATIONS))
    settings.attributes["connection"] = connection
    if version == FIRST:
        command.stamp(settings, FIRST)
    command.upgrade(settings, target)


def _known(version: str) -> str:
    """Return the version. Raises LedgerError for one of a newer program."""
    if version in VERSIONS:
        return version
    message = (
        f"this ledger was written by a newer Bedside (version {version} of its tables, this one "
        f"knows {LATEST}): install the newer one here too; nothing was changed"
    )
    raise LedgerError(message)


def _make(connection: sa.Connection, now: datetime) -> None:
    TABLES.create_all(connection)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL "
                               "CONSTRAINT alembic_version_pkc PRIMARY KEY)")  # fmt: skip
    connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{LATEST}')")  # noqa: S608  a constant
    meta = {"id": mint_uid(now), "mark": "0", "chain": ""}
    rows = [{"name": name, "value": value} for name, value in meta.items()]
    connection.execute(META.insert(), rows)


def _copy_aside(address: URL, version: str) -> None:
    """Keep a file as it was before an upgrade; a database server has backups of its own."""
    path = database_file(address)
    if path is None:
        return
    aside = path.with_name(f"{path.name}.version-{version}")
    with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(aside)) as copy:
        old.backup(copy)
