"""Threads: 500 characters, an emoji counts its UTF-8 bytes, the link is attached and not counted."""

from datetime import date

from bedside.platforms.base import Limit, ShareText
from bedside.platforms.counting import EMOJI, utf8_bytes
from bedside.platforms.template import Part, Template, fill
from bedside.post import Post
from bedside.practice import Account, Practice
from bedside.text import nfc

__all__ = ["LABEL", "NAME", "RETIRED", "TEXT_LIMIT", "compose", "length"]

NAME = "threads"
LABEL = "Threads"
RETIRED = False
TEXT_LIMIT = Limit(
    value=500, unit="characters", read=date(2026, 11, 21),
    source="https://developers.facebook.com/docs/threads/posts",
)  # fmt: skip


def length(text: str) -> int:
    """Count code points, but an emoji as the number of its UTF-8 bytes (a family of three is 18)."""
    text = nfc(text)
    return len(text) + sum(utf8_bytes(one) - len(one) for one in EMOJI.findall(text))


TEMPLATE = Template(
    platform=NAME, limit=TEXT_LIMIT, length=length,
    # A post carries one topic tag. https://developers.facebook.com/docs/threads/posts (2026-11-21)
    parts=(Part.HOOK, Part.DISCLAIMER, Part.TAGS), hashtags=1, link_beside=True,
)  # fmt: skip


def compose(post: Post, practice: Practice, account: Account | None) -> ShareText:
    """Return the wording for `post`; never over the limit."""
    return fill(TEMPLATE, post, practice, account)
