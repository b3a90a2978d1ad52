"""MySpace: no way left to post; kept so that an old list of accounts still loads."""

from bedside.platforms.base import ShareText
from bedside.platforms.retirement import NO_ROOM, no_text
from bedside.post import Post
from bedside.practice import Account, Practice

__all__ = ["LABEL", "NAME", "RETIRED", "TEXT_LIMIT", "compose", "length"]

NAME = "myspace"
LABEL = "MySpace"
RETIRED = True
TEXT_LIMIT = NO_ROOM
# It lost what people had uploaded from 2003 to 2015, and no way to post by API was found.
# https://stereogum.com/?p=2036026 (read 2026-11-22)
REASON = "no longer takes posts"


def length(text: str) -> int:
    """Count characters."""
    return len(text)


def compose(_post: Post, _practice: Practice, _account: Account | None) -> ShareText:
    """Return no text and the reason."""
    return no_text(NAME, LABEL, REASON)
