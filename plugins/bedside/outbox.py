"""The file a build hands to deploy and syndicate: every announcement, word for word, with hashes."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator

from bedside.errors import BedsideError
from bedside.files import read_text, write_atomic
from bedside.schema import Strict

__all__ = [
    "Outbox",
    "OutboxCard",
    "OutboxCorrection",
    "OutboxFacet",
    "OutboxFilm",
    "OutboxPage",
    "OutboxPost",
    "OutboxText",
    "load_outbox",
    "save_outbox",
]


class OutboxFacet(Strict):
    """A link or tag in a text, UTF-8 byte offsets, end exclusive."""

    start: int
    end: int
    link: str | None = None
    tag: str | None = None


class OutboxText(Strict):
    """One announcement of the post on one account: its wording and its time.

    A re-share without words of its own has an empty text: it is named, never sent.
    """

    platform: str
    account: str
    slot: str = "announce"
    at: datetime | None = None  # not before; when nothing was asked for, as soon as it is online
    text: str
    title: str = ""
    link: str = ""
    facets: tuple[OutboxFacet, ...] = ()


class OutboxCard(Strict):
    """The deployed picture: path under the site root, size in pixels."""

    path: str
    sha256: str
    width: int
    height: int
    alt: str


class OutboxFilm(Strict):
    """The deployed film of a video post: path under the site root."""

    path: str
    sha256: str


Uid = Annotated[str, AfterValidator(str.upper)]  # one spelling, as in the ledger


class OutboxCorrection(Strict):
    """What was put right on the page, and when."""

    date: date
    text: str


class OutboxPost(Strict):
    """One public article."""

    uid: Uid
    url: str
    path: str  # page file under the site root
    sha256: str  # of the page file
    title: str
    summary: str
    lang: str
    author: str = ""
    category: str = ""
    type: str = ""
    published: datetime
    syndicate: bool
    next_review: date | None = None  # after this day nothing announces it until it was reviewed
    consent: str | None = None
    card: OutboxCard | None = None
    pictures: dict[str, OutboxCard] = {}  # by shape: `portrait`, `square`, `pin`
    film: OutboxFilm | None = None
    corrections: tuple[OutboxCorrection, ...] = ()
    texts: tuple[OutboxText, ...] = ()
    by_hand: tuple[OutboxText, ...] = ()  # what a person posts on manual accounts


class OutboxPage(Strict):
    """One public source's page, listed or hidden: what gate 3 must know to check it again."""

    uid: Uid = ""  # posts and notices always have one; other pages are known by their path
    path: str  # page file under the site root
    category: str = ""
    disclaimer: str = ""  # the words the page must show
    reader_lines: tuple[str, ...] = ()  # and what readers must see above the text
    consent: str | None = None
    expires: datetime | None = None


class Outbox(Strict):
    """One build's announcements. Refused unless `site_url` is the practice's own."""

    version: Literal[1] = 1
    site_url: str
    built_at: datetime
    feeds: tuple[str, ...] = ()  # paths of feed files under the site root
    posts: tuple[OutboxPost, ...] = ()
    cards: tuple[OutboxCard, ...] = ()  # of the pages that are no articles
    pages: tuple[OutboxPage, ...] = ()  # every source with a page; `posts` are those announced
    removed: dict[Uid, datetime] = {}  # posts that were public once, and until when
    moved: dict[str, Uid] = {}  # path that a post had before, under the site root -> the post

    @property
    def expiries(self) -> dict[Uid, datetime]:
        """Return when each page that will leave the site does so."""
        return {one.uid: one.expires for one in self.pages if one.uid and one.expires}


def save_outbox(outbox: Outbox, path: Path) -> None:
    """Write the outbox whole."""
    write_atomic(path, outbox.model_dump_json(indent=1) + "\n")


def load_outbox(path: Path) -> Outbox:
    """Read the outbox. Raises BedsideError when it is missing or not ours."""
    if not path.exists():
        message = f"{path}: no outbox: run `bedside build` first"
        raise BedsideError(message)
    try:
        return Outbox.model_validate_json(read_text(path))
    except ValueError as error:
        message = f"{path}: not an outbox of this version: run `bedside build` again"
        raise BedsideError(message) from error
