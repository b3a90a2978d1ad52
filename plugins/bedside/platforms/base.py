"""What a network is: limits, wording, and the three calls that reach it. The whole API on one page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

if TYPE_CHECKING:  # composing a text needs neither httpx nor its 100 ms of import
    from collections.abc import Callable, Mapping
    from datetime import date, datetime, timedelta
    from pathlib import Path

    import httpx

    from bedside.post import Post
    from bedside.practice import Account, Practice

__all__ = [
    "AccountHealth",
    "Announcement",
    "Deferred",
    "Editor",
    "Examiner",
    "Facet",
    "Film",
    "Limit",
    "NotFound",
    "Outcome",
    "Picture",
    "Platform",
    "Publisher",
    "Rejected",
    "Scheduler",
    "Sent",
    "Session",
    "ShareText",
    "Unknown",
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
class Picture:
    """One deployed picture: the file that was built, and where it is online."""

    file: Path
    url: str
    alt: str
    sha256: str
    size: tuple[int, int]  # pixels, width first


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """One deployed film: where it is online, and its SHA-256."""

    url: str
    sha256: str


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
    pictures: Mapping[str, Picture] = field(default_factory=dict)  # other shapes: `portrait` …
    film: Film | None = None  # of a video post
    prepared: str = ""  # what an earlier try made on the network and did not publish yet
    # Ids and addresses there of the post's other announcements on the account: a look-up for one
    # must pass over them, since they link to the same page.
    other_copies: frozenset[str] = frozenset()
    is_ahead: bool = False  # it was or is handed over ahead: a look-up reads what waits there too
    old_urls: frozenset[str] = frozenset()  # that the post had before: a copy may link to them

    @property
    def addresses(self) -> tuple[str, ...]:
        """Return what a copy may link to: the post's address now, and those that it had."""
        return self.url, *sorted(self.old_urls)

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Return the ledger key."""
        return self.uid, self.platform, self.account, self.slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The network has exactly this post: its id there and its public address."""

    remote_id: str
    url: str = ""
    shows_at: datetime | None = None  # of a copy that waits there: when the network shows it
    says: str = ""  # of one that was looked up and waits: its words there

    @property
    def names(self) -> frozenset[str]:
        """Return what it may be known by there: its id and its address."""
        return frozenset({self.remote_id, self.url}) - {""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """The network said no; sending again unchanged would get the same answer.

    `whole_account`: it would say so of every post (token dead, scope missing, account suspended,
    credits gone), so the post itself stays due until the account is mended.
    """

    reason: str
    whole_account: bool = False


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


def _nowhere(remote_id: str) -> None:
    """Write nothing down: looking and deleting prepare nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What a publisher needs to reach one account. The secret is never in repr."""

    account: Account
    client: httpx.Client
    secret: str = field(repr=False)
    now: Callable[[], datetime]
    # Writes down, durably, what was made on the network and is not public yet (a container's id),
    # before it is published: a later run finds it as `Announcement.prepared`.
    prepare: Callable[[str], None] = _nowhere


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountHealth:
    """What a network says of one account and its token; nothing in it is a secret."""

    who: str = ""  # the account's name there
    problem: str = ""  # why nothing can be posted now, and what to do; empty when all is well
    scopes: tuple[str, ...] = ()
    missing_scopes: tuple[str, ...] = ()
    extra_scopes: tuple[str, ...] = ()  # more than is needed: worth a smaller token
    expires: datetime | None = None  # of the token, or of what renews it
    notes: tuple[str, ...] = ()  # limits left, and what could not be asked
    warnings: tuple[str, ...] = ()  # what will need a person soon: a version that ends


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
    NEEDS: tuple[str, ...]  # fields of Account without which it cannot work: `target` …
    CAN_BE_ASKED: bool  # whether `find` can ever know; where not, a person settles what is open
    IS_IDEMPOTENT: bool  # whether publishing again, however late, never makes a second copy

    def publish(self, announcement: Announcement, session: Session, /) -> Outcome:
        """Send once. Never retries a request that may have arrived."""

    def find(self, announcement: Announcement, session: Session, /) -> Sent | NotFound | Unknown:
        """Look for the post on the account, without side effects."""

    def delete(self, sent: Sent, session: Session, /) -> Outcome:
        """Take the post down; `Sent` means it is gone."""


@runtime_checkable
class Editor(Protocol):
    """A publisher whose network lets a post be changed in place."""

    def update(self, sent: Sent, announcement: Announcement, session: Session, /) -> Outcome:
        """Carry new wording to a copy that is there; `Sent` means that it shows it."""


@runtime_checkable
class Scheduler(Protocol):
    """A publisher whose network takes a post now and shows it later by itself.

    Its `find` and `delete` know of what waits there as well.
    """

    AHEAD: tuple[timedelta, timedelta]  # the least and the most from now that may be asked for

    def hand_over(
        self, announcement: Announcement, at: datetime, session: Session, /
    ) -> Outcome:  # fmt: skip
        """Send once, to be shown at `at`; `Sent` has the time in `shows_at`."""

    def where(self, sent: Sent, session: Session, /) -> Sent | NotFound | Unknown:
        """Say whether a copy still waits (`shows_at` is set), is public, or is not there."""


@runtime_checkable
class Examiner(Protocol):
    """A publisher that can say how an account stands, without posting."""

    def examine(self, session: Session, /) -> AccountHealth | Deferred:
        """Ask who the account is, what its token may do and when it ends; Deferred when unreachable."""
