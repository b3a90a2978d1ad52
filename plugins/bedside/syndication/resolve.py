"""Settle an announcement by a person's word: it is there, it is not, or it is never to be sent."""

from datetime import datetime, timedelta
from enum import StrEnum

from bedside.errors import BedsideError
from bedside.syndication.model import (
    BY_A_PERSON,
    Event,
    EventKind,
    Key,
    KeyState,
    LedgerState,
    Status,
)
from bedside.syndication.policy import is_at_work

__all__ = ["Verdict", "resolution"]


class Verdict(StrEnum):
    """What a person found."""

    SENT = "sent"
    NOT_SENT = "not-sent"  # may be sent again, also after a refusal
    SKIP = "skip"
    GONE = "gone"  # a person took it down
    UPDATED = "updated"  # a person changed the copy to the text of the last build


_KINDS = {
    Verdict.SKIP: EventKind.SKIPPED, Verdict.GONE: EventKind.DELETED,
    Verdict.UPDATED: EventKind.UPDATED,
}  # fmt: skip
_THERE = frozenset({Status.SENT, Status.SCHEDULED})
_MAY_BE_THERE = _THERE | {Status.RETRACTING, Status.CLAIMED, Status.UNKNOWN}


def resolution(
    key: Key, ledger: LedgerState, verdict: Verdict, url: str, now: datetime, run: str,
    payload: str = "", *, held_for: timedelta = timedelta(),
) -> Event:  # fmt: skip
    """Return the event that settles `key`. Raises BedsideError when it cannot be settled so.

    `payload` is the hash of the last build's text, for `updated`. A claim that
    is younger than `held_for` is left alone.
    """
    state = ledger.get(key)
    if state.status is Status.CLAIMED and is_at_work(state, ledger, now, held_for):
        message = f"{key}: a run is sending it now: wait until it has ended"
        raise BedsideError(message)
    if verdict is Verdict.NOT_SENT and state.status in _THERE:
        message = f"{key}: is {state.status} already; sending it again would announce it twice"
        raise BedsideError(message)
    _refuse_to_hide(key, state, verdict)
    if verdict is Verdict.SENT and not url.startswith(("https://", "http://")):
        message = f"{key}: where is it? Add --url with the address of the post on the network"
        raise BedsideError(message)
    is_sent = verdict is Verdict.SENT
    kind = _KINDS.get(verdict, EventKind.RESOLVED)
    if verdict is Verdict.NOT_SENT and state.is_ahead:
        kind = EventKind.DEFERRED  # it keeps the time that its author asked for
    return Event(
        key=key, seq=state.seq + 1, kind=kind, at=now, run=run, reason=BY_A_PERSON, payload=payload,
        url=url if is_sent else "", remote_id=url if is_sent else "",
    )  # fmt: skip


def _refuse_to_hide(key: Key, state: KeyState, verdict: Verdict) -> None:
    """Raise BedsideError where a verdict would lose sight of a copy, or take down what never was."""
    if verdict is Verdict.GONE and state.status not in _MAY_BE_THERE:
        message = f"{key}: is {state.status}: there is no copy to be gone"
        raise BedsideError(message)
    if verdict is Verdict.UPDATED and state.status is not Status.SENT:
        message = f"{key}: is {state.status}: there is no copy that could be changed"
        raise BedsideError(message)
    if verdict is not Verdict.GONE and state.status is Status.RETRACTING:
        message = f"{key}: is being taken down: say `gone` when it is no longer there"
        raise BedsideError(message)
    if verdict is Verdict.SKIP and state.status in _THERE:
        message = (
            f"{key}: is there already: take it down with `bedside syndicate --retract {key.uid}`"
        )
        raise BedsideError(message)
