"""Make a ledger that can be trusted again after the old one was lost: look, and send nothing.

What a network still shows is written down as sent. What nobody can look up stays unknown, for a
person. What is not there may have been taken back: where the public site or this computer knew it as
settled, or it has been due for more than a day behind what they know, it is a person's too. The rest
was not announced yet: what is young enough goes out with the next run, the command names it, and
`bedside ledger resolve … skip` keeps it back. Posts that are too old for that are baseline.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bedside.deploy.mark import PublishedMark
from bedside.errors import BedsideError
from bedside.files import sha256
from bedside.outbox import OutboxPost
from bedside.platforms.base import NotFound, Scheduler, Sent, Unknown
from bedside.platforms.publishers import publisher_of
from bedside.practice import Account, AccountStatus
from bedside.reshare import ANNOUNCE
from bedside.syndication.announcements import announcement_for, waiting_payload
from bedside.syndication.fold import account_key
from bedside.syndication.model import (
    BASELINE,
    NOT_THERE,
    Event,
    EventKind,
    Key,
    LedgerState,
    Status,
)
from bedside.syndication.outside import OPEN, Outside, due_of
from bedside.syndication.pause import pause_event
from bedside.syndication.store import Ledger
from bedside.syndication.tools import Tools, open_session, safe_find

__all__ = ["rebuild"]


def rebuild(
    ledger: Ledger, published: PublishedMark | None, witness: PublishedMark | None, run: str,
    tools: Tools, max_age: timedelta,
) -> Iterator[tuple[Key, str]]:  # fmt: skip
    """Settle every open announcement of the outbox, yielding what was found; then adopt the mark."""
    _pause_again(ledger, run, tools.now(), published, witness)
    work = _Rebuild(
        ledger=ledger, state=ledger.state(), outside=Outside.of(published, witness), run=run,
        tools=tools, max_age=max_age, is_edited=ledger.broken_at() is not None,
    )  # fmt: skip
    for account in _active(tools):
        for post in tools.outbox.posts:
            yield from work.settle(post, account)
        work.remember(account)
    if work.is_edited:
        ledger.seal_again()
    if published is not None:
        ledger.adopt(published.ledger_id, published.high_water, published.chain)


def _pause_again(
    ledger: Ledger, run: str, now: datetime, *marks: PublishedMark | None
) -> None:  # fmt: skip
    """Pause where it was paused when the ledger was lost; only a person lifts that."""
    if any(one and one.paused and not ledger.knows_pause(one.paused) for one in marks):
        ledger.record(pause_event("it was paused before the ledger was lost", now, run))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rebuild:
    """One rebuild: the ledger as it was found, and what else is known."""

    ledger: Ledger
    state: LedgerState
    outside: Outside
    run: str
    tools: Tools
    max_age: timedelta
    is_edited: bool  # rows were changed by hand: what they do not tell may have been sent

    def settle(self, post: OutboxPost, account: Account) -> Iterator[tuple[Key, str]]:
        """Look for a post's open announcements on an account, yielding what was found."""
        known: set[str] = set()  # one page may have several announcements
        for key, due in _slots(post, account):
            there, now = self.state.get(key), self.tools.now()
            was_settled = self.outside.has(key)
            is_due = due <= now or was_settled
            if there.status not in OPEN or not (is_due or self._may_wait(account)):
                known |= there.sent.names if there.sent else set()
                continue
            found = _find(key, post, account, self.tools, frozenset(known))
            if not is_due and not isinstance(found, Sent):
                continue
            is_old = there.status is Status.NEW and now - due > self.max_age
            is_doubtful = self.is_edited or self.outside.was_announced(due, now)
            is_a_person_s = was_settled or (not is_old and is_doubtful)
            kind, said, why = _verdict(key, found, is_old=is_old, is_a_person_s=is_a_person_s)
            yield key, said
            if kind:
                payload = _waiting_payload(key, found, self.tools)
                event = _event(key, kind, found, why, self.run, self.tools)
                self.ledger.record(replace(event, payload=payload))
            known |= found.names if isinstance(found, Sent) else set()

    def _may_wait(self, account: Account) -> bool:
        """Tell whether what comes later may wait on the network already."""
        return isinstance(publisher_of(account, self.tools.publishers), Scheduler)

    def remember(self, account: Account) -> None:
        """Write down that the account is no new one."""
        if (account.platform, account.id) not in self.state.accounts:
            first = account_key(account.platform, account.id)
            self.ledger.record(
                _event(first, EventKind.SKIPPED, NotFound(), BASELINE, self.run, self.tools)
            )


