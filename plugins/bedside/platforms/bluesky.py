"""Bluesky: 300 graphemes and 3,000 bytes, links and tags as byte facets, the card sent along."""

from datetime import date

from bedside.platforms.base import Limit, ShareText
from bedside.platforms.counting import grapheme_count
from bedside.platforms.template import Part, Template, fill
from bedside.post import Post
from bedside.practice import Account, Practice
from bedside.text import nfc

__all__ = ["LABEL", "NAME", "RETIRED", "TEXT_LIMIT", "compose", "length"]

NAME = "bluesky"
LABEL = "Bluesky"
RETIRED = False
TEXT_LIMIT = Limit(
    value=300, unit="graphemes", read=date(2026, 11, 21),
    source="https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/post.json",
)  # fmt: skip
# The same lexicon's second limit, in UTF-8 bytes.
MAX_BYTES = 3000
# The server's grapheme tables differ from ours in a few scripts (Khmer); measured 2026-11-21.
SLACK = 5


def length(text: str) -> int:
    """Count grapheme clusters; a link counts in full unless its visible text is shorter."""
    return grapheme_count(nfc(text))


TEMPLATE = Template(
    platform=NAME, limit=TEXT_LIMIT, length=length,
    parts=(Part.HOOK, Part.DISCLAIMER, Part.LINK, Part.TAGS), hashtags=3,
    slack=SLACK, max_bytes=MAX_BYTES, link_may_shorten=True,
)  # fmt: skip


def compose(post: Post, practice: Practice, account: Account | None) -> ShareText:
    """Return the wording for `post`; never over the limit."""
    return fill(TEMPLATE, post, practice, account)
