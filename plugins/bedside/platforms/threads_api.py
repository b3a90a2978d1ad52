"""Post to Threads: text with its link attached; a container first, then the post.

https://developers.facebook.com/documentation/threads/posts,
…/threads/retrieve-and-discover-posts/retrieve-posts, …/threads/posts/delete-posts.md and
https://developers.facebook.com/docs/threads/overview/ (read 2026-11-22). One call that does both
(`auto_publish_text`) is not used: a container's id is what tells a lost answer from a lost post.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bedside.platforms.base import (
    AccountHealth,
    Announcement,
    Deferred,
    NotFound,
    Outcome,
    Rejected,
    Sent,
    Session,
    Unknown,
)  # fmt: skip
from bedside.platforms.hosts import base_url
from bedside.platforms.meta_containers import Steps, publish_in_steps, what_became
from bedside.platforms.meta_copies import Copy, Shelf, find_copy, take_down
from bedside.platforms.meta_tokens import health_of, new_token
from bedside.platforms.meta_wire import Graph, open_graph
from bedside.platforms.renewal import NewSecret
from bedside.platforms.wire import Answer

__all__ = ["ThreadsPublisher"]

_VERSION = "v1.0"
_MARGIN = timedelta(days=30)
_SCOPES = ("threads_basic", "threads_content_publish", "threads_delete")
_FIELDS = "id,text,permalink,link_attachment_url,timestamp"


class ThreadsPublisher:
    """One profile. The secret is its access token, which says whose it is."""

    HOSTS: tuple[str, ...] = ("graph.threads.net", "graph.threads.com")
    NEEDS: tuple[str, ...] = ()
    CAN_BE_ASKED = True
    IS_IDEMPOTENT = False

    def publish(self, announcement: Announcement, session: Session, /) -> Outcome:
        """Prepare the text and its link, write that down, publish it."""
        text = announcement.text
        if text.length > text.limit.value:
            return Rejected(
                reason=f"the text has {text.length} of {text.limit.value} characters as Threads "
                "counts them: shorten `share.threads` and build again"
            )
        form = (
            ("media_type", "TEXT"), ("text", text.text),
            ("link_attachment", text.link or announcement.url),
        )  # fmt: skip
        graph = _graph(session)
        look = lambda: find_copy(announcement, _SHELF, graph)  # noqa: E731  a question kept for later
        return publish_in_steps(replace(_STEPS, form=form), announcement, graph, look)

    def find(self, announcement: Announcement, session: Session, /) -> Sent | NotFound | Unknown:
        """Ask for what was prepared, then read the profile's posts back."""
        graph = _graph(session)
        look = lambda: find_copy(announcement, _SHELF, graph)  # noqa: E731  a question kept for later
        return what_became(_STEPS, announcement, graph, look)

    def delete(self, sent: Sent, session: Session, /) -> Outcome:
        """Delete the post and see that it is gone; 100 a day are allowed."""
        return take_down(sent, _graph(session), _SHELF)

    def examine(self, session: Session, /) -> AccountHealth | Deferred:
        """Ask who the profile is, what its token may do, and how many posts are left today."""
        graph = _graph(session)
        health = health_of(graph, "me", "username", _SCOPES)
        if isinstance(health, Deferred) or health.problem:
            return health
        used = graph.read("me/threads_publishing_limit", fields="quota_usage,config")
        if not isinstance(used, Answer):
            return health
        count, total = (
            used.get("data", 0, "quota_usage"),
            used.get("data", 0, "config", "quota_total"),
        )
        return replace(health, notes=(*health.notes, f"{count} of {total} posts of 24 hours used"))

    def renewal_margin(self, session: Session, /) -> timedelta | None:
        """Half of a token's 60 days are left when it is renewed."""
        del session
        return _MARGIN

    def renew(self, session: Session, /) -> NewSecret | Deferred | Rejected:
        """Ask for the token of the next 60 days."""
        base = base_url(session.account, self.HOSTS)
        return new_token(_graph(session), base, "th_refresh_token")


def _graph(session: Session) -> Graph:
    return open_graph(session, ThreadsPublisher.HOSTS, "Threads", _VERSION)


def _copy(row: dict[str, Any]) -> Copy:
    link = row.get("link_attachment_url")
    return Copy(
        id=str(row.get("id") or ""), url=str(row.get("permalink") or ""),
        text=str(row.get("text") or ""), links=(str(link),) if link else (),
    )  # fmt: skip


_SHELF = Shelf(path="me/threads", fields=_FIELDS, read=_copy)
_STEPS = Steps(
    make="me/threads", publish="me/threads_publish", state="status", why="error_message", form=()
)
