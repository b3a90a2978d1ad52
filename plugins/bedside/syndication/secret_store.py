"""Where a renewed secret goes, and that two runs renew it once: lock, look again, ask, store, use.

Nothing of a secret is written to a file. A lock's file holds a hash of the last secret that was
renewed, so that a run which began with it knows that its refresh token is used up.
"""

import contextlib
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from bedside.errors import BedsideError
from bedside.platforms.base import Deferred, Publisher, Rejected, Session
from bedside.platforms.renewal import (
    NOTICE,
    NewSecret,
    Renewal,
    expires_of,
    is_due,
    is_poorer,
)
from bedside.practice import Account
from bedside.syndication.secrets import Secrets

if sys.platform != "win32":
    import fcntl

__all__ = ["SecretStore", "renewed", "renews_itself"]

_COMMAND_TIMEOUT = 60  # seconds


def _folder() -> Path:
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "bedside" / "renewals"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretStore:
    """How secrets are stored: the keyring they came from, else the practice's own command."""

    command: tuple[str, ...] = ()  # reads the secret from its input; `{name}` is its variable
    locks: Path = field(default_factory=_folder)

    def way(self, account: Account, secrets: Secrets) -> str:
        """Return `keyring`, `command`, or nothing where a renewed secret could not be kept."""
        if secrets.is_in_keyring(account):
            return "keyring"
        return "command" if self.command else ""

    def keep(self, account: Account, new: NewSecret, secrets: Secrets) -> None:
        """Store it durably. Raises BedsideError when that fails."""
        if self.way(account, secrets) == "keyring":
            secrets.put_in_keyring(account, new.secret)
            return
        name = account.secret_env or ""
        command = [part.replace("{name}", name) for part in self.command]
        try:
            done = subprocess.run(  # noqa: S603  the practice's own command, no shell
                command, input=new.secret.encode(), capture_output=True, check=False,
                timeout=_COMMAND_TIMEOUT,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            message = f"`{command[0]}` did not run ({type(error).__name__})"
            raise BedsideError(message) from None
        if done.returncode:
            message = f"`{command[0]}` ended with {done.returncode}"
            raise BedsideError(message)

    @contextlib.contextmanager
    def lock(self, account: Account) -> Iterator[Path]:
        """Yield the account's lock file, held by this run alone until the block or process ends."""
        self.locks.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.locks / f"{account.secret_env}.lock"
        handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            if sys.platform != "win32":
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield path
        finally:
            os.close(handle)


def renews_itself(
    session: Session, publisher: Publisher, secrets: Secrets, store: SecretStore
) -> bool:  # fmt: skip
    """Tell whether the account's token is renewed without a person."""
    can = isinstance(publisher, Renewal) and publisher.renewal_margin(session) is not None
    return can and bool(store.way(session.account, secrets))


def renewed(
    session: Session, publisher: Publisher, secrets: Secrets, store: SecretStore
) -> tuple[Session, str | None]:
    """Return the session with a secret that is good now, and what a person must do.

    That is empty when all is well, None when it is not known now. While it still works the old
    token goes on being used whenever a new one cannot be had or kept.
    """
    ends, now = expires_of(session.secret), session.now()
    if not isinstance(publisher, Renewal) or not renews_itself(session, publisher, secrets, store):
        is_soon = is_due(ends, now, NOTICE)
        return session, _by_hand(ends, "nothing renews it here") if is_soon else ""
    margin = publisher.renewal_margin(session) or timedelta()
    if not is_due(ends, now, margin):
        return session, ""
    try:
        with store.lock(session.account) as path:
            current = replace(session, secret=secrets.read(session.account))
            spent = path.read_text(encoding="ascii") == _mark(current.secret)
            if spent or not is_due(expires_of(current.secret), now, margin):
                return current, ""  # another run has renewed it
            return _renew(current, publisher, secrets, store, path)
    except OSError as error:
        return session, _by_hand(ends, f"the lock could not be taken ({error.strerror})")


def _renew(
    session: Session, publisher: Renewal, secrets: Secrets, store: SecretStore, path: Path
) -> tuple[Session, str | None]:
    ends = expires_of(session.secret)
    try:
        new = publisher.renew(session)
    except Exception as error:  # noqa: BLE001  a bug in one network must not stop the others
        return session, _by_hand(ends, f"renewing it failed ({type(error).__name__})")
    if isinstance(new, Deferred):
        return session, None  # the next run tries again
    if isinstance(new, Rejected):
        return session, _by_hand(ends, secrets.told(new.reason))
    secrets.know(new.secret)
    if poorer := is_poorer(new, session.secret):
        return session, _by_hand(ends, f"the network's new one was not taken: {poorer}")
    try:
        store.keep(session.account, new, secrets)
    except BedsideError as error:
        return session, _by_hand(ends, f"the new one could not be stored: {error}")
    path.write_text(_mark(session.secret), encoding="ascii")
    return replace(session, secret=secrets.read(session.account, new.secret)), ""


def _by_hand(ends: datetime | None, why: str) -> str:
    day = f"{ends:%Y-%m-%d %H:%M} UTC" if ends else "a day that is not known"
    return f"the token ends on {day} and a person must renew it: {why}"


def _mark(secret: str) -> str:
    """Return a hash: tokens are long and random, so nothing can be guessed from it."""
    return hashlib.sha256(secret.encode()).hexdigest()
