"""SlideShare: a person uploads the handout or slides; this is the title and description beside them."""

from datetime import date

from bedside.platforms.base import Limit, ShareText
from bedside.platforms.template import Part, Template, fill
from bedside.post import Post
from bedside.practice import Account, Practice
from bedside.text import nfc

__all__ = ["LABEL", "NAME", "RETIRED", "TEXT_LIMIT", "compose", "length"]

NAME = "slideshare"
LABEL = "SlideShare"
RETIRED = False
TEXT_LIMIT = Limit(
    value=3000, unit="characters", read=date(2026, 11, 22),
    source="our own measure: SlideShare documents no limit and has had no usable API since 2011",
)  # fmt: skip
TITLE_LIMIT = Limit(
    value=150, unit="characters", read=date(2026, 11, 22), source="our own measure, as above"
)


def length(text: str) -> int:
    """Count characters (Unicode code points) in normal form C."""
    return len(nfc(text))


TEMPLATE = Template(
    platform=NAME, limit=TEXT_LIMIT, length=length, title=TITLE_LIMIT,
    parts=(Part.HOOK, Part.LINK, Part.DISCLAIMER, Part.TAGS), hashtags=3,
)  # fmt: skip


def compose(post: Post, practice: Practice, account: Account | None) -> ShareText:
    """Return a presentation's title and description."""
    return fill(TEMPLATE, post, practice, account)
