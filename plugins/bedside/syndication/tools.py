"""What a run works with: the tools, one session for each account, and careful calls to a network."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from bedside.errors import BedsideError, LedgerError
from bedside.files import sha256_file
from bedside.platforms.base import NotFound, Outcome, Sent, Session, Unknown
from bedside.platforms.hosts import base_url
from bedside.platforms.publishers import publisher_of
from bedside.syndication.secret_store import SecretStore, renewed
from bedside.syndication.watch import Tell, nobody

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    import httpx

    from bedside.outbox import Outbox
    from bedside.platforms.base import Announcement, Publisher
    from bedside.practice import Account
    from bedside.syndication.secrets import Secrets
    from bedside.syndication.store import Ledger

__all__ = [
    "Sessions", "Tools", "masked", "new_session", "open_session", "problem_of", "safe_call",
    "safe_find",
]  # fmt: skip

_Answer = TypeVar("_Answer")
_LONGEST = 500  # characters of a copy's id; the longest that a network documents has about 100
_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f<>\"]{1,2000}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a run works with. `is_online` returns why a post's page or card is not, or nothing."""

    outbox: Outbox
    output: Path
    accounts: Mapping[str, Account]  # by id
    publishers: Mapping[str, Publisher]  # by network; `publisher` knows who posts to an account
    secrets: Secrets
    new_client: Callable[[], httpx.Client]
    is_online: Callable[[Announcement], str]
    now: Callable[[], datetime]
    tell: Tell = nobody
    store: SecretStore = field(default_factory=SecretStore)
    by_hand: Callable[[Account, str], None] = lambda _account, _problem: None  # token to be renewed
    # Writes down outside the ledger how far it is, behind each claim; raises OSError.
    witness: Callable[[Ledger], None] = lambda _ledger: None
    full_witness: Callable[[Ledger], None] = lambda _ledger: None  # and what is settled in it

    def publisher(self, account: str) -> Publisher:
        """Return who posts to an account, directly or through a service."""
        return publisher_of(self.accounts[account], self.publishers)


@dataclass(slots=True)
class Sessions:
    """A run's sessions: one for each account, opened when it is first needed."""

    tools: Tools
    _open: dict[str, Session] = field(default_factory=dict)

    def get(self, account: str) -> Session:
        """Return the account's session. Raises BedsideError for a missing or wrong setting."""
        if account not in self._open:
            self._open[account] = open_session(
                self.tools.accounts[account], self.tools.publisher(account), self.tools
            )
        return self._open[account]

    def close(self) -> None:
        """Close every one that was opened."""
        for session in self._open.values():
            session.client.close()


def open_session(account: Account, publisher: Publisher, tools: Tools) -> Session:
    """Return a session for one account. Raises BedsideError for a missing or wrong setting."""
    session = new_session(account, publisher, tools.secrets, tools.new_client, tools.now)
    session, problem = renewed(session, publisher, tools.secrets, tools.store)
    if problem is not None:
        tools.by_hand(account, problem)
    return session


def new_session(
    account: Account, publisher: Publisher, secrets: Secrets,
    client: Callable[[], httpx.Client], now: Callable[[], datetime],
) -> Session:  # fmt: skip
    """Return a session with the secret as it is stored, without renewing it."""
    base_url(account, publisher.HOSTS)
    missing = [name for name in publisher.NEEDS if not getattr(account, name)]
    if missing:
        message = f"account `{account.id}`: add {' and '.join(missing)} to it in practice.toml"
        raise BedsideError(message)
    secret = secrets.read(account)  # before there is a client to close
    return Session(account=account, client=client(), secret=secret, now=now)


def safe_call(call: Callable[[], _Answer]) -> _Answer | Unknown:
    """Call a publisher; an error nobody foresaw leaves it open what the network did."""
    try:
        return call()
    except LedgerError:
        raise  # what cannot be written down must not go on
    except Exception as error:  # noqa: BLE001  a bug in one network must not stop the others
        return Unknown(reason=f"stopped by a bug ({type(error).__name__}: {error})")


def safe_find(
    announcement: Announcement, publisher: Publisher, session: Session, secrets: Secrets
) -> Sent | NotFound | Unknown:
    """Look for the post; whatever goes wrong is an Unknown without a secret in it."""
    found = safe_call(lambda: publisher.find(announcement, session))
    if isinstance(found, Unknown):
        return Unknown(reason=secrets.told(found.reason))
    if isinstance(found, Sent) and found.remote_id in announcement.other_copies:
        return Unknown(reason="only another announcement of the post was found")
    return _named(found, secrets) if isinstance(found, Sent) else found


def problem_of(announcement: Announcement, tools: Tools) -> str:
    """Return why page or card is not online as it was built, or nothing."""
    return _picture_problem(announcement) or tools.is_online(announcement)


def _picture_problem(announcement: Announcement) -> str:
    """Return which picture is not the one that was built, or nothing."""
    files = [(one.file, one.sha256) for one in announcement.pictures.values()]
    if announcement.card is not None:
        files.append((announcement.card, announcement.card_sha256))
    for file, expected in files:
        if not file.is_file():
            return f"{file.name} is missing from the built site: build and deploy again"
        if sha256_file(file) != expected:
            return f"{file.name} is not the one of the outbox: build and deploy again"
    return ""


def masked(outcome: Outcome, secrets: Secrets) -> Outcome:
    """Return the outcome with every secret taken out of its words and addresses."""
    if isinstance(outcome, Sent):
        return _named(outcome, secrets)
    return replace(outcome, reason=secrets.told(outcome.reason))


def _named(sent: Sent, secrets: Secrets) -> Sent:
    """Return a copy's id and address as they may be kept and shown: the page links to no script."""
    url = secrets.mask(sent.url)
    return replace(
        sent, remote_id=secrets.mask(sent.remote_id)[:_LONGEST],
        url=url if _ADDRESS.fullmatch(url) else "",
    )  # fmt: skip
