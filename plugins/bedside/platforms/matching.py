"""Recognise our own copy among an account's posts: the same page, and for a repeat the same words."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import urlsplit

from bedside.platforms.base import Announcement
from bedside.text import nfc
from bedside.uid import mint_time

__all__ = ["earliest", "is_copy", "page_of", "same_words"]

_FIRST = "announce"  # the slot of a post's first announcement


def is_copy(
    announcement: Announcement, remote_id: str, links: Iterable[str], words: str
) -> bool:  # fmt: skip
    """Tell whether a post with this id, these links and words is a copy of `announcement`.

    Repeats of one page have the same link, so each is known by its words as well, and none is one
    that the ledger knows as another announcement's.
    """
    pages = {page_of(url) for url in announcement.addresses}
    if remote_id in announcement.other_copies or pages.isdisjoint(map(page_of, links)):
        return False
    return announcement.slot == _FIRST or same_words(announcement.text.text, words)


def earliest(announcement: Announcement) -> datetime:
    """Return a time before any copy can have been made: an article's date may be changed later.

    A day before both, since the network's clock is not ours.
    """
    return min(mint_time(announcement.uid), announcement.published) - timedelta(days=1)


def same_words(one: str, other: str) -> bool:
    """Compare texts but for white space and the entities of HTML, which networks change."""
    return nfc(unescape(one)).split() == nfc(unescape(other)).split()


def page_of(url: str) -> tuple[str, str, str]:
    """Return host, path and query: scheme, last slash and campaign tags make no other page."""
    parts = urlsplit(unescape(url).strip())
    query = "&".join(one for one in parts.query.split("&") if not one.startswith("utm_"))
    return parts.netloc.lower(), parts.path.rstrip("/"), query
