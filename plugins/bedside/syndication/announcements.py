"""From the outbox to what a network gets: the same words, the same card, nothing made anew."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

from bedside.outbox import Outbox, OutboxCard, OutboxPost, OutboxText
from bedside.platforms import PLATFORMS
from bedside.platforms.base import Announcement, Facet, Film, Picture, Sent, ShareText
from bedside.platforms.buffer_input import FILMS
from bedside.platforms.matching import same_words
from bedside.syndication.model import Key

__all__ = ["announcement_for", "announcement_of", "payload_hash", "waiting_payload"]


def announcement_for(key: Key, outbox: Outbox, output: Path) -> Announcement:
    """Return the announcement of `key`. `output` is the folder of the built site.

    Raises StopIteration when the outbox has no such post or wording; a plan never asks for one.
    """
    post = next(one for one in outbox.posts if one.uid == key.uid)
    old = {
        f"{outbox.site_url}/{path.lstrip('/')}" for path, uid in outbox.moved.items() if uid == key.uid
    }  # fmt: skip
    announcement = announcement_of(key, post, outbox.site_url, output)
    return replace(announcement, old_urls=frozenset(old))


def announcement_of(key: Key, post: OutboxPost, site_url: str, output: Path) -> Announcement:
    """Return the announcement of `key` from its post, as `announcement_for`."""
    text = next(one for one in post.texts if (one.account, one.slot) == (key.account, key.slot))
    card = post.card
    return Announcement(
        uid=key.uid, platform=key.platform, account=key.account, slot=key.slot,
        text=_share_text(text), url=post.url, title=post.title, description=post.summary,
        lang=post.lang, published=post.published, card=output / card.path if card else None,
        card_alt=card.alt if card else "", card_sha256=card.sha256 if card else "",
        card_size=(card.width, card.height) if card else (0, 0),
        card_url=f"{site_url}/{card.path.lstrip('/')}" if card else "",
        pictures={
            shape: _picture(one, site_url, output) for shape, one in post.pictures.items()
        },
        film=_film(post, site_url) if key.platform in FILMS else None,
    )  # fmt: skip


def payload_hash(announcement: Announcement) -> str:
    """Return the SHA-256 of what is sent: wording, address, language, pictures."""
    parts = [
        announcement.text.text, announcement.text.title, announcement.text.link,
        announcement.url, announcement.title, announcement.description, announcement.lang,
        announcement.card_sha256, announcement.card_alt,
        *(one.sha256 for _, one in sorted(announcement.pictures.items())),
        *([announcement.film.sha256] if announcement.film else []),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def _share_text(text: OutboxText) -> ShareText:
    platform = PLATFORMS[text.platform]
    return ShareText(
        platform=text.platform, text=text.text, length=platform.length(text.text),
        limit=platform.TEXT_LIMIT, title=text.title, link=text.link,
        facets=tuple(
            Facet(start=one.start, end=one.end, link=one.link, tag=one.tag) for one in text.facets
        ),
    )  # fmt: skip


def _film(post: OutboxPost, site_url: str) -> Film | None:
    if post.film is None:
        return None
    return Film(url=f"{site_url}/{post.film.path.lstrip('/')}", sha256=post.film.sha256)


def _picture(card: OutboxCard, site_url: str, output: Path) -> Picture:
    return Picture(
        file=output / card.path, url=f"{site_url}/{card.path.lstrip('/')}", alt=card.alt,
        sha256=card.sha256, size=(card.width, card.height),
    )  # fmt: skip


def waiting_payload(announcement: Announcement, found: Sent) -> str:
    """Return the hash for a copy that waits with the announcement's words; nothing for other words."""
    is_same = bool(found.says) and same_words(announcement.text.text, found.says)
    return payload_hash(announcement) if is_same else ""
