"""LinkedIn pages: 3,000 characters as readers see them; escaping its `little` markup belongs to sending."""

from datetime import date

from bedside.platforms.base import Limit, ShareText
from bedside.platforms.template import Part, Template, fill
from bedside.post import Post
from bedside.practice import Account, Practice
from bedside.text import nfc

__all__ = ["LABEL", "NAME", "RETIRED", "TEXT_LIMIT", "compose", "length"]

NAME = "linkedin"
LABEL = "LinkedIn"
RETIRED = False
TEXT_LIMIT = Limit(
    value=3000, unit="characters", read=date(2026, 11, 21),
    source="https://learn.microsoft.com/linkedin/marketing/community-management/shares/posts-api",
)  # fmt: skip
# Our own measure: the feed folds a text after a few lines.
TARGET = 700


def length(text: str) -> int:
    """Count characters (Unicode code points) in normal form C."""
    return len(nfc(text))


TEMPLATE = Template(
    platform=NAME, limit=TEXT_LIMIT, length=length,
    parts=(Part.TITLE, Part.HOOK, Part.DISCLAIMER, Part.TAGS), hashtags=3,
    target=TARGET, link_beside=True,
)  # fmt: skip


def compose(post: Post, practice: Practice, account: Account | None) -> ShareText:
    """Return the wording for `post`; never over the limit."""
    return fill(TEMPLATE, post, practice, account)
