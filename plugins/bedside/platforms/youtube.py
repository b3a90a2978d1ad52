"""YouTube: the title and description of a video; angle brackets are refused, bytes are counted."""

from dataclasses import replace
from datetime import date

from bedside.platforms.base import Limit, ShareText
from bedside.platforms.counting import utf8_bytes
from bedside.platforms.template import Part, Template, fill
from bedside.post import Post
from bedside.practice import Account, Practice
from bedside.text import nfc

__all__ = ["LABEL", "NAME", "RETIRED", "TEXT_LIMIT", "compose", "length"]

NAME = "youtube"
LABEL = "YouTube"
RETIRED = False
TEXT_LIMIT = Limit(
    value=5000, unit="bytes", read=date(2026, 11, 22),
    source="https://developers.google.com/youtube/v3/docs/videos#snippet.description",
)  # fmt: skip
TITLE_LIMIT = Limit(
    value=100, unit="characters", read=date(2026, 11, 22),
    source="https://developers.google.com/youtube/v3/docs/videos#snippet.title",
)  # fmt: skip
# The same page: every UTF-8 character except < and >. These look like them and pass.
BRACKETS = str.maketrans("<>", "‹›")


def length(text: str) -> int:
    """Count UTF-8 bytes."""
    return utf8_bytes(nfc(text))


TEMPLATE = Template(
    platform=NAME, limit=TEXT_LIMIT, length=length, title=TITLE_LIMIT,
    parts=(Part.HOOK, Part.LINK, Part.DISCLAIMER, Part.TAGS), hashtags=3,
)  # fmt: skip


def compose(post: Post, practice: Practice, account: Account | None) -> ShareText:
    """Return the video's title and description."""
    clean = replace(
        post, title=post.title.translate(BRACKETS), summary=post.summary.translate(BRACKETS),
        share_disclaimer=post.share_disclaimer.translate(BRACKETS),
        share={name: words.translate(BRACKETS) for name, words in post.share.items()},
    )  # fmt: skip
    return fill(TEMPLATE, clean, practice, account)
