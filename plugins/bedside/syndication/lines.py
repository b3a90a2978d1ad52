"""A plan's lines: what is to be done for one post on one account, and the typed reason why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bedside.platforms.base import Sent
from bedside.syndication.model import Key, Status

__all__ = ["Action", "Line", "Plan", "Reason"]


class Action(StrEnum):
    """What a run does."""

    SEND = "send"
    LOOK_UP = "look up"
    HAND_OVER = "hand over"  # give it to the network, which shows it later
    BASELINE = "baseline"  # write down that it is never to be sent
    MISS = "miss"  # write down that its time has passed
    NONE = "-"


_TALKS = (Action.LOOK_UP, Action.SEND, Action.HAND_OVER)  # to a network, in this order


class Reason(StrEnum):
    """Why a line does what it does."""

    SEND = "send"
    BACKFILL = "backfill"
    LOOK_UP = "look up"
    HAND_OVER = "handed over ahead"
    SCHEDULED = "waits at the network"
    BASELINE = "baseline"
    ALREADY_SENT = "already sent"
    HELD = "held by another run"
    ASK_A_PERSON = "unknown: ask a person"
    UNWITNESSED = "perhaps sent: ask a person"  # by a ledger that is lost
    OVER_CAP = "over the cap"
    QUIET_HOURS = "quiet hours"
    QUEUED = "waits for a free place"
    PAUSED = "paused"
    LATE = "missed"
    MISSED = "missed before"
    WAITS = "re-share waits"
    SAME_WORDS = "re-share without words of its own"
    NEEDS_APPROVAL = "not approved"
    CHANGED = "changed since it was sent"
    UNSURE = "found there, not known whether changed"  # nobody wrote down what was sent
    TOO_OLD = "too old"
    NOT_YET = "not yet published"
    DEFERRED = "deferred"
    REJECTED = "rejected before"
    SKIPPED = "skipped"
    TAKING_DOWN = "being taken down"
    TAKEN_DOWN = "taken down"
    RETIRED = "account retired"
    MANUAL = "account manual"
    NOT_SYNDICATED = "syndicate: false"
    NO_CONSENT = "no consent for social"
    REVIEW_OVERDUE = "medical review overdue"
    NO_FILM = "no film of its own"
    NO_TEXT = "no text for the account"

    @property
    def action(self) -> Action:
        """Return what follows from the reason."""
        match self:
            case Reason.SEND | Reason.BACKFILL:
                return Action.SEND
            case Reason.LOOK_UP:
                return Action.LOOK_UP
            case Reason.HAND_OVER:
                return Action.HAND_OVER
            case Reason.BASELINE:
                return Action.BASELINE
            case Reason.LATE:
                return Action.MISS
            case _:
                return Action.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One post on one account."""

    key: Key
    title: str
    published: datetime
    reason: Reason
    detail: str = ""
    held_back: Reason | None = None  # over the cap, quiet hours: due, but not in this run
    due: datetime | None = None  # when it may go out; None when that is not known or nothing will
    lacks: str = ""  # what a person must still do before it may go out
    asked: str = ""  # of a hand-over: what is written down of the time its author wrote
    may_send: bool = False  # whether a send may follow in this run
    seq: int = 0  # the key's last event when the plan was made
    attempt: int = 0  # tries so far
    was: Status = Status.NEW
    was_looked_for: bool = False  # a person looked, and found that it is not there
    tried: str = ""  # SHA-256 of what the last try sent
    prepared: str = ""  # what an earlier try made on the network and did not publish
    copy: Sent | None = None  # where it is, for one that is there
    other_copies: frozenset[str] = frozenset()  # names of the post's other slots there

    @property
    def shown(self) -> Reason:
        """Return the reason to print."""
        return self.held_back or self.reason

    @property
    def action(self) -> Action:
        """Return what this run does."""
        return self.shown.action


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Every line, in the order of doing; the accounts whose first run this is; posts allowed."""

    lines: tuple[Line, ...]
    baselines: tuple[tuple[str, str], ...] = ()
    cap: int

    def to_do(self) -> tuple[Line, ...]:
        """Return the lines that talk to a network: look-ups, sends, hand-overs."""
        active = [line for line in self.lines if line.action in _TALKS]
        return tuple(sorted(active, key=lambda line: _TALKS.index(line.action)))

    def backfilled(self) -> tuple[Line, ...]:
        """Return the lines that a person asks for with --backfill, also those beyond the cap."""
        return tuple(line for line in self.lines if line.reason is Reason.BACKFILL)

    def doubted(self) -> tuple[Line, ...]:
        """Return the lines that a ledger which is lost may have sent, and that nobody can look up."""
        return tuple(line for line in self.lines if line.reason is Reason.UNWITNESSED)

    def missed(self) -> tuple[Line, ...]:
        """Return the lines whose time has passed and that the practice does not want late."""
        return tuple(line for line in self.lines if line.action is Action.MISS)

    def new_baselines(self) -> tuple[Line, ...]:
        """Return the lines whose baseline is not in the ledger yet."""
        found = (line for line in self.lines if line.action is Action.BASELINE)
        return tuple(line for line in found if line.was is Status.NEW)
