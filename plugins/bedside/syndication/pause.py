"""The two events that stop every announcement and let them go on: rows like any other, in every store."""

from datetime import datetime

from bedside.syndication.fold import PAUSE
from bedside.syndication.model import Event, EventKind

__all__ = ["pause_event", "resume_event"]


def pause_event(reason: str, now: datetime, run: str) -> Event:
    """Return what pauses everything; the ledger numbers it."""
    return Event(key=PAUSE, seq=0, kind=EventKind.PAUSED, at=now, run=run, reason=reason)


def resume_event(now: datetime, run: str) -> Event:
    """Return what lifts the pause."""
    return Event(key=PAUSE, seq=0, kind=EventKind.RESUMED, at=now, run=run)
