"""Hootsuite: a person pastes one text into its composer, which sends it on to the practice's networks."""

from datetime import date

from bedside.platforms.base import Limit, ShareText
from bedside.platforms.template import Part, Template, fill
from bedside.post import Post
from bedside.practice import Account, Practice
from bedside.text import nfc

__all__ = ["LABEL", "NAME", "RETIRED", "TEXT_LIMIT", "compose", "length"]

NAME = "hootsuite"
LABEL = "Hootsuite"
RETIRED = False
TEXT_LIMIT = Limit(
    value=2000, unit="characters", read=date(2026, 11, 22),
    source="our own measure: each network behind it has its own limit, which its composer shows",
)  # fmt: skip


def length(text: str) -> int:
    """Count characters (Unicode code points) in normal form C."""
    return len(nfc(text))


TEMPLATE = Template(
    platform=NAME, limit=TEXT_LIMIT, length=length, account_may_raise=True,
    parts=(Part.HOOK, Part.LINK, Part.DISCLAIMER, Part.TAGS), hashtags=3,
)  # fmt: skip


def compose(post: Post, practice: Practice, account: Account | None) -> ShareText:
    """Return one text for the networks behind it."""
    return fill(TEMPLATE, post, practice, account)
