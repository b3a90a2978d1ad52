"""Google+: closed to everyone in April 2019; kept so that an old list of accounts still loads."""

from bedside.platforms.base import ShareText
from bedside.platforms.retirement import NO_ROOM, no_text
from bedside.post import Post
from bedside.practice import Account, Practice

__all__ = ["LABEL", "NAME", "RETIRED", "TEXT_LIMIT", "compose", "length"]

NAME = "googleplus"
LABEL = "Google+"
RETIRED = True
TEXT_LIMIT = NO_ROOM
# https://www.silicon.co.uk/e-marketing/socialmedia/google-plus-shutdown-within-days-241047
# (read 2026-11-22)
REASON = "closed in April 2019"


def length(text: str) -> int:
    """Count characters."""
    return len(text)


def compose(_post: Post, _practice: Practice, _account: Account | None) -> ShareText:
    """Return no text and the reason."""
    return no_text(NAME, LABEL, REASON)
