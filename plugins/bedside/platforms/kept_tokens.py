"""Tokens that a network renews: kept on this machine, renewed only when needed, by one run at a time.

They are written down before they are used and an empty one is never written: whoever loses the last
refresh token must sign in again by hand. The files are in BEDSIDE_TOKENS, else in the user's state
folder, readable by that user alone; their names carry a hash of the secret they were made from, so
a new secret begins anew.
"""

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from bedside.files import write_atomic
from bedside.platforms.base import Deferred, Rejected, Session
from bedside.platforms.wire import Answer

if sys.platform != "win32":
    import fcntl

__all__ = ["FOLDER_ENV", "Tokens", "current_tokens", "forget_access"]

FOLDER_ENV = "BEDSIDE_TOKENS"
_MARGIN = timedelta(hours=1)  # a token that ends sooner is renewed before it is used
_MASK = "[secret]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What a network gave: a token for requests, one that renews it, when each ends."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    ends: datetime
    refresh_ends: datetime | None = None
    scopes: tuple[str, ...] = ()

    def hide(self, answer: Answer) -> Answer:
        """Return the answer without these tokens, should the network repeat them."""
        data, text = json.dumps(answer.data), answer.text
        for token in (self.access, self.refresh):
            data, text = data.replace(token, _MASK), text.replace(token, _MASK)
        return replace(answer, data=json.loads(data), text=text)


def current_tokens(
    session: Session, first: str, renew: Callable[[str], Tokens | Deferred | Rejected]
) -> Tokens | Deferred | Rejected:
    """Return tokens that can be used now; `first` is the refresh token of the account's secret."""
    try:
        with _locked(session) as path:
            kept = _read(path)
            if kept and kept.access and kept.ends > session.now() + _MARGIN:
                return kept
            made = renew(kept.refresh if kept else first)
            if not isinstance(made, Tokens):
                return made
            if not made.access or not made.refresh:
                return Deferred(
                    reason="the network renewed the token with an empty one: kept the old"
                )
            _write(path, made)
            return made
    except OSError as error:
        message = (
            f"the renewed token cannot be kept ({error.strerror}): set {FOLDER_ENV} to a folder"
        )
        return Deferred(reason=message)


def forget_access(session: Session) -> None:
    """Let the next run renew: the network no longer takes the token for requests."""
    with _locked(session) as path:
        if kept := _read(path):
            _write(path, replace(kept, access="", ends=session.now()))


@contextmanager
def _locked(session: Session) -> Iterator[Path]:
    """Yield the account's file while no other run can renew."""
    digest = hashlib.sha256(session.secret.encode()).hexdigest()[:16]
    path = _folder() / f"{session.account.id}-{digest}.json"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        if sys.platform != "win32":
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield path


def _folder() -> Path:
    if named := os.environ.get(FOLDER_ENV):
        return Path(named)
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "bedside" / "tokens"


def _read(path: Path) -> Tokens | None:
    """Return what is kept; a file that cannot be read is as good as none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        ends = found["refresh_ends"]
        return Tokens(
            access=found["access"], refresh=found["refresh"],
            ends=datetime.fromisoformat(found["ends"]), scopes=tuple(found["scopes"]),
            refresh_ends=datetime.fromisoformat(ends) if ends else None,
        )  # fmt: skip
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def _write(path: Path, tokens: Tokens) -> None:
    moments = {name: one.isoformat() if one else "" for name, one in
               (("ends", tokens.ends), ("refresh_ends", tokens.refresh_ends))}  # fmt: skip
    write_atomic(path, json.dumps(asdict(tokens) | moments))
    path.chmod(0o600)  # the folder was closed to others before
