"""Post to a Facebook page: the page is read in by Facebook first, so that the link has its picture.

https://developers.facebook.com/documentation/pages-api/posts.md (read 2026-11-22) and the parameters of
Graph v26.0 in facebook-business 26.0.3 on PyPI: `create_feed`, `create_photo`, `get_published_posts`.
"""

import time
from dataclasses import replace
from datetime import datetime

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
from bedside.platforms.facebook_ahead import (
    AHEAD,
    found_anywhere,
    public_shelf,
    waiting_shelf,
    where_is,
)
from bedside.platforms.meta_copies import find_copy, is_id, permalink, take_down
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
    AHEAD = AHEAD

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
        """Read the page's posts back; where posts are handed over ahead, also those that wait."""
        page, graph = session.account.target, _graph(session)
        if announcement.is_ahead or session.account.schedule_ahead:
            return found_anywhere(announcement, page, graph)
        return find_copy(announcement, public_shelf(page), graph)

    def hand_over(self, announcement: Announcement, at: datetime, session: Session, /) -> Outcome:
        """Have the page read in and give its link to Facebook, to be shown at `at`.

        Only with a picture: a photograph would wait under an id of its own.
        """
        graph = _graph(session)
        has_picture = _read_in(announcement, graph)
        if isinstance(has_picture, Deferred):
            return has_picture
        if not has_picture and announcement.card_url:
            return Deferred(reason="Facebook finds no picture on the page yet", until=at)
        answer = graph.post(
            f"{session.account.target}/feed", message=announcement.text.text,
            link=announcement.url, published="false",
            scheduled_publish_time=str(int(at.timestamp())),
        )  # fmt: skip
        if isinstance(answer, Answer) and is_duplicate(answer):
            return self._posted_before(announcement, session, answer)
        made = _posted(graph.good(answer), graph)
        return replace(made, shows_at=at) if isinstance(made, Sent) else made

    def where(self, sent: Sent, session: Session, /) -> Sent | NotFound | Unknown:
        """Say whether a copy still waits, is public, or is not there."""
        return where_is(sent, session.account.target, _graph(session))

    def delete(self, sent: Sent, session: Session, /) -> Outcome:
        """Delete the post and see that the page has it no more, waiting or public."""
        page = session.account.target
        is_ahead = sent.shows_at is not None or session.account.schedule_ahead
        waiting = (waiting_shelf(page),) if is_ahead else ()
        return take_down(sent, _graph(session), *waiting, public_shelf(page))

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
