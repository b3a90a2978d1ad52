"""What stands outside the ledger of what is settled in it, so that a rebuild takes nothing for new. Pure.

Each announcement is named by a short hash. What was sent and what was taken back stand there alike,
so the list does not tell which of both it was.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from bedside.deploy.mark import PublishedMark
from bedside.files import sha256
from bedside.outbox import OutboxPost
from bedside.syndication.model import BASELINE, Key, KeyState, LedgerState, Status

__all__ = ["OPEN", "Outside", "due_of", "settled_names"]

OPEN = frozenset({
    Status.NEW, Status.PLANNED, Status.CLAIMED, Status.UNKNOWN, Status.DEFERRED,
})  # fmt: skip
_WITHDRAWN = frozenset({Status.DELETED, Status.RETRACTING})
_LENGTH = 8  # of a name: where two are alike, a person looks once more
_LETTERS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")  # no number, no word
_GRACE = timedelta(days=1)  # behind the last that is known: what is due for longer was announced


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What the public site and this computer knew of the lost ledger, and until when."""

    names: tuple[tuple[str, frozenset[str]], ...]  # by ledger id
    known_at: datetime | None

    @classmethod
    def of(cls, *marks: PublishedMark | None) -> Self:
        """Read the marks that there are."""
        known = [one for one in marks if one]
        return cls(
            names=tuple((one.ledger_id, frozenset(one.settled.split())) for one in known),
            known_at=max((one.built_at for one in known if one.built_at), default=None),
        )

    def has(self, key: Key) -> bool:
        """Tell whether an announcement was settled."""
        return any(_name(ledger_id, key) in names for ledger_id, names in self.names)

    def was_announced(self, due: datetime, now: datetime) -> bool:
        """Tell whether there was more than a day to announce what was due then, behind what is known."""
        return now - max(due, self.known_at or due) > _GRACE


def settled_names(
    ledger_id: str, state: LedgerState, posts: Iterable[OutboxPost], since: datetime
) -> str:
    """Return the names of what was withdrawn, and of all else that is settled and was due from then on."""
    by_uid = {one.uid: one for one in posts}

    def is_young(key: Key) -> bool:
        post = by_uid.get(key.uid)
        return post is not None and due_of(post, key.account, key.slot) >= since

    return " ".join(sorted(
        _name(ledger_id, key)
        for key, one in state.keys.items()
        if one.status not in OPEN and (_is_withdrawn(one) or is_young(key))
    ))  # fmt: skip


def due_of(post: OutboxPost, account: str, slot: str) -> datetime:
    """Return since when an announcement is due: since its page, or the later time that was asked for."""
    asked = (one.at for one in post.texts if (one.account, one.slot) == (account, slot) and one.at)
    return max(post.published, next(asked, post.published))


def _is_withdrawn(one: KeyState) -> bool:
    is_barred = one.status is Status.SKIPPED and one.reason != BASELINE
    return is_barred or one.status in _WITHDRAWN


def _name(ledger_id: str, key: Key) -> str:
    return sha256(f"{ledger_id} {key}".encode())[:_LENGTH].translate(_LETTERS)
