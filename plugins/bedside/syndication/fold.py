"""Events in, state out: the only place that says what a row means."""

from collections.abc import Iterable
from dataclasses import replace

from bedside.platforms.base import Sent
from bedside.syndication import troubles
from bedside.syndication.model import (
    BY_A_PERSON,
    Approval,
    Event,
    EventKind,
    Key,
    KeyState,
    LedgerState,
    Pause,
    Status,
)

__all__ = ["BASELINE_SLOT", "PAUSE", "account_key", "fold", "fold_all", "pause_of"]

# The key that says an account has had its first run, even when there was no post then.
BASELINE_SLOT = "baseline"
# The key that says whether everything is paused.
PAUSE = Key("", "", "", "pause")

_STATUS = {
    EventKind.PLANNED: Status.PLANNED,
    EventKind.CLAIMED: Status.CLAIMED,
    EventKind.SCHEDULED: Status.SCHEDULED,
    EventKind.SENT: Status.SENT,
    EventKind.REJECTED: Status.REJECTED,
    EventKind.DEFERRED: Status.DEFERRED,
    EventKind.UNKNOWN: Status.UNKNOWN,
    EventKind.SKIPPED: Status.SKIPPED,
    EventKind.RETRACTING: Status.RETRACTING,
    EventKind.DELETED: Status.DELETED,
    EventKind.MISSED: Status.MISSED,
}
# What happens beside an announcement: it stands where it stood.
_BESIDE = frozenset({
    EventKind.APPROVED, EventKind.UPDATING, EventKind.UPDATED, EventKind.NOT_UPDATED,
    EventKind.PAUSED, EventKind.RESUMED, EventKind.STOPPED, EventKind.TOLD, EventKind.MENDED,
})  # fmt: skip
# What a failed take-down leaves: the copy is still to go, and the ledger still knows where it is.
_FAILED = frozenset({EventKind.REJECTED, EventKind.DEFERRED, EventKind.UNKNOWN})
# What a person looks for; a refused announcement goes on from what was prepared.
_MAY_BE_THERE = frozenset({Status.CLAIMED, Status.UNKNOWN})
_KEEPS_COPY = frozenset({Status.RETRACTING, Status.DELETED})


def account_key(platform: str, account: str) -> Key:
    """Return the key under which an account's first run is written."""
    return Key("", platform, account, BASELINE_SLOT)


def fold(events: Iterable[Event]) -> KeyState:
    """Return the state after `events` of one key, in the order of their `seq`."""
    state = KeyState()
    for event in sorted(events, key=lambda one: one.seq):
        state = _step(state, event)
    return state


def fold_all(events: Iterable[Event], living_runs: frozenset[str] = frozenset()) -> LedgerState:
    """Return the state of every key, and the accounts that have had their first run."""
    grouped: dict[Key, list[Event]] = {}
    for event in events:
        grouped.setdefault(event.key, []).append(event)
    posts = {key: fold(rows) for key, rows in grouped.items() if key.uid}
    accounts = frozenset(
        (key.platform, key.account) for key in grouped if key.slot == BASELINE_SLOT
    )
    return LedgerState(
        keys=posts, accounts=accounts, living_runs=living_runs,
        pause=pause_of(grouped.get(PAUSE, ())), troubles=troubles.fold(grouped),
    )  # fmt: skip


def pause_of(events: Iterable[Event]) -> Pause | None:
    """Return the pause that the events of its key leave, if one is on."""
    last = max(events, key=lambda one: one.seq, default=None)
    if last is None or last.kind is not EventKind.PAUSED:
        return None
    return Pause(reason=last.reason, since=last.at)


def _step(state: KeyState, event: Event) -> KeyState:
    if event.kind in _BESIDE:
        return _beside(state, event)
    after = replace(
        state, status=_status(state, event), seq=event.seq, run=event.run, at=event.at,
        attempts=max(state.attempts, event.attempt), reason=event.reason, until=event.until,
        payload=event.payload or state.payload,
    )  # fmt: skip
    if event.kind is EventKind.PREPARED:
        return replace(after, prepared=event.remote_id)
    if after.status is Status.SCHEDULED:
        waits = Sent(remote_id=event.remote_id, url=event.url, shows_at=event.until)
        return replace(after, sent=waits, sent_at=event.until)
    if after.status is Status.SENT:
        there = Sent(remote_id=event.remote_id, url=event.url)
        shown = min(event.at, state.until) if state.is_ahead and state.until else event.at
        # It is public: a later copy prepares its own.
        return replace(after, sent=there, sent_at=shown, prepared="")
    if state.status is Status.SCHEDULED and after.status is Status.DEFERRED:
        after = replace(after, sent_at=None)  # taken back, or never shown: it takes no place
    if event.reason == BY_A_PERSON and state.status in _MAY_BE_THERE:
        after = replace(after, prepared="")  # who looked knows better than what was prepared
    return after if after.status in _KEEPS_COPY else replace(after, sent=None)


def _beside(state: KeyState, event: Event) -> KeyState:
    """An approval is kept with what it approved; an update that arrived changes what is shown."""
    after = replace(state, seq=event.seq)
    if event.kind is EventKind.APPROVED:
        approval = Approval(by=event.reason, payload=event.payload)
        return replace(after, approvals=state.approvals | {approval})
    if event.kind is EventKind.UPDATED:
        return replace(after, payload=event.payload)
    return after


def _status(state: KeyState, event: Event) -> Status:
    """A resolution that names the post found it; any other frees it, a person's whatever its age."""
    if state.status is Status.RETRACTING and event.kind in _FAILED:
        return Status.RETRACTING
    if event.kind is EventKind.PREPARED:
        return state.status
    if event.kind is EventKind.RESOLVED:
        if event.remote_id or event.url:
            return Status.SENT
        return Status.PLANNED if event.reason == BY_A_PERSON else Status.DEFERRED
    return _STATUS[event.kind]
