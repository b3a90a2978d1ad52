"""Permanent post ids: ULIDs, which carry the time at which they were minted."""

from datetime import UTC, datetime

from ulid import ULID

__all__ = ["is_uid", "mint_time", "mint_uid"]


def mint_uid(now: datetime) -> str:
    """Return a new 26-character uid minted at `now` (aware)."""
    return str(ULID.from_datetime(now))


def is_uid(value: str) -> bool:
    """Tell whether `value` is a ULID."""
    try:
        ULID.from_str(value)
    except ValueError:
        return False
    return True


def mint_time(uid: str) -> datetime:
    """Return the aware UTC time a uid was minted, to the millisecond."""
    return datetime.fromtimestamp(ULID.from_str(uid).timestamp, UTC)
