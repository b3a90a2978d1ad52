"""Instagram captions: no link works there, so the text says where it is; five hashtags at the most."""

from datetime import date

from bedside.platforms.base import Limit, ShareText
from bedside.platforms.template import Part, Template, fill
from bedside.post import Post
from bedside.practice import Account, Practice
from bedside.text import nfc

__all__ = ["LABEL", "NAME", "RETIRED", "TEXT_LIMIT", "compose", "length"]

NAME = "instagram"
LABEL = "Instagram"
RETIRED = False
TEXT_LIMIT = Limit(
    value=2200, unit="characters", read=date(2026, 11, 21),
    source="https://developers.facebook.com/docs/instagram-platform/content-publishing",
)  # fmt: skip
# Meta's reference says 30, a large aggregator's documentation of 2026 says 5: 5 passes both.
# https://www.ayrshare.com/docs/apis/post/social-networks/instagram (read 2026-11-21)
MAX_HASHTAGS = 5


def length(text: str) -> int:
    """Count characters (Unicode code points) in normal form C."""
    return len(nfc(text))


TEMPLATE = Template(
    platform=NAME, limit=TEXT_LIMIT, length=length,
    parts=(Part.TITLE, Part.HOOK, Part.DISCLAIMER, Part.BIO, Part.TAGS),
    hashtags=MAX_HASHTAGS, max_hashtags=MAX_HASHTAGS,
)  # fmt: skip


def compose(post: Post, practice: Practice, account: Account | None) -> ShareText:
    """Return the wording for `post`; never over the limit."""
    return fill(TEMPLATE, post, practice, account)
