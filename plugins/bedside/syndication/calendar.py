"""The coming announcements as a calendar: dated rows, and an iCalendar file of them. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bedside.calendar_file import calendar_file, escaped, utc
from bedside.syndication.lines import Action, Line, Plan, Reason
from bedside.syndication.model import Key

__all__ = ["Coming", "coming", "ics"]

_MINUTES = 15  # how long an entry is shown; sending takes seconds
# What stands in the way today and may not on its day, or needs a person until then.
_OPEN = frozenset({
    Reason.WAITS, Reason.SAME_WORDS, Reason.NEEDS_APPROVAL, Reason.LATE, Reason.PAUSED,
    Reason.REVIEW_OVERDUE, Reason.NO_CONSENT, Reason.OVER_CAP, Reason.LOOK_UP, Reason.ASK_A_PERSON, Reason.UNWITNESSED,
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """One announcement to come: `at` is None where only something else decides when."""

    key: Key
    title: str
    why: str
    at: datetime | None


def coming(planned: Plan, now: datetime, days: int) -> tuple[Coming, ...]:
    """Return what goes out within `days`, in order; behind it what waits without a day."""
    end = now + timedelta(days=days)
    rows = [
        Coming(key=line.key, title=line.title, why=_why(line), at=line.due)
        for line in planned.lines
        if _is_coming(line, end)
    ]
    return tuple(sorted(rows, key=lambda row: (row.at is None, row.at or end, row.key)))


def ics(rows: Iterable[Coming], site: str, now: datetime) -> str:
    """Return the dated rows as an iCalendar file; an entry has the same UID in every one."""
    host = urlsplit(site).hostname or "localhost"
    entries = (line for row in rows for line in _event(row, host, now))
    return calendar_file("Announcements", entries, "Announcements")


def _is_coming(line: Line, end: datetime) -> bool:
    if line.due is not None:
        return line.due <= end
    return line.shown in _OPEN


def _why(line: Line) -> str:
    what = "re-share" if line.key.slot.startswith("reshare-") else "announcement"
    if line.action is Action.HAND_OVER:
        return f"{what}: handed over by the next run, shown by the network"
    if line.action is Action.SEND:
        return f"{what}: {line.detail}, in the next run" if line.detail else what
    if line.reason is Reason.NOT_YET and line.due:
        return f"{what}: {line.lacks}" if line.lacks else what
    if line.held_back and line.due:  # the detail ends with the time, which stands beside it
        return f"{what}: {line.detail.rpartition(': ')[0]}"
    return f"{what}: {line.shown.value}{f', {line.detail}' if line.detail else ''}"


def _event(row: Coming, host: str, now: datetime) -> Iterator[str]:
    if row.at is None:
        return
    key = row.key
    yield "BEGIN:VEVENT"
    yield f"UID:{key.uid}-{key.platform}-{key.account}-{key.slot}@{host}"
    yield f"DTSTAMP:{utc(now)}"
    yield f"DTSTART:{utc(row.at)}"
    yield f"DURATION:PT{_MINUTES}M"
    yield f"SUMMARY:{escaped(f'{key.account}: {row.title}')}"
    yield f"DESCRIPTION:{escaped(row.why)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"
