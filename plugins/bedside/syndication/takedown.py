"""Which copies of a post may be out there, and how each is taken down. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bedside.consents import why_not
from bedside.outbox import Outbox
from bedside.platforms.base import Sent
from bedside.practice import Account, AccountStatus
from bedside.syndication.model import RETRACTED, Key, KeyState, LedgerState, Status
from bedside.syndication.plan import Policy, is_held

__all__ = ["Copy", "TakeDown", "Way", "copies", "take_downs", "unasked"]

_MAY_BE_SEEN = frozenset({Status.SENT, Status.RETRACTING, Status.CLAIMED, Status.UNKNOWN})
_MAY_BE_THERE = _MAY_BE_SEEN | {Status.SCHEDULED}  # what waits is taken back by every run

_AGAIN = timedelta(hours=1)  # between two tries of a deletion that failed


class Way(StrEnum):
    """What a take-down does with one copy."""

    DELETE = "delete"
    LOOK_UP = "look up, delete"  # it may be there
    BY_HAND = "by hand"  # there, or perhaps there, and only a person can remove it
    LOOK = "look there"  # a manual account: nothing is known of it
    FORBID = "never send"  # nothing is there, and nothing is to come
    HELD = "held"  # another run is at work on it
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One post on one account."""

    key: Key
    way: Way
    state: KeyState
    detail: str = ""

    @property
    def sent(self) -> Sent | None:
        """Return where it is, as far as the ledger knows."""
        return self.state.sent


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeDown:
    """A post that is not to be seen any more and still has copies, with the reason."""

    uid: str
    why: str
    copies: tuple[Copy, ...]


def take_downs(
    outbox: Outbox, state: LedgerState, policy: Policy, now: datetime
) -> tuple[TakeDown, ...]:
    """Return the posts whose copies should go: not public now, no consent, or begun and not done."""
    open_now = {key.uid for key, one in state.keys.items() if one.status in _MAY_BE_SEEN}
    found = ((uid, _why_gone(uid, outbox, state, policy, now)) for uid in sorted(open_now))
    return tuple(
        TakeDown(uid=uid, why=why, copies=_there(copies(uid, outbox, state, policy, now)))
        for uid, why in found
        if why
    )


def unasked(found: tuple[TakeDown, ...], now: datetime) -> tuple[TakeDown, ...]:
    """Return those in which a run can delete something: the rest is a person's, or was just tried."""
    return tuple(one for one in found if any(_is_due(copy, now) for copy in one.copies))


def _is_due(copy: Copy, now: datetime) -> bool:
    is_fresh = copy.state.at is not None and abs(now - copy.state.at) < _AGAIN
    was_tried = copy.state.status is Status.RETRACTING and is_fresh
    return copy.way in {Way.DELETE, Way.LOOK_UP} and not was_tried


def copies(
    uid: str, outbox: Outbox, state: LedgerState, policy: Policy, now: datetime
) -> tuple[Copy, ...]:
    """Return each key of the post that the ledger or an account knows, in a fixed order."""
    accounts = {(one.platform, one.id): one for one in policy.practice.accounts}
    keys = {key for key in state.keys if key.uid == uid}
    keys |= {Key(uid, *pair) for pair in accounts}
    asked = _Asked(outbox=outbox, ledger=state, policy=policy, now=now)
    found = (asked.copy(key, accounts.get((key.platform, key.account))) for key in sorted(keys))
    return tuple(copy for copy in found if copy)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What a decision about one copy rests on."""

    outbox: Outbox
    ledger: LedgerState
    policy: Policy
    now: datetime

    def copy(self, key: Key, account: Account | None) -> Copy | None:
        """Return the copy and its way; None where nothing is nor will be."""
        state = self.ledger.get(key)
        way, detail = self._way(key, state, account)
        return Copy(key=key, way=way, state=state, detail=detail) if way else None

    def _way(self, key: Key, state: KeyState, account: Account | None) -> tuple[Way | None, str]:
        if state.status is Status.DELETED:
            return Way.GONE, state.reason
        if is_held(state, self.ledger, self.policy, self.now):
            return Way.HELD, "a run that is still at work: run this again when it has ended"
        if state.status not in _MAY_BE_THERE:
            return self._nothing_there(state, account), ""
        by_api = self._is_reached(account)
        if by_api and state.sent and state.sent.remote_id != state.sent.url:
            return Way.DELETE, ""
        if by_api and not state.sent and self._is_in_outbox(key):
            return Way.LOOK_UP, state.reason
        settle = f"then: bedside ledger resolve {key.uid} {key.platform} {key.account} gone"
        slot = "" if key.slot == "announce" else f" --slot {key.slot}"
        look = "remove it" if state.sent else "look whether it is there, remove it"
        return Way.BY_HAND, f"{look}, {settle}{slot}"

    def _nothing_there(self, state: KeyState, account: Account | None) -> Way | None:
        if account and account.status is AccountStatus.MANUAL:
            return Way.LOOK if state.status is Status.NEW else None
        if not self._may_be_sent(account) or state.reason == RETRACTED:
            return None
        return Way.FORBID

    def _may_be_sent(self, account: Account | None) -> bool:
        is_active = account is not None and account.status is AccountStatus.ACTIVE
        return is_active and account is not None and account.platform in self.policy.publishers

    def _is_reached(self, account: Account | None) -> bool:
        """Tell whether the network can delete by API and be asked whether it did."""
        can_ask = account is not None and account.platform not in self.policy.cannot_be_asked
        return can_ask and self._may_be_sent(account)

    def _is_in_outbox(self, key: Key) -> bool:
        """Tell whether the post can be looked up: by its address, which the outbox has."""
        posts = (post for post in self.outbox.posts if post.uid == key.uid)
        return any(
            (text.account, text.slot) == (key.account, key.slot)
            for post in posts
            for text in post.texts
        )


def _why_gone(
    uid: str, outbox: Outbox, state: LedgerState, policy: Policy, now: datetime
) -> str:  # fmt: skip
    """Return why the post's copies should go, or an empty string."""
    if any(key.uid == uid and one.status is Status.RETRACTING for key, one in state.keys.items()):
        return "its take-down is not finished"
    post = next((one for one in outbox.posts if one.uid == uid), None)
    if post is None:
        is_public = any(page.uid == uid for page in outbox.pages)  # hidden: reachable, unlisted
        return "" if is_public else "the post is not public any more"
    today = now.astimezone(policy.practice.zone).date()
    return why_not(policy.consents, post.consent, uid, today, "social") if post.consent else ""


def _there(found: tuple[Copy, ...]) -> tuple[Copy, ...]:
    ways = {Way.DELETE, Way.LOOK_UP, Way.BY_HAND, Way.HELD}
    return tuple(copy for copy in found if copy.way in ways)
