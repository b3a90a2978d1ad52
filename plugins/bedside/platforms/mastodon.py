"""Mastodon and servers that speak its API: 500 characters unless the server says otherwise, a link counts 23."""

from datetime import date

import regex

from bedside.platforms.base import Limit, ShareText
from bedside.platforms.counting import LINK
from bedside.platforms.template import Part, Template, fill
from bedside.post import Post
from bedside.practice import Account, Practice
from bedside.text import nfc

__all__ = ["LABEL", "NAME", "RETIRED", "TEXT_LIMIT", "compose", "length"]

NAME = "mastodon"
LABEL = "Mastodon"
RETIRED = False
TEXT_LIMIT = Limit(
    value=500, unit="characters", read=date(2026, 11, 21),
    source="https://docs.joinmastodon.org/entities/Instance/",
)  # fmt: skip
# `characters_reserved_per_url`, https://docs.joinmastodon.org/entities/Instance/ (read 2026-11-21).
# Servers ask for a known top-level domain too; any of two letters or more is taken for one here.
URL_LENGTH = 23
# Of `@name@server` only `@name` counts. https://docs.joinmastodon.org/user/posting/ (2026-11-21)
_MENTION = regex.compile(r"(?<![\p{L}\p{N}_/])@([A-Za-z0-9_]+)@[\p{L}\p{N}.-]+[\p{L}\p{N}]")


def length(text: str) -> int:
    """Count code points, links as 23, mentions without their server.

    Mastodon itself counts grapheme clusters, other servers code points: the larger number holds
    on both.
    """
    return len(_MENTION.sub(r"@\1", LINK.sub("x" * URL_LENGTH, nfc(text))))


TEMPLATE = Template(
    platform=NAME, limit=TEXT_LIMIT, length=length,
    parts=(Part.TITLE, Part.HOOK, Part.DISCLAIMER, Part.LINK, Part.TAGS), hashtags=4,
    account_may_raise=True,
)  # fmt: skip


def compose(post: Post, practice: Practice, account: Account | None) -> ShareText:
    """Return the wording for `post`; never over the limit."""
    return fill(TEMPLATE, post, practice, account)
