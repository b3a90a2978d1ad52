"""Our copies on an account of Meta's: read back page by page, recognised, taken down."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from bedside.platforms.base import Announcement, NotFound, Outcome, Rejected, Sent, Unknown
from bedside.platforms.matching import is_copy, same_words
from bedside.platforms.meta_errors import is_missing
from bedside.platforms.meta_wire import Graph
from bedside.platforms.wire import Answer, Failure

__all__ = ["Copy", "Shelf", "find_copy", "find_id", "is_id", "permalink", "take_down"]

_PAGES = 20  # of 50 posts: a thousand are read before a look-up gives up
_ID = re.compile(r"\d+(?:_\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One post on an account, as the network shows it."""

    id: str
    url: str
    text: str
    links: tuple[str, ...] = ()
    shows_at: datetime | None = None  # of one that waits

    @property
    def sent(self) -> Sent:
        """Return where it is."""
        says = self.text if self.shows_at else ""
        return Sent(remote_id=self.id, url=self.url, shows_at=self.shows_at, says=says)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Where a network lists an account's posts, and how it writes one down."""

    path: str
    fields: str
    read: Callable[[dict[str, Any]], Copy]


Page: TypeAlias = tuple[Copy, ...]


def find_copy(announcement: Announcement, shelf: Shelf, graph: Graph) -> Sent | NotFound | Unknown:
    """Look for an announcement among an account's posts; NotFound only when all were read."""
    return _first(shelf, graph, lambda copy: _is_ours(copy, announcement))


def find_id(remote_id: str, shelf: Shelf, graph: Graph) -> Sent | NotFound | Unknown:
    """Look for a post by its id; NotFound only when all were read."""
    return _first(shelf, graph, lambda copy: copy.id == remote_id)


def take_down(sent: Sent, graph: Graph, *shelves: Shelf) -> Outcome:
    """Delete a post and see that none of the account's lists has it any more.

    One that was gone already answers like one that the token may not see: the list tells.
    """
    if not is_id(sent.remote_id):
        return Rejected(reason="only the copy's address is known here: delete it by hand")
    answer = graph.delete(sent.remote_id)
    is_gone = isinstance(answer, Answer) and is_missing(answer)
    good = graph.good(answer)
    if not isinstance(good, Answer) and not is_gone:
        return good
    for shelf in shelves:
        found = find_id(sent.remote_id, shelf, graph)
        if isinstance(found, Unknown):
            return Unknown(reason=f"deleted, but {found.reason}")
        if isinstance(found, Sent):
            return Unknown(reason=f"{graph.label} still has the post: delete it by hand")
    return sent


def is_id(remote_id: str) -> bool:
    """Tell whether this is an id of Meta's; of a copy that a person named, the address is known."""
    return bool(_ID.fullmatch(remote_id))


def permalink(remote_id: str, field: str, graph: Graph) -> str:
    """Return a post's public address, or nothing: that it is there is known without it."""
    answer = graph.read(remote_id, fields=field)
    return answer.string(field) if isinstance(answer, Answer) else ""


def _first(
    shelf: Shelf, graph: Graph, is_it: Callable[[Copy], bool]
) -> Sent | NotFound | Unknown:  # fmt: skip
    for page in _pages(shelf, graph):
        if not isinstance(page, tuple):
            return Unknown(reason=f"looking failed: {page.reason}")
        if found := next(filter(is_it, page), None):
            return found.sent
    return NotFound()


def _pages(shelf: Shelf, graph: Graph) -> Iterator[Page | Failure]:
    """Yield the posts page by page; the last is a Failure when not all could be read."""
    query = {"fields": shelf.fields, "limit": "50"}
    for _ in range(_PAGES):
        answer = graph.read(shelf.path, **query)
        if not isinstance(answer, Answer):
            yield answer
            return
        rows = answer.get("data")
        if not isinstance(rows, list):
            yield Unknown(reason="the account's posts could not be read back")
            return
        yield tuple(shelf.read(row) for row in rows if isinstance(row, dict))
        after = answer.string("paging", "cursors", "after")
        if not answer.get("paging", "next"):
            return
        if not after or after == query.get("after"):  # an empty page may have a next one
            yield Unknown(reason="the account's posts could not be read to the end")
            return
        query["after"] = after
    yield Unknown(reason=f"the account has more posts than the {_PAGES * 50} that were read")


def _is_ours(copy: Copy, announcement: Announcement) -> bool:
    """Recognise by the link; where the network shows none, by the words."""
    words = announcement.text.text
    if not copy.links and words.strip():
        return copy.id not in announcement.other_copies and same_words(words, copy.text)
    # A picture's post has the address as its last word instead of a link.
    head, _, last = copy.text.rpartition("\n")
    links = (*copy.links, last) if last.startswith("http") else copy.links
    shown = head if last.startswith("http") else copy.text
    return is_copy(announcement, copy.id, links, shown)
