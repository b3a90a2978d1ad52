"""The follow-up list: each post that was announced, with the place of every copy. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bedside.outbox import Outbox
from bedside.practice import AccountStatus, Practice
from bedside.syndication.model import LedgerState, Status

__all__ = ["Listed", "ListedCopy", "listed"]

_THERE = frozenset({
    Status.SENT, Status.SCHEDULED, Status.RETRACTING, Status.CLAIMED, Status.UNKNOWN,
})  # fmt: skip
_SAID = {
    Status.SENT: "there", Status.SCHEDULED: "waits at the network, shown",
    Status.RETRACTING: "to be taken down", Status.CLAIMED: "perhaps there",
    Status.UNKNOWN: "perhaps there",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCopy:
    """One copy: `url` is its address, or its id where the network gives no address."""

    account: str  # platform/account
    slot: str
    status: str
    url: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One post; its corrections are (day, text), the latest last."""

    uid: str
    title: str
    corrections: tuple[tuple[str, str], ...]
    copies: tuple[ListedCopy, ...]


def listed(
    outbox: Outbox | None, state: LedgerState, practice: Practice, uid: str
) -> tuple[Listed, ...]:  # fmt: skip
    """Return the posts with copies, the latest announced first; one of them when `uid` names it."""
    posts = {one.uid: one for one in outbox.posts} if outbox else {}
    found = []
    for each in {key.uid for key, one in state.keys.items() if one.status in _THERE}:
        post = posts.get(each)
        if uid in {"", each}:
            told = tuple((f"{one.date}", one.text) for one in post.corrections) if post else ()
            copies = (*_known(each, state), *_by_hand(practice))
            title = post.title if post else ""
            found.append(Listed(uid=each, title=title, corrections=told, copies=copies))
    return tuple(sorted(found, key=lambda one: one.uid, reverse=True))


def _known(uid: str, state: LedgerState) -> Iterator[ListedCopy]:
    for key, one in sorted(state.keys.items()):
        if key.uid == uid and one.status in _THERE:
            yield ListedCopy(
                account=f"{key.platform}/{key.account}", slot=key.slot, status=_SAID[one.status],
                url=(one.sent.url or one.sent.remote_id) if one.sent else "",
                at=one.sent_at,
            )  # fmt: skip


def _by_hand(practice: Practice) -> Iterator[ListedCopy]:
    """Yield the accounts where a person posts: nothing is known of what stands there."""
    for one in practice.accounts:
        if one.status is AccountStatus.MANUAL:
            yield ListedCopy(
                account=f"{one.platform}/{one.id}", slot="-", status="by hand: look there",
                url=one.url or "",
            )  # fmt: skip
