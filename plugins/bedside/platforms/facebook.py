"""Facebook pages: long texts are allowed and folded away, so ours are short; the link makes the card."""

from datetime import date

from bedside.platforms.base import Limit, ShareText
from bedside.platforms.template import Part, Template, fill
from bedside.post import Post
from bedside.practice import Account, Practice
from bedside.text import nfc

__all__ = ["LABEL", "NAME", "RETIRED", "TEXT_LIMIT", "compose", "length"]

NAME = "facebook"
LABEL = "Facebook"
RETIRED = False
TEXT_LIMIT = Limit(
    value=63206, unit="characters", read=date(2026, 11, 21),
    source="https://github.com/gitroomhq/postiz-app (its constant; Meta states no number)",
)  # fmt: skip
# Our own measure: a page's text is folded behind `See more` long before the limit.
TARGET = 500


def length(text: str) -> int:
    """Count characters (Unicode code points) in normal form C."""
    return len(nfc(text))


TEMPLATE = Template(
    platform=NAME, limit=TEXT_LIMIT, length=length,
    parts=(Part.HOOK, Part.DISCLAIMER, Part.TAGS), hashtags=2,
    target=TARGET, link_beside=True,
)  # fmt: skip


def compose(post: Post, practice: Practice, account: Account | None) -> ShareText:
    """Return the wording for `post`; never over the limit."""
    return fill(TEMPLATE, post, practice, account)
