"""Google Business Profile updates: 1,500 characters, a button for the link, no phone numbers."""

from dataclasses import replace
from datetime import date

import regex

from bedside.platforms.base import Limit, ShareText
from bedside.platforms.cutting import sentences
from bedside.platforms.template import Part, Template, fill, tidy
from bedside.post import Post
from bedside.practice import Account, Practice
from bedside.text import nfc

__all__ = ["LABEL", "NAME", "RETIRED", "TEXT_LIMIT", "compose", "length"]

NAME = "google_business"
LABEL = "Google Business Profile"
RETIRED = False
TEXT_LIMIT = Limit(
    value=1500, unit="characters", read=date(2026, 11, 21),
    source="https://github.com/gitroomhq/postiz-app (its constant for localPosts.summary)",
)  # fmt: skip
# Our own measure: only the first lines show on the profile.
TARGET = 700
# A phone number in an update is said to be a reason for Google to turn it away. Not confirmed on a
# page of Google's by 2026-11-22; leaving it out is the safe side, since the profile shows the number.
# Ten digits or more, however grouped, or seven as `555-0142`; years and dates have fewer.
_DIGITS = r"\p{N}(?:[^\S\n]?[().\u2010-\u2015-]{0,2}[^\S\n]?\p{N}){9,14}"
PHONE = regex.compile(
    rf"(?<!\p{{N}}){_DIGITS}(?!\p{{N}})|(?<![\p{{N}}.-])\p{{N}}{{3}}[-.]\p{{N}}{{4}}(?![\p{{N}}-])"
)


def length(text: str) -> int:
    """Count characters (Unicode code points) in normal form C."""
    return len(nfc(text))


TEMPLATE = Template(
    platform=NAME, limit=TEXT_LIMIT, length=length,
    parts=(Part.TITLE, Part.HOOK, Part.DISCLAIMER), target=TARGET, link_beside=True,
)  # fmt: skip


def compose(post: Post, practice: Practice, account: Account | None) -> ShareText:
    """Return the wording without the sentences that hold a phone number."""
    clean = replace(
        post, title=_without_phone(" ".join(tidy(post.title).split())),
        summary=_without_phone(" ".join(tidy(post.summary).split())),
        share={NAME: _without_phone(tidy(post.share.get(NAME, "")))},
    )  # fmt: skip
    text = fill(TEMPLATE, clean, practice, account)
    if not PHONE.search(f"{post.title}\n{post.summary}\n{post.share.get(NAME, '')}"):
        return text
    warning = (
        "a phone number may be refused here: its sentence was left out; the profile shows yours"
    )
    return replace(text, warnings=(*text.warnings, warning))


def _without_phone(text: str) -> str:
    """Leave out every sentence that a phone number touches."""
    while match := PHONE.search(text):
        kept, at = "", 0
        for sentence in sentences(text):
            if match.end() <= at or at + len(sentence) <= match.start():
                kept += sentence
            at += len(sentence)
        text = kept
    return text.strip()
