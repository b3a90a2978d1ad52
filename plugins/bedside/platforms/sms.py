"""SMS: one segment, 160 characters of the GSM alphabet or 70 of any; prepared here, never sent."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bedside.platforms.base import Limit, ShareText
from bedside.platforms.template import Part, Template, fill, tidy
from bedside.post import Post
from bedside.practice import Account, Practice
from bedside.text import nfc

__all__ = ["LABEL", "NAME", "RETIRED", "TEXT_LIMIT", "compose", "length"]

NAME = "sms"
LABEL = "SMS"
RETIRED = False
# One segment holds 140 octets: 160 septets or 70 UTF-16 units.
# 3GPP TS 23.038 as told by https://en.wikipedia.org/wiki/GSM_03.38 (read 2026-11-22).
TEXT_LIMIT = Limit(
    value=160, unit="GSM-7 characters", read=date(2026, 11, 22),
    source="https://en.wikipedia.org/wiki/GSM_03.38 (3GPP TS 23.038)",
)  # fmt: skip
UCS2_LIMIT = replace(TEXT_LIMIT, value=70, unit="UCS-2 characters")
# The default alphabet and the extension, whose characters take two septets (same page).
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("^{}\\[~]|€")
# Typographic signs and what stands for them in the GSM alphabet.
PLAIN = str.maketrans({
    "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‹": "'",
    "›": "'", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "…": "...", "•": "-",
    "\u00a0": " ", "\u202f": " ", "`": "'",
})  # fmt: skip


def length(text: str) -> int:
    """Count septets when the GSM alphabet has every character, otherwise UTF-16 units."""
    text = nfc(text)
    if _is_gsm(text):
        return len(text) + sum(one in EXTENSION for one in text)
    return len(text.encode("utf-16-le")) // 2


def limit_for(text: str) -> Limit:
    """Return the limit of one segment in the alphabet that `text` needs."""
    return TEXT_LIMIT if _is_gsm(nfc(text)) else UCS2_LIMIT


TEMPLATE = Template(
    platform=NAME, limit=TEXT_LIMIT, length=length, limit_for=limit_for, mark="...",
    parts=(Part.HOOK, Part.LINK, Part.DISCLAIMER), joint="\n",
)  # fmt: skip


def compose(post: Post, practice: Practice, account: Account | None) -> ShareText:
    """Return one segment that says who writes: `Larkfield: title`, link, disclaimer."""
    own = post.share.get(NAME, "")
    hook = tidy(own or f"{practice.practice.short_name}: {post.title}")
    disclaimer = tidy(post.share_disclaimer)
    words = replace(
        post, title="", summary=_to_gsm(hook), share={NAME: _to_gsm(hook)} if own else {},
        share_disclaimer=_to_gsm(disclaimer),
    )  # fmt: skip
    text = fill(TEMPLATE, words, practice, account)
    warnings = _warnings(hook + disclaimer, words.summary + words.share_disclaimer)
    return replace(text, warnings=(*text.warnings, *warnings))


def _warnings(wanted: str, written: str) -> Iterator[str]:
    if not _is_gsm(written):
        yield "the SMS alphabet lacks this script or emoji: only what fits without them was kept"
    elif written != wanted.translate(PLAIN):
        yield "some accents were left out: the SMS alphabet lacks them, and one would halve the room"


def _is_gsm(text: str) -> bool:
    return all(one in BASIC or one in EXTENSION for one in text)


def _to_gsm(text: str) -> str:
    """Write `text` in the GSM alphabet where signs and accents allow it, else leave it as it is."""
    plain = "".join(
        one if one in BASIC or one in EXTENSION else unicodedata.normalize("NFKD", one)[:1]
        for one in text.translate(PLAIN)
    )
    return plain if _is_gsm(plain) else text
