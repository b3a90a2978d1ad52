"""The calendar file of an event: what a reader's own calendar takes over."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from bedside.calendar_file import calendar_file, escaped, utc
from bedside.post import Post
from bedside.practice import Practice

__all__ = ["EVENT_FILE", "event_file"]

EVENT_FILE = "event.ics"  # beside the event's page


def event_file(post: Post, practice: Practice) -> str:
    """Return the file of a post that has an event: the same bytes until the post changes."""
    return calendar_file("Event", _entry(post, practice))


def _entry(post: Post, practice: Practice) -> Iterator[str]:
    event = post.event
    assert event is not None
    office = practice.location(post.location)
    yield "BEGIN:VEVENT"
    host = urlsplit(practice.practice.url).hostname or ""
    # The practice's own domain: with `www.` before it, it would read as somebody's address.
    yield f"UID:{post.uid}@{host.removeprefix('www.')}"
    yield f"DTSTAMP:{utc(post.modified)}"
    yield f"DTSTART:{utc(event.starts)}"
    yield f"DTEND:{utc(event.ends)}"
    yield f"SUMMARY:{escaped(post.title)}"
    if event.place or office:
        address = f"{practice.practice.name}, {office.address}" if office else ""
        yield f"LOCATION:{escaped(event.place or address)}"
    if post.summary:
        yield f"DESCRIPTION:{escaped(post.summary)}"
    yield f"URL:{post.url}"
    yield "END:VEVENT"
