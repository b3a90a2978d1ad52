"""Hashtags for a post: the practice's own spelling first, otherwise its tags in CamelCase."""

from bedside.platforms.counting import HASHTAG
from bedside.post import Post
from bedside.practice import Practice
from bedside.text import camel_hashtag, nfc, slugify

__all__ = ["hashtags"]

# Bluesky's lexicon allows a tag 64 graphemes; nobody reads a longer one anywhere.
# https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/richtext/facet.json
# (read 2026-11-21)
LONGEST = 64


def hashtags(post: Post, practice: Practice, most: int) -> tuple[str, ...]:
    """Return at most `most` hashtags with their signs, in the order of the post's tags, none twice."""
    known = {_key(tag): spelling for tag, spelling in practice.hashtags.items()}
    found: dict[str, str] = {}
    for tag in post.tags:
        spelling = known.get(_key(tag))
        hashtag = nfc(f"#{spelling.lstrip('#')}") if spelling else camel_hashtag(tag)
        if HASHTAG.fullmatch(hashtag) and len(hashtag) <= LONGEST:
            found.setdefault(hashtag.casefold(), hashtag)
    return tuple(found.values())[:most]


def _key(tag: str) -> str:
    """Return one spelling for `Flu Shot`, `flu-shot` and `flu shot`."""
    return slugify(tag) if tag.isascii() else nfc(tag).casefold()
