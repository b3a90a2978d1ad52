"""What Facebook is given now and shows later: its lists, its borders, when it shows a post.

https://developers.facebook.com/documentation/pages-api/posts.md: `published=false` with
`scheduled_publish_time`, between 10 minutes and 30 days from the request (read 2026-11-22). What waits:
https://developers.facebook.com/docs/graph-api/reference/page/scheduled_posts/ (read 2026-11-23).
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from bedside.platforms.base import Announcement, NotFound, Sent, Unknown
from bedside.platforms.meta_copies import Copy, Shelf, find_copy, find_id
from bedside.platforms.meta_wire import Graph

__all__ = ["AHEAD", "found_anywhere", "public_shelf", "waiting_shelf", "where_is"]

# Inside Meta's borders, by more than clocks differ and a request takes.
AHEAD = (timedelta(minutes=15), timedelta(days=29))
_FIELDS = "id,message,permalink_url,attachments{unshimmed_url}"


def public_shelf(page: str) -> Shelf:
    """Return the list of what everybody sees on the page."""
    return Shelf(path=f"{page}/published_posts", fields=_FIELDS, read=_copy)


def waiting_shelf(page: str) -> Shelf:
    """Return the list of what Facebook will show later."""
    fields = f"{_FIELDS},scheduled_publish_time"
    return Shelf(path=f"{page}/scheduled_posts", fields=fields, read=_copy)


def found_anywhere(
    announcement: Announcement, page: str, graph: Graph
) -> Sent | NotFound | Unknown:  # fmt: skip
    """Look for an announcement among what waits, then among what is public.

    In this order: what is shown while we look has left the first list and is in the second.
    """
    waiting = _with_time(find_copy(announcement, waiting_shelf(page), graph))
    is_answered = not isinstance(waiting, NotFound)
    return waiting if is_answered else find_copy(announcement, public_shelf(page), graph)


def where_is(sent: Sent, page: str, graph: Graph) -> Sent | NotFound | Unknown:
    """Look for a copy by its id, in the same order."""
    waiting = _with_time(find_id(sent.remote_id, waiting_shelf(page), graph))
    is_answered = not isinstance(waiting, NotFound)
    return waiting if is_answered else find_id(sent.remote_id, public_shelf(page), graph)


def _with_time(found: Sent | NotFound | Unknown) -> Sent | NotFound | Unknown:
    """Never take for public what is in the list of what waits."""
    if isinstance(found, Sent) and found.shows_at is None:
        return Unknown(reason="Facebook does not say when it shows the post that waits")
    return found


def _copy(row: dict[str, Any]) -> Copy:
    shown = (row.get("attachments") or {}).get("data") or []
    links = tuple(str(one["unshimmed_url"]) for one in shown if one.get("unshimmed_url"))
    return Copy(
        id=str(row.get("id") or ""), url=str(row.get("permalink_url") or ""),
        text=str(row.get("message") or ""), links=links,
        shows_at=_time(row.get("scheduled_publish_time")),
    )  # fmt: skip


def _time(value: Any) -> datetime | None:
    """Read seconds since 1970, as a number or in digits, or a date; a copy that waits has one."""
    if isinstance(value, int | float) or (isinstance(value, str) and value.isdigit()):
        return datetime.fromtimestamp(int(value), UTC)
    return datetime.fromisoformat(value).astimezone(UTC) if isinstance(value, str) else None
