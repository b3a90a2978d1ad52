"""Tokens that end and can be renewed: when it is time, and what a network that renews must offer.

A secret that ends is a JSON object; `expires` in it is the end of its access token (ISO 8601).
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, runtime_checkable

from bedside.platforms.base import Deferred, Rejected, Session
from bedside.platforms.credentials import parts_of

__all__ = ["NOTICE", "NewSecret", "Renewal", "ends_after", "expires_of", "is_due", "is_poorer"]

NOTICE = timedelta(days=14)  # how long before its end a person is told of a token
_LONGEST = 10 * 365 * 86400  # seconds: more is no life of a token


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSecret:
    """What takes the place of the whole secret, and when its access token ends."""

    secret: str = field(repr=False)
    expires: datetime | None = None


@runtime_checkable
class Renewal(Protocol):
    """A publisher whose secrets can be renewed without a person."""

    def renewal_margin(self, session: Session, /) -> timedelta | None:
        """Return how long before its end the secret is renewed; None for one that cannot be."""

    def renew(self, session: Session, /) -> NewSecret | Deferred | Rejected:
        """Ask once for a new secret. The caller holds the lock and stores it before any use."""


def ends_after(seconds: Any, now: datetime) -> datetime | None:
    """Return when a token ends by the seconds that an answer gives it; None for what is no life."""
    is_life = type(seconds) is int and 0 < seconds < _LONGEST
    return now + timedelta(seconds=seconds) if is_life else None


def is_due(expires: datetime | None, now: datetime, margin: timedelta) -> bool:
    """Tell whether a token is to be renewed now; one without an end never is."""
    return expires is not None and expires - now <= margin


def is_poorer(new: NewSecret, old: str) -> str:
    """Return why a new secret must not take the old one's place, or nothing."""
    before, after = parts_of(old), parts_of(new.secret)
    if not new.secret.strip() or any(not after.get(name) for name, one in before.items() if one):
        return "it is empty or lacks a part that the old one has"
    ends = expires_of(old)
    if ends and (new.expires is None or new.expires <= ends):
        return "it ends no later than the old one"
    return ""


def expires_of(secret: str) -> datetime | None:
    """Return the end that is written in a secret; None where none is, or none that can be read."""
    try:
        end = datetime.fromisoformat(parts_of(secret).get("expires", ""))
    except ValueError:
        return None
    return end.astimezone(UTC) if end.tzinfo else end.replace(tzinfo=UTC)
