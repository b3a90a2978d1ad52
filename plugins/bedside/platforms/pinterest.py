"""Pinterest pins: a title, a description and the link in fields of their own."""

from datetime import date

from bedside.platforms.base import Limit, ShareText
from bedside.platforms.template import Part, Template, fill
from bedside.post import Post
from bedside.practice import Account, Practice
from bedside.text import nfc

__all__ = ["LABEL", "NAME", "RETIRED", "TEXT_LIMIT", "compose", "length"]

NAME = "pinterest"
LABEL = "Pinterest"
RETIRED = False
TEXT_LIMIT = Limit(
    value=500, unit="characters", read=date(2026, 11, 21),
    source="https://github.com/pinterest/api-description (PinCreate allows 800; other tools stop at 500)",
)  # fmt: skip
TITLE_LIMIT = Limit(
    value=100, unit="characters", read=date(2026, 11, 21),
    source="https://github.com/pinterest/api-description (PinCreate)",
)  # fmt: skip


def length(text: str) -> int:
    """Count characters (Unicode code points) in normal form C."""
    return len(nfc(text))


TEMPLATE = Template(
    platform=NAME, limit=TEXT_LIMIT, length=length,
    parts=(Part.HOOK, Part.DISCLAIMER, Part.TAGS), title=TITLE_LIMIT,
    hashtags=4, link_beside=True,
)  # fmt: skip


def compose(post: Post, practice: Practice, account: Account | None) -> ShareText:
    """Return the wording for `post`; never over the limit."""
    return fill(TEMPLATE, post, practice, account)
