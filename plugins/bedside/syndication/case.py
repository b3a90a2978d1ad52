"""One announcement of one post on one account: what a decision about it rests on. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bedside.outbox import OutboxPost, OutboxText
from bedside.practice import Account
from bedside.practice_policies import Policies
from bedside.reshare import ANNOUNCE
from bedside.syndication.announcements import announcement_of, payload_hash
from bedside.syndication.model import Key, KeyState, LedgerState
from bedside.syndication.policy import Policy

__all__ = ["Case", "cases"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A post, an account, a slot; `text` is None where none was written."""

    post: OutboxPost
    account: Account
    slot: str
    site: str  # its address
    text: OutboxText | None
    policy: Policy
    ledger: LedgerState
    now: datetime
    is_seen: bool  # the ledger knows the post from some account
    is_backfilled: bool
    expires: datetime | None = None  # when its page leaves the site

    @property
    def key(self) -> Key:
        """Return what the ledger knows it by."""
        return Key(self.post.uid, self.account.platform, self.account.id, self.slot)

    @property
    def first(self) -> KeyState:
        """Return the state of the post's announcement on the account."""
        return self.ledger.get(replace(self.key, slot=ANNOUNCE))

    @property
    def is_first(self) -> bool:
        """Tell the announcement from a re-share."""
        return self.slot == ANNOUNCE

    @property
    def is_known_account(self) -> bool:
        """Tell whether the account has had its first run."""
        return (self.account.platform, self.account.id) in self.ledger.accounts

    @property
    def policies(self) -> Policies:
        """Return the practice's policies."""
        return self.policy.practice.policies

    @property
    def zone(self) -> ZoneInfo:
        """Return the practice's time zone."""
        return self.policy.practice.zone

    @property
    def today(self) -> date:
        """Return the practice's day."""
        return self.now.astimezone(self.zone).date()

    @property
    def asked(self) -> datetime | None:
        """Return the time that somebody asked for."""
        return self.text.at if self.text else None

    @property
    def earliest(self) -> datetime:
        """Return from when on it may go out, by what its author wrote."""
        return max(self.post.published, self.asked or self.post.published)

    @property
    def payload(self) -> str:
        """Return the SHA-256 of what would be sent, or nothing where the words are still to come."""
        if self.text is None or not self.post.sha256:
            return ""
        return payload_hash(announcement_of(self.key, self.post, self.site, Path()))

    def is_too_old(self, moment: datetime) -> bool:
        """Tell whether `moment` is beyond the practice's age limit."""
        return self.now - moment > timedelta(days=self.policies.max_age_days)

    def others(self) -> Iterator[tuple[str, KeyState]]:
        """Yield the post's other slots on the account, as far as the build wrote them."""
        slots = {ANNOUNCE, *(one.slot for one in self.post.texts if one.account == self.account.id)}
        for slot in sorted(slots - {self.slot}):
            yield slot, self.ledger.get(replace(self.key, slot=slot))


def cases(
    post: OutboxPost, account: Account, policy: Policy, ledger: LedgerState, now: datetime, *,
    site: str, is_seen: bool, is_backfilled: bool, expires: datetime | None = None,
) -> Iterator[Case]:  # fmt: skip
    """Yield the post's announcement on the account, and each of its re-shares."""
    texts = {
        one.slot: one for one in post.texts
        if (one.account, one.platform) == (account.id, account.platform)
    }  # fmt: skip
    for slot in (ANNOUNCE, *sorted(texts.keys() - {ANNOUNCE})):
        yield Case(
            post=post, account=account, slot=slot, site=site, text=texts.get(slot), policy=policy,
            ledger=ledger, now=now, is_seen=is_seen, is_backfilled=is_backfilled,
            expires=expires,
        )  # fmt: skip
