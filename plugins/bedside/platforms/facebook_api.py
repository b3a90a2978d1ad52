"""Post to a Facebook page: the page is read in by Facebook first, so that the link has its picture.

https://developers.facebook.com/documentation/pages-api/posts.md (read 2026-11-22) and the parameters of
Graph v26.0 in facebook-business 26.0.3 on PyPI: `create_feed`, `create_photo`, `get_published_posts`.
"""

import time
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
from bedside.platforms.meta_copies import Copy, Shelf, find_copy, is_id, permalink, take_down
from bedside.platforms.meta_errors import is_duplicate
from bedside.platforms.meta_tokens import health_of
from bedside.platforms.meta_wire import GRAPH_VERSION, Graph, open_graph
from bedside.platforms.wire import Answer, Failure

__all__ = ["FacebookPublisher"]

_TRIES = 3  # to see the page's picture: Facebook reads a new page in seconds
_WAIT = 2.0  # seconds between two tries
# https://developers.facebook.com/documentation/pages-api/posts.md (read 2026-11-22) names more, for
# answering and videos, which nothing here does.
_SCOPES = ("pages_manage_posts", "pages_read_engagement")


class FacebookPublisher:
    """One page. `target` is its id; the secret is the page's access token."""

    HOSTS: tuple[str, ...] = ("graph.facebook.com",)
    NEEDS: tuple[str, ...] = ("target",)
    CAN_BE_ASKED = True
    IS_IDEMPOTENT = False

    def publish(self, announcement: Announcement, session: Session, /) -> Outcome:
        """Have the page read in, then post its link; where no picture shows, post the card itself."""
        graph = _graph(session)
        has_picture = _read_in(announcement, graph)
        if isinstance(has_picture, Deferred):
            return has_picture
        page, words = session.account.target, announcement.text.text
        if has_picture or not announcement.card_url:
            answer = graph.post(f"{page}/feed", message=words, link=announcement.url)
        else:
            answer = graph.post(
                f"{page}/photos", url=announcement.card_url,
                caption=f"{words}\n\n{announcement.url}".strip(),
                alt_text_custom=announcement.card_alt,
            )  # fmt: skip
        if isinstance(answer, Answer) and is_duplicate(answer):
            return self._posted_before(announcement, session, answer)
        return _posted(graph.good(answer), graph)

    def find(self, announcement: Announcement, session: Session, /) -> Sent | NotFound | Unknown:
        """Read the page's published posts back."""
        return find_copy(announcement, _shelf(session), _graph(session))

    def delete(self, sent: Sent, session: Session, /) -> Outcome:
        """Delete the post and see that the page has it no more."""
        return take_down(sent, _shelf(session), _graph(session))

    def update(self, sent: Sent, announcement: Announcement, session: Session, /) -> Outcome:
        """Change the words; the link and its picture stay. Facebook lets only the app that posted do it."""
        graph = _graph(session)
        if not is_id(sent.remote_id):
            return Rejected(reason="only the copy's address is known here: change it by hand")
        answer = graph.good(graph.post(sent.remote_id, message=announcement.text.text))
        if not isinstance(answer, Answer):
            return answer
        if answer.get("success") is not True:
            return Unknown(reason="Facebook did not say that the post was changed: look at it")
        return sent

    def examine(self, session: Session, /) -> AccountHealth | Deferred:
        """Ask which page this is and what its token may do."""
        return health_of(_graph(session), session.account.target, "name", _SCOPES)

    def _posted_before(
        self, announcement: Announcement, session: Session, answer: Answer
    ) -> Outcome:
        """Facebook says that this was posted: then it is there, or it is refused for good."""
        found = self.find(announcement, session)
        if not isinstance(found, NotFound):
            return found
        said = _graph(session).good(answer)
        words = "Facebook takes it for a repeat" if isinstance(said, Answer) else said.reason
        return Rejected(reason=f"{words}: it is not on the page: change its words")


def _graph(session: Session) -> Graph:
    return open_graph(session, FacebookPublisher.HOSTS, "Facebook", GRAPH_VERSION)


def _read_in(announcement: Announcement, graph: Graph) -> bool | Deferred:
    """Let Facebook read the page and say whether it found a picture; nothing is posted by it.

    Where Facebook will not read it in, it does so once more when the link is posted.
    """
    for left in reversed(range(_TRIES)):
        answer = graph.good(graph.post("", id=announcement.url, scrape="true"))
        if isinstance(answer, Deferred | Unknown):
            return Deferred(reason=f"the page was not read in: {answer.reason}")
        if isinstance(answer, Rejected) or answer.get("image"):
            return True
        if left:
            time.sleep(_WAIT)
    return False


def _posted(answer: Answer | Failure, graph: Graph) -> Outcome:
    if not isinstance(answer, Answer):
        return answer
    made = answer.string("post_id") or answer.string("id")
    if not made:
        return Unknown(reason=f"Facebook: HTTP {answer.status} without the id of a post")
    return Sent(remote_id=made, url=permalink(made, "permalink_url", graph))


def _shelf(session: Session) -> Shelf:
    fields = "id,message,permalink_url,attachments{unshimmed_url}"
    return Shelf(path=f"{session.account.target}/published_posts", fields=fields, read=_copy)


def _copy(row: dict[str, Any]) -> Copy:
    shown = (row.get("attachments") or {}).get("data") or []
    links = tuple(str(one["unshimmed_url"]) for one in shown if one.get("unshimmed_url"))
    return Copy(
        id=str(row.get("id") or ""), url=str(row.get("permalink_url") or ""),
        text=str(row.get("message") or ""), links=links,
    )  # fmt: skip
