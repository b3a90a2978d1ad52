"""A webhook of the practice's own: everything in full, because a machine reads it, not a network."""

from datetime import date

from bedside.platforms.base import Limit, ShareText
from bedside.platforms.template import Part, Template, fill
from bedside.post import Post
from bedside.practice import Account, Practice
from bedside.text import nfc

__all__ = ["LABEL", "NAME", "RETIRED", "TEXT_LIMIT", "compose", "length"]

NAME = "webhook"
LABEL = "Webhook"
RETIRED = False
TEXT_LIMIT = Limit(
    value=100_000, unit="characters", read=date(2026, 11, 21),
    source="our own bound: a receiver may take any length",
)  # fmt: skip


def length(text: str) -> int:
    """Count characters (Unicode code points) in normal form C."""
    return len(nfc(text))


TEMPLATE = Template(
    platform=NAME, limit=TEXT_LIMIT, length=length,
    parts=(Part.TITLE, Part.HOOK, Part.DISCLAIMER), link_beside=True, account_may_raise=True,
)  # fmt: skip


def compose(post: Post, practice: Practice, account: Account | None) -> ShareText:
    """Return title, summary and disclaimer; the receiver gets the link beside them."""
    return fill(TEMPLATE, post, practice, account)
