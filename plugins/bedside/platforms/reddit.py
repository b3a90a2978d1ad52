"""Reddit link posts: the title is what is read; the summary goes into the body, the link beside it."""

from datetime import date

from bedside.platforms.base import Limit, ShareText
from bedside.platforms.template import Part, Template, fill
from bedside.post import Post
from bedside.practice import Account, Practice
from bedside.text import nfc

__all__ = ["LABEL", "NAME", "RETIRED", "TEXT_LIMIT", "compose", "length"]

NAME = "reddit"
LABEL = "Reddit"
RETIRED = False
TEXT_LIMIT = Limit(
    value=10000, unit="characters", read=date(2026, 11, 21),
    source="https://github.com/gitroomhq/postiz-app (its constant, below Reddit's 40,000)",
)  # fmt: skip
TITLE_LIMIT = Limit(
    value=300, unit="characters", read=date(2026, 11, 21),
    source="https://www.reddit.com/dev/api/#POST_api_submit (300 not confirmed first hand)",
)  # fmt: skip


def length(text: str) -> int:
    """Count characters (Unicode code points) in normal form C."""
    return len(nfc(text))


TEMPLATE = Template(
    platform=NAME, limit=TEXT_LIMIT, length=length,
    parts=(Part.HOOK, Part.DISCLAIMER), title=TITLE_LIMIT, link_beside=True,
)  # fmt: skip


def compose(post: Post, practice: Practice, account: Account | None) -> ShareText:
    """Return the wording for `post`; never over the limit."""
    return fill(TEMPLATE, post, practice, account)
