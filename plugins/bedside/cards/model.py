"""What a card says and what comes out: the records of the cards part."""

from dataclasses import dataclass
from pathlib import Path

__all__ = ["HEIGHT", "WIDTH", "CardText", "RenderedCard"]

# 1.91:1, the size that Facebook, LinkedIn, X and Mastodon crop least.
# https://developers.facebook.com/docs/sharing/webmasters/images/ names 1200x630 (read 2026-11-22)
WIDTH = 1200
HEIGHT = 630


@dataclass(frozen=True, slots=True, kw_only=True)
class CardText:
    """The words on one card. Empty ones are left out; `lang` is a BCP 47 tag."""

    title: str
    kicker: str = ""  # the category's name
    author: str = ""
    reviewer: str = ""  # the whole line: `Medically reviewed by …`
    practice: str = ""
    host: str = ""
    lang: str = "en"
    pattern: str = ""  # what chooses the pattern of a card without a picture: the topic's slug
    layout: str = "article"  # one of `layouts.LAYOUTS`
    lead: str = ""  # what stands above the title: a number, a myth, a time
    detail: str = ""  # what stands below it
    more: str = ""
    lead_label: str = ""  # small words above each
    title_label: str = ""
    picture: Path | None = None  # the file of its own picture


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedCard:
    """A PNG or JPEG, its size in pixels, its hash, and what the author should know of it."""

    data: bytes
    width: int
    height: int
    warnings: tuple[str, ...]
    sha256: str

    @property
    def suffix(self) -> str:
        """Return the file name's ending."""
        return ".png" if self.data.startswith(b"\x89PNG") else ".jpg"
