"""A ledger on a git branch: its rows as JSON lines there, and a copy in SQLite for one run.

A write is made in the copy and pushed before it is committed; a push that is refused means that
another runner was first: the copy is loaded again, and what its rows forbid now is refused.
"""

import json
import random
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL

from bedside.errors import BedsideError, LedgerError
from bedside.syndication.branch import Branch, Moved, Unclear
from bedside.syndication.tables import EVENTS, META, UNREADABLE
from bedside.syndication.versions import LATEST, load

__all__ = ["BranchCopy", "branch_of"]

_EVENTS, _META = "events.jsonl", "ledger.json"
_VERSION = "version"  # in the latter, beside the rows of `meta`
_MAX_TRIES = 40  # as many runners may win before us
_MAX_STILL = 3  # refused although nobody moved the branch
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def branch_of(address: URL) -> Branch:
    """Read `git+branch://NAME?repository=FOLDER&remote=NAME`; the folder is this one by default."""
    name, remote = address.host or "", str(address.query.get("remote", "origin"))
    if (
        address.database
        or not _NAME.fullmatch(name)
        or not _NAME.fullmatch(remote)
        or ".." in name + remote
    ):
        message = "ledger: not a plain branch name: write git+branch://syndication-ledger"
        raise BedsideError(message)
    folder = Path(str(address.query.get("repository", ".")))
    return Branch(repository=folder, remote=remote, name=name)


class _Arrived(Exception):
    """A push without an answer did arrive, and another runner's came behind it."""


class BranchCopy:
    """The copy in `engine`, and the commit that it was loaded from."""

    def __init__(self, branch: Branch, engine: sa.Engine) -> None:
        """Fetch nothing yet: `load` does."""
        self._branch, self._engine, self._tip = branch, engine, ""

    def load(self) -> bool:
        """Make the copy what the branch is now; tell whether there is a ledger on it."""
        self._tip = self._branch.fetch()
        if not self._tip:
            return False
        events = self._branch.read(self._tip, _EVENTS)
        meta = self._branch.read(self._tip, _META)
        if events is None or meta is None:
            message = f"{self._branch.where} holds no {_EVENTS}: it is not a ledger that can be read: name another branch"
            raise LedgerError(message)
        try:
            pairs: dict[str, str] = json.loads(meta)
            version = pairs.pop(_VERSION, "")
            rows = [{"name": name, "value": value} for name, value in pairs.items()]
            with self._engine.begin() as connection:
                load(connection, version, {"events": _rows(events), "meta": rows})
        except (AttributeError, KeyError, TypeError, ValueError, sa.exc.SQLAlchemyError) as error:
            message = f"{self._branch.where}: {UNREADABLE.format(what='lines')}"
            raise LedgerError(message) from error
        return True

    def write(self, change: Callable[[sa.Connection], None]) -> None:
        """Make a change and push it, on top of whatever others pushed meanwhile."""
        still = 0
        for _ in range(_MAX_TRIES):
            was = self._tip
            try:
                with self._engine.begin() as connection:
                    change(connection)
                    self._tip = self._push(connection)
            except Moved as moved:
                self.load()
                still += self._tip == was
                if still >= _MAX_STILL:
                    raise _refused(self._branch, str(moved)) from None
                time.sleep(random.uniform(0, 0.2))  # noqa: S311  two runners that step aside
            except _Arrived:
                self.load()
                return
            else:
                return
        raise _refused(self._branch, "others were first each time")

    def _push(self, connection: sa.Connection) -> str:
        """Push the copy's rows; after a push without an answer, look whether it arrived."""
        files = _files(connection)
        try:
            return self._branch.push(files, self._tip, "Announcements")
        except Unclear as unclear:
            words, commit = str(unclear), unclear.commit
            tip = self._branch.fetch()
            if tip == commit:
                return commit
            if self._branch.holds(tip, commit):
                raise _Arrived from None
            if tip == self._tip:
                raise _refused(self._branch, words) from None
            raise Moved(words) from None


def _files(connection: sa.Connection) -> dict[str, bytes]:
    """Return the branch's files: one line for each event in the order written, and the meta rows."""
    events = connection.execute(sa.select(EVENTS).order_by(EVENTS.c.position)).mappings()
    meta = {row.name: row.value for row in connection.execute(sa.select(META))} | {_VERSION: LATEST}
    lines = "".join(json.dumps(dict(row), ensure_ascii=False) + "\n" for row in events)
    return {
        _EVENTS: lines.encode(),
        _META: (json.dumps(meta, indent=1, sort_keys=True) + "\n").encode(),
    }


def _rows(lines: bytes) -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in lines.splitlines()]
    except ValueError as error:
        message = (
            f"{_EVENTS} on the ledger's branch is not as it was written: {error}: put the branch "
            "back to its last good commit"
        )
        raise LedgerError(message) from None


def _refused(branch: Branch, words: str) -> LedgerError:
    return LedgerError(
        f"the ledger could not be written to {branch.where}: {words}: nothing more is sent; "
        "may this runner push to the repository (`contents: write` on GitHub)? Then run it again"
    )
