"""What a network is: limits, wording, and the three calls that reach it. The whole API on one page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

if TYPE_CHECKING:  # composing a text needs neither httpx nor its 100 ms of import
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    import httpx

    from bedside.post import Post
    from bedside.practice import Account, Practice

__all__ = [
    "Announcement", "Deferred", "Facet", "Limit", "NotFound", "Outcome", "Platform", "Publisher",
    "Rejected", "Sent", "Session", "ShareText", "Unknown",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A number a network sets: its unit, where it was read and when."""

    value: int
    unit: str  # characters, graphemes, weighted characters, bytes, hashtags, pixels …
    source: str
    read: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A link or tag inside a text, in UTF-8 byte offsets (end exclusive), recorded while writing."""

    start: int
    end: int
    link: str | None = None
    tag: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareText:
    """One network's wording of one post, exactly as it will be sent."""

    platform: str
    text: str
    length: int  # by the network's own count
    limit: Limit
    title: str = ""  # for networks that take one (Reddit, YouTube, Pinterest)
    link: str = ""  # sent beside the text; empty where the link is inside it
    facets: tuple[Facet, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """Everything that one send needs: ledger key, text, card. Built from the outbox, sent as is."""

    uid: str
    platform: str
    account: str  # Account.id
    slot: str  # `announce`, `reshare-2027-03`
    text: ShareText
    url: str  # canonical address of the post
    title: str
    description: str
    lang: str
    published: datetime
    card: Path | None  # the file that was deployed
    card_alt: str = ""
    card_sha256: str = ""
    card_size: tuple[int, int] = (0, 0)
    card_url: str = ""  # where the card is online

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Return the ledger key."""
        return self.uid, self.platform, self.account, self.slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The network has exactly this post: its id there and its public address."""

    remote_id: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """The network said no; sending again unchanged would get the same answer."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferred:
    """Certainly not posted; may be tried again, not before `until`."""

    reason: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """It may have been posted: look before anything else is tried."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """A look-up that was answered: the post is not there."""


Outcome: TypeAlias = Sent | Rejected | Deferred | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What a publisher needs to reach one account. The secret is never in repr."""

    account: Account
    client: httpx.Client
    secret: str = field(repr=False)
    now: Callable[[], datetime]


@runtime_checkable
class Platform(Protocol):
    """A network we write text for. Modules in this package satisfy it; see `platforms.PLATFORMS`."""

    NAME: str
    LABEL: str
    TEXT_LIMIT: Limit
    RETIRED: bool

    def length(self, text: str, /) -> int:
        """Count `text` as the network does."""

    def compose(self, post: Post, practice: Practice, account: Account | None, /) -> ShareText:
        """Return the wording for `post`; pure, never over the limit."""


@runtime_checkable
class Publisher(Protocol):
    """A network we can post to by API. Expected answers are values, never exceptions."""

    HOSTS: tuple[str, ...]  # the platform's own API hosts; empty where each account names its own

    def publish(self, announcement: Announcement, session: Session, /) -> Outcome:
        """Send once. Never retries a request that may have arrived."""

    def find(self, announcement: Announcement, session: Session, /) -> Sent | NotFound | Unknown:
        """Look for the post on the account, without side effects."""

    def delete(self, sent: Sent, session: Session, /) -> Outcome:
        """Take the post down; `Sent` means it is gone."""
