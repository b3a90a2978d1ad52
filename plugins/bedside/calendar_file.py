"""iCalendar files (RFC 5545), as calendars on phones and desks read them.

https://www.rfc-editor.org/rfc/rfc5545 (read 2026-11-22): lines end in CRLF and have at most 75
octets without it (3.1), text is escaped (3.3.11), times are in UTC (3.3.5, form 2), so that no
time zone needs to be described.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

__all__ = ["calendar_file", "escaped", "utc"]

_OCTETS = 75


def calendar_file(name: str, entries: Iterable[str], title: str = "") -> str:
    """Return a calendar of entries given line by line; `name` says what made it."""
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Bedside//{name}//EN",
        "CALSCALE:GREGORIAN",
    ]
    if title:
        head.append(f"X-WR-CALNAME:{title}")
    lines = (*head, *entries, "END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def utc(moment: datetime) -> str:
    """Return a moment as `20261205T140000Z`."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """Return a text as the value of a line."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return "".join(one for one in text if one.isprintable())


def _folded(line: str) -> Iterator[str]:
    """Yield the line in parts of at most 75 octets, the later ones behind a space; no letter is cut."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > _OCTETS:
            yield part
            part = " "
        part += letter
    yield part
