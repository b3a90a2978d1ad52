"""Settle an announcement by a person's word: it is there, it is not, or it is never to be sent."""

from datetime import datetime
from enum import StrEnum

from bedside.errors import BedsideError
from bedside.syndication.model import Event, EventKind, Key, LedgerState, Status

__all__ = ["Verdict", "resolution"]


class Verdict(StrEnum):
    """What a person found."""

    SENT = "sent"
    NOT_SENT = "not-sent"  # may be sent again, also after a refusal
    SKIP = "skip"


def resolution(
    key: Key, ledger: LedgerState, verdict: Verdict, url: str, now: datetime, run: str
) -> Event:  # fmt: skip
    """Return the event that settles `key`. Raises BedsideError when it cannot be settled so."""
    state = ledger.get(key)
    if state.status is Status.CLAIMED and state.run in ledger.living_runs:
        message = f"{key}: a run is sending it now: wait until it has ended"
        raise BedsideError(message)
    if verdict is Verdict.NOT_SENT and state.status in {Status.SENT, Status.DELETED}:
        message = f"{key}: is {state.status} already; sending it again would announce it twice"
        raise BedsideError(message)
    if verdict is Verdict.SENT and not url.startswith(("https://", "http://")):
        message = f"{key}: where is it? Add --url with the address of the post on the network"
        raise BedsideError(message)
    kind = EventKind.SKIPPED if verdict is Verdict.SKIP else EventKind.RESOLVED
    is_sent = verdict is Verdict.SENT
    return Event(
        key=key, seq=state.seq + 1, kind=kind, at=now, run=run, reason="by a person",
        url=url if is_sent else "", remote_id=url if is_sent else "",
    )  # fmt: skip
