"""The records every part shares: a source file as read, and a post as it will be public."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from bedside.text import position

if TYPE_CHECKING:
    from bedside.card_words import CardWords
    from bedside.errors import Mistake
    from bedside.frontmatter import Correction, Event, FrontMatter, Place, Video

__all__ = ["Card", "Kind", "Post", "ReaderLine", "Reference", "Source", "Visibility", "visibility"]


class Kind(StrEnum):
    """What a Markdown file is, decided by its folder under content/."""

    POST = "posts"
    NOTICE = "notices"
    PAGE = "pages"
    CLINICIAN = "clinicians"
    LOCATION = "locations"
    SERVICE = "services"
    CONDITION = "conditions"
    TEXT = "text"  # a file outside content/: only its words are checked


class Visibility(StrEnum):
    """Whether a source reaches the public now. Only PUBLISHED and HIDDEN leave any byte."""

    PUBLISHED = "published"
    HIDDEN = "hidden"  # its own page only: unlisted, noindex
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    EXPIRED = "expired"
    WITHHELD = "withheld"  # its consent is missing, lapsed or revoked

    @property
    def is_public(self) -> bool:
        """Tell whether a page is written."""
        return self in (Visibility.PUBLISHED, Visibility.HIDDEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One Markdown file as read: its text, its front matter with places, its mistakes."""

    path: Path  # as given or relative to the working folder: what messages print
    name: str  # path under content/, or the bare file name outside it
    kind: Kind
    text: str  # the whole file, NFC
    body: str  # what stands below the front matter
    body_offset: int  # characters before the body
    meta: "FrontMatter | None"  # the keys that are right; None when nothing can be read
    places: dict[str, "Place"] = field(default_factory=dict)  # key path -> place of its value
    values: dict[str, str] = field(default_factory=dict)  # key path -> text, also of what is wrong
    mistakes: tuple["Mistake", ...] = ()
    lines: tuple[int, ...] = ()  # of a converted file: each line of `text` -> line of the file

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column in the file of an offset in `text`."""
        line, column = position(self.text, offset)
        return (self.lines[line - 1], 1) if self.lines else (line, column)

    def has(self, key: str) -> bool:
        """Tell whether the key is written with a value, right or wrong."""
        return bool(self.values.get(key)) or any(
            name.startswith(f"{key}.") for name in self.values
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A public source an article rests on; `read` is when it was opened.

    `url` is empty for a page of our own that is not public.
    """

    title: str
    publisher: str
    url: str
    read: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderLine:
    """What readers must see above a text: an overdue review, an invented person, a testimonial."""

    text: str
    lang: str = ""  # empty: the post's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The picture that link previews show. `path` is under the site root, sizes in pixels."""

    path: str
    width: int
    height: int
    alt: str
    sha256: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """An article as the public will see it. Times are aware UTC, URLs absolute, text NFC."""

    uid: str
    title: str
    slug: str
    url: str
    path: str  # under the site root, e.g. `blog/flu-shots/`
    summary: str
    html: str  # body with absolute links, disclaimer not included
    lang: str
    author: str  # clinician slug
    category: str  # category slug
    type: str
    tags: tuple[str, ...]
    published: datetime
    modified: datetime
    visibility: Visibility
    expires: datetime | None = None
    reviewer: str | None = None
    reviewed_on: date | None = None
    next_review: date | None = None
    image: str | None = None  # path under content/
    image_alt: str = ""
    disclaimer: str = ""
    disclaimer_lang: str = ""  # empty: the post's own
    share_disclaimer: str = ""
    references: tuple[Reference, ...] = ()
    consent: str | None = None
    vignette: str | None = None
    reader_lines: tuple[ReaderLine, ...] = ()
    share: dict[str, str] = field(default_factory=dict)  # platform -> the author's own wording
    syndicate: bool = True
    announce_at: dict[str, datetime] = field(default_factory=dict)  # account, "" for the others
    reshare: dict[str, str] = field(default_factory=dict)  # month or `evergreen` -> words or ""
    corrections: tuple["Correction", ...] = ()
    card_words: "CardWords | None" = None
    video: "Video | None" = None
    event: "Event | None" = None
    location: str = ""  # slug of the office it is about
    old_slugs: tuple[str, ...] = ()  # what it was called in addresses before
    translator: str = ""  # who put it into `lang`, where it is a translation
    source: Path
    card: Card | None = None
    pictures: Mapping[str, Card] = field(default_factory=dict)  # by shape: `portrait`, `pin` …


def visibility(meta: "FrontMatter", now: datetime, *, withheld: bool = False) -> Visibility:
    """Return whether the post is public at `now` (aware). Dates in `meta` are aware."""
    if meta.status == "draft":
        return Visibility.DRAFT
    if withheld:
        return Visibility.WITHHELD
    if meta.expires and meta.expires <= now:
        return Visibility.EXPIRED
    if meta.date and meta.date > now:
        return Visibility.SCHEDULED
    return Visibility.HIDDEN if meta.status == "hidden" else Visibility.PUBLISHED
