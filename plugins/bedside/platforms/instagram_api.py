"""Post a picture to Instagram: JPEG, upright, with its caption; a container first, then the post.

https://developers.facebook.com/docs/instagram-platform/content-publishing (read 2026-11-22) and the
parameters of Graph v26.0 in facebook-business 26.0.3 on PyPI: `create_media`, `create_media_publish`.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from bedside.files import sha256_file
from bedside.platforms.base import (
    AccountHealth,
    Announcement,
    Deferred,
    NotFound,
    Outcome,
    Picture,
    Rejected,
    Sent,
    Session,
    Unknown,
)  # fmt: skip
from bedside.platforms.hosts import base_url
from bedside.platforms.meta_containers import Steps, publish_in_steps, what_became
from bedside.platforms.meta_copies import Copy, Shelf, find_copy, take_down
from bedside.platforms.meta_tokens import health_of, new_token
from bedside.platforms.meta_wire import GRAPH_VERSION, Graph, open_graph
from bedside.platforms.renewal import NewSecret
from bedside.platforms.wire import Answer

__all__ = ["InstagramPublisher"]

_OWN_LOGIN = "graph.instagram.com"  # with Instagram's login; the other host is with Facebook's
# JPEG alone and less than 8 MiB, as Meta's errors say; the sizes are a third party's words.
# https://developers.facebook.com/documentation/instagram-platform/instagram-graph-api/reference/error-codes
# https://www.ayrshare.com/docs/media-guidelines/instagram.md (both read 2026-11-22)
_PICTURE_BYTES = 8_000_000
_JPEG = b"\xff\xd8\xff"
_WIDTH = (320, 1440)
_RATIO = (0.8, 1.91)

_MARGIN = timedelta(days=30)
# With Facebook's login. https://developers.facebook.com/docs/instagram-platform/content-publishing and
# facebook-business 26.0.3 (read 2026-11-22); the last is for deleting alone.
_SCOPES = (
    "instagram_basic", "instagram_content_publish", "pages_read_engagement",
    "instagram_manage_contents",
)  # fmt: skip


class InstagramPublisher:
    """One professional account. `target` is its id; the secret is an access token of it."""

    HOSTS: tuple[str, ...] = (_OWN_LOGIN, "graph.facebook.com")
    NEEDS: tuple[str, ...] = ("target",)
    CAN_BE_ASKED = True
    IS_IDEMPOTENT = False

    def publish(self, announcement: Announcement, session: Session, /) -> Outcome:
        """Prepare the picture and its caption, write that down, publish it."""
        graph = _graph(session)
        steps = _steps(announcement, session)
        if isinstance(steps, Rejected):
            return steps
        look = lambda: find_copy(announcement, _shelf(session), graph)  # noqa: E731  a question kept for later
        return publish_in_steps(steps, announcement, graph, look)

    def find(self, announcement: Announcement, session: Session, /) -> Sent | NotFound | Unknown:
        """Ask for what was prepared, then read the account's captions back."""
        graph = _graph(session)
        look = lambda: find_copy(announcement, _shelf(session), graph)  # noqa: E731  a question kept for later
        return what_became(_named(session, ()), announcement, graph, look)

    def delete(self, sent: Sent, session: Session, /) -> Outcome:
        """Delete the post where the login allows it, and see that it is gone."""
        graph = _graph(session)
        if _is_own_login(graph):
            return Rejected(
                reason="Instagram lets programs delete only with Facebook's login "
                "(permission instagram_manage_contents): delete the post by hand"
            )
        return take_down(sent, graph, _shelf(session))

    def examine(self, session: Session, /) -> AccountHealth | Deferred:
        """Ask who the account is, what its token may do, and how many posts are left today."""
        graph = _graph(session)
        # With Instagram's own login no call is documented that tells a token's permissions and end.
        health = health_of(
            graph, session.account.target, "username", _SCOPES, asks_token=not _is_own_login(graph)
        )
        if isinstance(health, Deferred) or health.problem:
            return health
        used = graph.read(
            f"{session.account.target}/content_publishing_limit", fields="config,quota_usage"
        )
        if not isinstance(used, Answer):
            return health
        count, total = (
            used.get("data", 0, "quota_usage"),
            used.get("data", 0, "config", "quota_total"),
        )
        return replace(health, notes=(*health.notes, f"{count} of {total} posts of 24 hours used"))

    def renewal_margin(self, session: Session, /) -> timedelta | None:
        """Half of a token's 60 days are left when it is renewed; with Facebook's login none is."""
        return _MARGIN if _is_own_login(_graph(session)) else None

    def renew(self, session: Session, /) -> NewSecret | Deferred | Rejected:
        """Ask for the token of the next 60 days."""
        base = base_url(session.account, self.HOSTS)
        return new_token(_graph(session), base, "ig_refresh_token")


def _graph(session: Session) -> Graph:
    return open_graph(session, InstagramPublisher.HOSTS, "Instagram", GRAPH_VERSION)


def _is_own_login(graph: Graph) -> bool:
    return urlsplit(graph.base).hostname == _OWN_LOGIN


def _steps(announcement: Announcement, session: Session) -> Steps | Rejected:
    """Return what is prepared, or why the post cannot be there."""
    text, picture = announcement.text, announcement.pictures.get("portrait")
    if text.length > text.limit.value:
        return Rejected(
            reason=f"the caption has {text.length} of {text.limit.value} characters: shorten "
            "`share.instagram` and build again"
        )
    if picture is None:
        return Rejected(
            reason="Instagram needs an upright picture (1080 × 1350, JPEG), and the build made none "
            "for this post: give the post a card and build again"
        )
    if problem := _picture_problem(picture):
        return Rejected(reason=f"{picture.file.name}: {problem}")
    form = [("image_url", picture.url), ("caption", text.text)]
    if picture.alt:
        form.append(("alt_text", picture.alt))
    return _named(session, tuple(form))


def _named(session: Session, form: tuple[tuple[str, str], ...]) -> Steps:
    me = session.account.target
    return Steps(
        make=f"{me}/media", publish=f"{me}/media_publish", state="status_code", why="status",
        form=form,
    )  # fmt: skip


def _picture_problem(picture: Picture) -> str:
    """Return why Instagram would refuse a picture, or nothing."""
    if not picture.file.is_file() or sha256_file(picture.file) != picture.sha256:
        return "is not the picture that was built: build and deploy again"
    data = picture.file.read_bytes()
    width, height = picture.size
    if not data.startswith(_JPEG):
        return "Instagram takes JPEG alone: build again"
    if len(data) > _PICTURE_BYTES:
        return f"has {len(data):,} bytes, Instagram takes {_PICTURE_BYTES:,}"
    if not _WIDTH[0] <= width <= _WIDTH[1] or not _RATIO[0] <= width / height <= _RATIO[1]:
        return f"is {width} × {height}, Instagram takes 4:5 to 1.91:1 and up to {_WIDTH[1]} wide"
    return ""


def _shelf(session: Session) -> Shelf:
    path = f"{session.account.target}/media"
    return Shelf(path=path, fields="id,caption,permalink,timestamp", read=_copy)


def _copy(row: dict[str, Any]) -> Copy:
    return Copy(
        id=str(row.get("id") or ""), url=str(row.get("permalink") or ""),
        text=str(row.get("caption") or ""),
    )  # fmt: skip
