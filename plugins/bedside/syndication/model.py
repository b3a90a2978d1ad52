"""What the ledger holds: events that are never overwritten, and the state that follows from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bedside.platforms.base import Sent

__all__ = [
    "BASELINE", "BY_A_PERSON", "NOT_THERE", "RETRACTED", "Approval", "Event", "EventKind", "Key", "KeyState",
    "LedgerState", "Pause", "Status", "Trouble",
]  # fmt: skip

BASELINE = "baseline"  # the reason of a skip for a post that was there before the account
BY_A_PERSON = "by a person"  # the reason of a resolution that no network gave
NOT_THERE = "settled in the ledger that was lost, and not found"  # the reason of a skip: a person's
RETRACTED = "retracted"  # the reason of a skip for a post whose other copies were taken down


class EventKind(StrEnum):
    """What happened to one announcement."""

    PLANNED = "planned"  # a person asked for it (backfill), whatever its age
    CLAIMED = "claimed"  # a run is about to send it
    PREPARED = "prepared"  # something stands on the network that is not public yet
    SCHEDULED = "scheduled"  # the network has it and shows it by itself at `until`
    SENT = "sent"
    REJECTED = "rejected"  # the network said no
    DEFERRED = "deferred"  # certainly not posted, may be tried again
    UNKNOWN = "unknown"  # it may have been posted
    RESOLVED = "resolved"  # looked up, or settled by a person: with an address it is there
    STOPPED = "stopped"  # of an account: nothing can be posted there until it is mended
    TOLD = "told"  # the operator was told that it stopped
    MENDED = "mended"  # it works again
    SKIPPED = "skipped"  # never to be sent: baseline, retracted, or by a person
    RETRACTING = "retracting"  # a run is about to take it down
    DELETED = "deleted"  # the network, or a person, says that it is gone
    MISSED = "missed"  # its time had passed, and the practice wants nothing sent late
    APPROVED = "approved"  # a person agreed to exactly this text and picture
    UPDATING = "updating"  # a run is about to change the copy that is there
    UPDATED = "updated"  # the copy shows the new text
    NOT_UPDATED = "not updated"  # it may still show the old one
    PAUSED = "paused"  # nothing is sent by anybody until …
    RESUMED = "resumed"


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What an announcement is known by: never its URL, slug, date or text."""

    uid: str
    platform: str
    account: str
    slot: str = "announce"

    def __str__(self) -> str:
        """Render for messages."""
        return f"{self.uid} {self.platform}/{self.account} {self.slot}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One row: what happened, when, in which run. Never a secret, never a post's text."""

    key: Key
    seq: int  # 1, 2, … for each key; two runs cannot both write the same one
    kind: EventKind
    at: datetime
    run: str
    attempt: int = 0
    payload: str = ""  # SHA-256 of what was sent
    remote_id: str = ""
    url: str = ""
    reason: str = ""
    until: datetime | None = None  # not before then; of a hand-over: when the network shows it


@dataclass(frozen=True, slots=True, order=True)
class Approval:
    """Who agreed to which payload."""

    by: str  # a person's slug
    payload: str  # SHA-256 of the text and picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Why, and since when, nothing may be sent."""

    reason: str
    since: datetime


class Status(StrEnum):
    """Where an announcement stands."""

    NEW = "new"
    PLANNED = "planned"
    CLAIMED = "claimed"
    SCHEDULED = "scheduled"
    SENT = "sent"
    REJECTED = "rejected"
    DEFERRED = "deferred"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"
    RETRACTING = "retracting"
    DELETED = "deleted"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyState:
    """The state of one key, folded from its events."""

    status: Status = Status.NEW
    seq: int = 0
    attempts: int = 0
    run: str = ""
    at: datetime | None = None
    sent: Sent | None = None
    sent_at: datetime | None = None  # when the copy was made, or is shown, that is or was there
    payload: str = ""  # SHA-256 of what the copy shows, or of what was last tried
    approvals: frozenset[Approval] = frozenset()
    prepared: str = ""  # the network's id of what was made there and is not public yet
    reason: str = ""
    until: datetime | None = None  # put off until then; of a copy handed over: when it is shown

    @property
    def is_ahead(self) -> bool:
        """Tell whether a copy waits on the network, or perhaps does, to be shown later."""
        if self.status in {Status.CLAIMED, Status.UNKNOWN}:
            return self.until is not None  # only what is handed over is claimed with a time
        is_there = self.status in {Status.SCHEDULED, Status.RETRACTING}
        return is_there and self.sent is not None and self.sent.shows_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why an account has stopped, or what its token needs; off when it was mended."""

    reason: str = ""
    since: datetime | None = None
    seq: int = 0
    is_on: bool = False
    is_told: bool = False  # whether the operator has had the message


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerState:
    """Everything a plan needs to know of the ledger."""

    keys: Mapping[Key, KeyState] = field(default_factory=dict)
    accounts: frozenset[tuple[str, str]] = frozenset()  # (platform, account) with a baseline
    living_runs: frozenset[str] = frozenset()  # runs that are surely at work now
    pause: Pause | None = None
    troubles: Mapping[Key, Trouble] = field(default_factory=dict)  # by account and kind of trouble

    def get(self, key: Key) -> KeyState:
        """Return the state of `key`; one that was never seen is NEW."""
        return self.keys.get(key, KeyState())
