"""Make a ledger that can be trusted again after the old one was lost: look, and send nothing.

What a network still shows is written down as sent. What nobody can look up stays unknown, for a
person. What a network says is not there is as if it had never been announced: a post that is young
enough goes out with the next run, the command names it, and `bedside ledger resolve … skip` keeps
it back. Posts that are too old for that are baseline.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bedside.deploy.mark import PublishedMark
from bedside.errors import BedsideError
from bedside.outbox import OutboxPost
from bedside.platforms.base import NotFound, Sent, Unknown
from bedside.platforms.publishers import publisher_of
from bedside.practice import Account, AccountStatus
from bedside.reshare import ANNOUNCE
from bedside.syndication.announcements import announcement_for
from bedside.syndication.fold import account_key
from bedside.syndication.model import BASELINE, Event, EventKind, Key, Status
from bedside.syndication.store import Ledger
from bedside.syndication.tools import Tools, open_session, safe_find

__all__ = ["rebuild"]

_OPEN = {Status.NEW, Status.PLANNED, Status.CLAIMED, Status.UNKNOWN, Status.DEFERRED}


def rebuild(
    ledger: Ledger, published: PublishedMark | None, run: str, tools: Tools, max_age: timedelta
) -> Iterator[tuple[Key, str]]:
    """Settle every open announcement of the outbox, yielding what was found; then adopt the mark."""
    state = ledger.state()
    for account in _active(tools):
        for post in tools.outbox.posts:
            known: set[str] = set()  # one page may have several announcements
            for key, due in _due(post, account, tools.now()):
                settled = state.get(key)
                if settled.status in _OPEN:
                    found = _find(key, post, account, tools, frozenset(known))
                    is_old = settled.status is Status.NEW and tools.now() - due > max_age
                    kind, said = _verdict(key, found, is_old=is_old)
                    yield key, said
                    if kind:
                        ledger.record(_event(key, kind, found, run, tools))
                    known |= found.names if isinstance(found, Sent) else set()
                elif settled.sent:
                    known |= settled.sent.names
        first = account_key(account.platform, account.id)
        if (account.platform, account.id) not in state.accounts:
            ledger.record(_event(first, EventKind.SKIPPED, NotFound(), run, tools))
    if published is not None:
        ledger.adopt(published.ledger_id, published.high_water, published.chain)


def _active(tools: Tools) -> list[Account]:
    return [
        one
        for one in tools.accounts.values()
        if one.status is AccountStatus.ACTIVE and one.platform in tools.publishers
    ]


def _due(post: OutboxPost, account: Account, now: datetime) -> Iterator[tuple[Key, datetime]]:
    """Yield the announcement's key and each re-share's, and since when it is due; only what is."""
    texts = {one.slot: one for one in post.texts if one.account == account.id}
    for slot in (ANNOUNCE, *sorted(texts.keys() - {ANNOUNCE})):
        asked = texts[slot].at if slot in texts else None
        due = max(post.published, asked or post.published)
        if due <= now and (slot == ANNOUNCE or asked):
            yield Key(post.uid, account.platform, account.id, slot), due


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
            announcement_for(key, tools.outbox, tools.output), other_copies=known
        )
        return safe_find(announcement, publisher, session, tools.secrets)


def _verdict(
    key: Key, found: Sent | NotFound | Unknown, *, is_old: bool
) -> tuple[EventKind | None, str]:
    """Return the event that follows from a look-up, if any, and what a person is told."""
    if isinstance(found, Sent):
        return EventKind.SCHEDULED if found.shows_at else EventKind.RESOLVED, found.url
    if is_old:
        return EventKind.SKIPPED, "not found there, and too old to be announced: baseline"
    slot = "" if key.slot == ANNOUNCE else f" --slot {key.slot}"
    settle = f"bedside ledger resolve {key.uid} {key.platform} {key.account}{slot}"
    if isinstance(found, Unknown):
        return EventKind.UNKNOWN, f"{found.reason}: say what is there: `{settle} …`"
    return None, f"not there: the next run may announce it; `{settle} skip` keeps it back"


def _event(
    key: Key, kind: EventKind, found: Sent | NotFound | Unknown, run: str, tools: Tools
) -> Event:
    at = tools.now()
    if isinstance(found, Sent):
        return Event(
            key=key, seq=0, kind=kind, at=at, run=run, reason="found by rebuild",
            remote_id=found.remote_id, url=found.url, until=found.shows_at,
        )  # fmt: skip
    reason = found.reason if kind is EventKind.UNKNOWN and isinstance(found, Unknown) else BASELINE
    return Event(key=key, seq=0, kind=kind, at=at, run=run, reason=reason)
