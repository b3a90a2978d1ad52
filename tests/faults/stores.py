"""A new, empty ledger for each case in each of the three stores, its backup, and its loss."""

import shutil
import sqlite3
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from tests.servers.postgres_server import postgres_running, postgres_tool
from tests.syndication.repositories import BRANCH, branch_address, clone, git, make_remote

__all__ = ["STORES", "Stores", "stores_running"]

STORES = ("sqlite", "postgresql", "git")

# A server whose disk is full says so with this code; the whole write is undone.
_FULL = """
CREATE FUNCTION "{schema}".full_disk() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
CREATE TRIGGER full_disk BEFORE INSERT ON "{schema}".events FOR EACH ROW
WHEN (NEW.mark >= {mark}) EXECUTE FUNCTION "{schema}".full_disk();
"""


@dataclass(slots=True)
class Stores:
    """Where new ledgers are made."""

    folder: Path
    postgres: str

    def address(self, store: str) -> str:
        """Return a place where no ledger is yet."""
        name = f"case_{uuid.uuid4().hex}"
        match store:
            case "sqlite":
                return f"sqlite:///{self.folder}/{name}/ledger.db"
            case "postgresql":
                return f"{self.postgres}?schema={name}"
            case _:
                return branch_address(clone(make_remote(self.folder / name), "site"))

    def fill(self, address: str, mark: int) -> None:
        """Let the PostgreSQL server refuse events from this mark on for want of room."""
        self._sql(_FULL.format(schema=_schema(address), mark=mark))

    def make_room(self, address: str) -> None:
        """Let it take them again."""
        self._sql(f'DROP FUNCTION "{_schema(address)}".full_disk() CASCADE')

    def drop(self, address: str) -> None:
        """Forget a case's ledger."""
        if address.startswith("postgresql"):
            self._sql(f'DROP SCHEMA "{_schema(address)}" CASCADE')
        for path in self.folder.glob("case_*"):
            shutil.rmtree(path, ignore_errors=True)

    def keep(self, address: str) -> bytes:
        """Return a backup of a ledger, made by its store's own tool."""
        match address.partition(":")[0]:
            case "sqlite":
                copy = self._file(address).with_name("yesterday")
                with sqlite3.connect(self._file(address)) as here:
                    here.execute("VACUUM INTO ?", (str(copy),))
                return copy.read_bytes()
            case "git+branch":
                return git(self._remote(address), "rev-parse", f"refs/heads/{BRANCH}").encode()
            case _:
                return self._tool("pg_dump", "--schema", _schema(address))

    def lose(self, address: str) -> None:
        """Let a ledger be gone, with all that the runner's clone remembers of it."""
        match address.partition(":")[0]:
            case "sqlite":
                shutil.rmtree(self._file(address).parent)
            case "git+branch":
                remote = self._remote(address)
                git(remote, "update-ref", "-d", f"refs/heads/{BRANCH}")
                git(remote.parent / "site", "update-ref", "-d", f"refs/bedside/{BRANCH}")
            case _:
                self._sql(f'DROP SCHEMA "{_schema(address)}" CASCADE')

    def put_back(self, address: str, backup: bytes) -> None:
        """Restore a backup: what happened since is forgotten."""
        match address.partition(":")[0]:
            case "sqlite":
                self.lose(address)
                self._file(address).parent.mkdir()
                self._file(address).write_bytes(backup)
            case "git+branch":
                git(self._remote(address), "update-ref", f"refs/heads/{BRANCH}", backup.decode())
            case _:
                self.lose(address)
                self._tool("psql", "--quiet", given=backup)

    def _file(self, address: str) -> Path:
        return Path(address.removeprefix("sqlite:///"))

    def _remote(self, address: str) -> Path:
        return Path(address.partition("repository=")[2]).parent / "remote.git"

    def _tool(self, name: str, *more: str, given: bytes = b"") -> bytes:
        """Run one of PostgreSQL's own programs on the server."""
        where = self.postgres.replace("+psycopg", "")
        command = [postgres_tool(name), *more, "--dbname", where]
        return subprocess.run(command, input=given, check=True, capture_output=True).stdout

    def _sql(self, words: str) -> None:
        engine = sa.create_engine(self.postgres, poolclass=sa.NullPool)
        with engine.begin() as connection:
            connection.exec_driver_sql(words)


def _schema(address: str) -> str:
    return address.rpartition("=")[2]


@contextmanager
def stores_running(folder: Path) -> Iterator[Stores]:
    """Start a PostgreSQL server until the block ends."""
    folder.mkdir()
    with postgres_running() as address:
        yield Stores(folder, address)
