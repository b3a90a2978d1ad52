"""What an account has cost this month, read from the ledger, and whether one more post may be sent."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from bedside.platforms import x_cost
from bedside.platforms.base import Announcement
from bedside.practice import Account
from bedside.syndication.model import Event, EventKind, Key

__all__ = ["over_budget", "spent"]

_FREE = frozenset({EventKind.DEFERRED, EventKind.REJECTED})  # of a send: X accepted nothing


def over_budget(
    announcement: Announcement, account: Account, events: Callable[[], Iterable[Event]], now: datetime
) -> str:  # fmt: skip
    """Return why a post must wait for another month, or nothing. Only X costs money a post."""
    if account.platform != "x" or account.via:
        return ""
    cap = account.monthly_cap_usd or 0
    return x_cost.over_cap(cap, spent(events(), account, now), announcement.text.text)


def spent(events: Iterable[Event], account: Account, now: datetime) -> int:
    """Return what this calendar month (UTC) cost, in thousandths of a dollar; rather too much.

    The ledger keeps no texts, so each try counts as a post with a link. What became unknown counts.
    """
    month = _month(now)
    sends: set[tuple[Key, int]] = set()
    other = 0
    for event in events:
        if (event.key.platform, event.key.account) != (account.platform, account.id):
            continue
        if event.kind in _FREE and event.attempt:
            sends.discard((event.key, event.attempt))
        elif _month(event.at) == month:
            if event.kind is EventKind.CLAIMED:
                sends.add((event.key, event.attempt))
            elif event.kind is EventKind.RETRACTING:
                other += x_cost.DELETE.value
            elif event.kind is EventKind.RESOLVED:
                other += x_cost.LOOK.value
    return len(sends) * x_cost.POST_WITH_LINK.value + other


def _month(moment: datetime) -> tuple[int, int]:
    return moment.astimezone(UTC).year, moment.astimezone(UTC).month