def _active(tools: Tools) -> list[Account]:
    return [
        one
        for one in tools.accounts.values()
        if one.status is AccountStatus.ACTIVE and one.platform in tools.publishers
    ]


def _slots(post: OutboxPost, account: Account) -> Iterator[tuple[Key, datetime]]:
    """Yield the announcement's key and each re-share's that has a time, and since when it is due."""
    timed = {one.slot for one in post.texts if one.account == account.id and one.at}
    for slot in (ANNOUNCE, *sorted(timed - {ANNOUNCE})):
        yield Key(post.uid, account.platform, account.id, slot), due_of(post, account.id, slot)


def _find(
    key: Key, post: OutboxPost, account: Account, tools: Tools, known: frozenset[str]
) -> Sent | NotFound | Unknown:
    if not any((text.account, text.slot) == (account.id, key.slot) for text in post.texts):
        return NotFound()
    publisher = publisher_of(account, tools.publishers)
    try:
        session = open_session(account, publisher, tools)
    except BedsideError as error:
        return Unknown(reason=tools.secrets.mask(str(error)))
    with session.client:
        announcement = replace(
            announcement_for(key, tools.outbox, tools.output), other_copies=known, is_ahead=True
        )
        return safe_find(announcement, publisher, session, tools.secrets)


def _waiting_payload(key: Key, found: Sent | NotFound | Unknown, tools: Tools) -> str:
    """Return what is to be written down of the words of a copy that waits.

    Other words than the last build's were not checked, or not as they stand: under a hash of their own
    the next run takes the copy back.
    """
    if not (isinstance(found, Sent) and found.says):
        return ""
    announcement = announcement_for(key, tools.outbox, tools.output)
    return waiting_payload(announcement, found) or sha256(found.says.encode())


def _verdict(
    key: Key, found: Sent | NotFound | Unknown, *, is_old: bool, is_a_person_s: bool
) -> tuple[EventKind | None, str, str]:
    """Return the event that follows from a look-up, if any, what a person is told, and its reason."""
    if isinstance(found, Sent):
        kind = EventKind.SCHEDULED if found.shows_at else EventKind.RESOLVED
        return kind, found.url, "found by rebuild"
    if is_old and not is_a_person_s:
        said = "not found there, and too old to be announced: baseline"
        return EventKind.SKIPPED, said, BASELINE
    slot = "" if key.slot == ANNOUNCE else f" --slot {key.slot}"
    settle = f"bedside ledger resolve {key.uid} {key.platform} {key.account}{slot}"
    if isinstance(found, Unknown):
        reason = NOT_THERE if is_a_person_s else found.reason
        return EventKind.UNKNOWN, f"{found.reason}: say what is there: `{settle} …`", reason
    if is_a_person_s:
        said = (
            f"not there: taken back, perhaps: `{settle} skip`, or `{settle} --retry` announces it"
        )
        return EventKind.SKIPPED, said, NOT_THERE
    return None, f"not there: the next run may announce it; `{settle} skip` keeps it back", ""


def _event(
    key: Key, kind: EventKind, found: Sent | NotFound | Unknown, why: str, run: str, tools: Tools
) -> Event:
    there = found if isinstance(found, Sent) else Sent(remote_id="")
    return Event(
        key=key, seq=0, kind=kind, at=tools.now(), run=run, reason=why, remote_id=there.remote_id,
        url=there.url, until=there.shows_at,
    )  # fmt: skip
