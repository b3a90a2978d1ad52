"""Later re-shares of a post: in which months, on which day, in words that nobody has read before."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bedside.platforms import PLATFORMS
from bedside.platforms.base import ShareText
from bedside.platforms.cutting import cut_at_sentence
from bedside.post import Post
from bedside.practice import Account, Practice
from bedside.share import texts_for_accounts

__all__ = ["ANNOUNCE", "Wording", "months", "wordings"]

ANNOUNCE = "announce"
_EVERGREEN = "evergreen"
_AHEAD = 12  # months for which an evergreen post has its next re-shares written
_HOUR = 9  # local: of the day that a re-share may go out from
_DAYS = 28  # re-shares are spread over the days that every month has
_LEAD = (40, 240)  # characters of a passage that can stand alone
# What begins so leans on the sentence before it.
_LEANS = re.compile(
    r"(?:yes|no|not|never|often not|there is|s[ií]|it|they|this|that|these|those|he|she|but|so|and|or|then|also|here|instead|esto?s?|esas?|eso|pero|y|ellos|ellas)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What is to go out on one account under one slot, not before `at`; empty where words lack."""

    account: Account
    slot: str
    text: ShareText
    at: datetime | None = None


def wordings(post: Post, practice: Practice, now: datetime) -> tuple[Wording, ...]:
    """Return the announcement and the re-shares for each account that is reached by API."""
    listed = months(post, practice.policies.evergreen_every_months, now)
    found: list[Wording] = []
    for account, text in texts_for_accounts(post, practice):
        at = post.announce_at.get(account.id) or post.announce_at.get("")
        found.append(Wording(account=account, slot=ANNOUNCE, text=text, at=at))
        said = [text.text]
        for month, own in listed:
            again = _again(post, practice, account, own, said)
            said.append(again.text)
            due = _first_moment(month, post.uid, practice.zone)
            slot = f"reshare-{month}"
            found.append(Wording(account=account, slot=slot, text=again, at=due))
    return tuple(found)


def months(post: Post, every: int, now: datetime) -> tuple[tuple[str, str], ...]:
    """Return (month, the author's words or none) in order; an evergreen post gets its own months.

    Those of an evergreen post begin one month back, so that what was not sent is still named.
    """
    named = {month: words for month, words in post.reshare.items() if month != _EVERGREEN}
    if _EVERGREEN in post.reshare:
        start = post.published.year * 12 + post.published.month - 1
        here = now.year * 12 + now.month - 1
        for index in range(start + every, here + _AHEAD + 1, every):
            if index >= here - 1:
                named.setdefault(f"{index // 12}-{index % 12 + 1:02}", "")
    return tuple(sorted(named.items()))


def _again(
    post: Post, practice: Practice, account: Account, own: str, said: Collection[str]
) -> ShareText:  # fmt: skip
    """Return a text that is none of those `said`: the author's, or with the next passage of the post."""
    platform = PLATFORMS[account.platform]
    for version in _versions(post, account.platform, own):
        text = platform.compose(version, practice, account)
        if text.text and not _is_said(text, said):
            return text
    return ShareText(platform=account.platform, text="", length=0, limit=platform.TEXT_LIMIT)


def _versions(post: Post, platform: str, own: str) -> Iterator[Post]:
    if own:
        yield replace(post, share={platform: own})
        return
    for passage in _passages(post):
        yield replace(post, share={}, summary=passage)


def _passages(post: Post) -> Iterator[str]:
    """Yield what sections of the post begin with, whole sentences; never what its summary says."""
    shown = post.summary.casefold()
    tree = LexborHTMLParser(post.html)
    read = [(_heading(node), _text(node)) for node in tree.css("p")]
    for heading, text in sorted(read, key=lambda one: not one[0]):  # sections first, in order
        lead = _lead(text, heading if heading.endswith("?") else "")
        if lead and lead.casefold() not in shown:
            yield lead


def _heading(node: LexborNode) -> str:
    """Return the heading that the paragraph stands right below, or an empty string."""
    before = node.prev
    while before is not None and before.tag == "-text":
        before = before.prev
    return _text(before) if before is not None and before.tag in {"h2", "h3"} else ""


def _text(node: LexborNode) -> str:
    return " ".join(node.text().split())


def _lead(paragraph: str, question: str) -> str:
    """Return the sentences at the paragraph's beginning that can stand alone, or nothing.

    Behind the question that they answer they always can.
    """
    short, long = _LEAD
    lead = (
        paragraph
        if len(paragraph) <= long
        else cut_at_sentence(paragraph, lambda text: len(text) <= long)
    )
    if len(lead) < short or not lead.endswith((".", "!", "?")):
        return ""
    if question:
        return f"{question} {lead}"
    return "" if _LEANS.match(lead) else lead


def _is_said(text: ShareText, said: Collection[str]) -> bool:
    """Compare words alone: another case or another space says nothing new."""
    return _words(text.text) in map(_words, said)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.casefold().split())


def _first_moment(month: str, uid: str, zone: ZoneInfo) -> datetime:
    """Return from when on a month's re-share may go out: each post has its day of the month."""
    year, number = map(int, month.split("-"))
    day = sum(uid.encode()) % _DAYS + 1
    return datetime(year, number, day, _HOUR, tzinfo=zone).astimezone(UTC)
