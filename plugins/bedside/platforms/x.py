"""X: 280 weighted characters, a link 23, an emoji sequence 2 (twitter-text, configuration 3)."""

from datetime import date

import regex

from bedside.platforms.base import Limit, ShareText
from bedside.platforms.counting import BARE_DOMAIN, EMOJI
from bedside.platforms.template import Part, Template, fill
from bedside.post import Post
from bedside.practice import Account, Practice
from bedside.text import nfc

__all__ = ["LABEL", "NAME", "RETIRED", "TEXT_LIMIT", "compose", "length"]

NAME = "x"
LABEL = "X"
RETIRED = False
TEXT_LIMIT = Limit(
    value=280, unit="weighted characters", read=date(2026, 11, 21),
    source="https://github.com/twitter/twitter-text/blob/master/config/v3.json",
)  # fmt: skip
# The same file: code points in these ranges weigh 1, all others 2.
LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
URL_LENGTH = 23
EMOJI_LENGTH = 2
LONGEST_LABEL = 63  # octets of a domain label, RFC 1035 section 2.3.4
# A link as X sees it. Without a protocol it needs a top-level domain from a list that changes
# daily; here anything of two letters or more is taken for one, and a bare domain counts 23 or its
# own weight, whichever is more, so that the count is never under the network's.
_LETTERS = r"A-Za-z\u00C0-\u024F\u0400-\u04FF0-9"
_IN_PATH = rf"[{_LETTERS}!*';:=+,.$/%#\[\]\-—_~@|&]"
_BRACKETS = rf"\({_IN_PATH}*\)"  # part of a path only as a pair
_LINK = (
    r"(?<![A-Za-z0-9@＠$#＃])https?://"
    r"(?P<host>[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}._-]*[\p{L}\p{M}\p{N}])?)(?::\d+)?"
    rf"(?:/(?:(?:{_IN_PATH}|{_BRACKETS})*(?:[{_LETTERS}=_#/+\-]|{_BRACKETS}))?)?"
    r"(?:\?[A-Za-z0-9!?*'();:&=+$/%#\[\]\-_.,~|@]*[A-Za-z0-9\-_&=#/])?"
)
_TOKEN = regex.compile(
    rf"(?P<link>{_LINK})|(?P<bare>{BARE_DOMAIN})|(?P<emoji>{EMOJI.pattern})|.",
    regex.IGNORECASE | regex.DOTALL,
)


def length(text: str) -> int:
    """Return the weighted length of `text` in normal form C."""
    total = 0
    for token in _TOKEN.finditer(nfc(text)):
        if token["emoji"]:
            total += EMOJI_LENGTH
        elif token["link"] and _is_host(token["host"]):
            total += URL_LENGTH
        else:
            total += max(_weight(token[0]), URL_LENGTH if token["bare"] else 0)
    return total


TEMPLATE = Template(
    platform=NAME, limit=TEXT_LIMIT, length=length, account_may_raise=True,
    parts=(Part.HOOK, Part.DISCLAIMER, Part.LINK, Part.TAGS), hashtags=2,
)  # fmt: skip


def compose(post: Post, practice: Practice, account: Account | None) -> ShareText:
    """Return the wording for `post`; never over the limit."""
    return fill(TEMPLATE, post, practice, account)


def _weight(text: str) -> int:
    return sum(1 if any(low <= ord(c) <= high for low, high in LIGHT) else 2 for c in text)


def _is_host(host: str) -> bool:
    """Tell whether a host has a top-level domain and no label too long in its ASCII form."""
    try:
        labels = [one.encode("idna") for one in host.split(".")]
    except UnicodeError:  # a label is empty or too long
        return False
    return len(labels) > 1 and all(len(one) <= LONGEST_LABEL for one in labels)
