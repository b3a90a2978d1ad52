"""Make a ledger that can be trusted again after the old one was lost: look, and send nothing.

What a network still shows is written down as sent, everything else as baseline, so that nothing
is announced twice. A person may still ask for a post with `bedside ledger resolve` or --backfill.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

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
    ledger: Ledger, published: PublishedMark | None, run: str, tools: Tools
) -> Iterator[tuple[Key, Sent | NotFound | Unknown]]:
    """Settle every open announcement of the outbox, yielding what was found; then adopt the mark."""
    state = ledger.state()
    for account in _active(tools):
        for post in tools.outbox.posts:
            known: set[str] = set()  # one page may have several announcements
            for key in _due(post, account, tools.now()):
                settled = state.get(key)
                if settled.status in _OPEN:
                    found = _find(key, post, account, tools, frozenset(known))
                    yield key, found
                    ledger.record(_event(key, found, run, tools))
                    known |= {found.remote_id} if isinstance(found, Sent) else set()
                elif settled.sent:
                    known.add(settled.sent.remote_id)
        first = account_key(account.platform, account.id)
        if (account.platform, account.id) not in state.accounts:
            ledger.record(_event(first, NotFound(), run, tools))
    if published is not None:
        ledger.adopt(published.ledger_id, published.high_water, published.chain)


def _active(tools: Tools) -> list[Account]:
    return [
        one
        for one in tools.accounts.values()
        if one.status is AccountStatus.ACTIVE and one.platform in tools.publishers
    ]


def _due(post: OutboxPost, account: Account, now: datetime) -> Iterator[Key]:
    """Yield the announcement's key, and each re-share's whose time has come."""
    yield Key(post.uid, account.platform, account.id)
    for text in sorted(post.texts, key=lambda one: one.slot):
        is_due = text.at is not None and text.at <= now
        if text.account == account.id and text.slot != ANNOUNCE and is_due:
            yield Key(post.uid, account.platform, account.id, text.slot)


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


def _event(key: Key, found: Sent | NotFound | Unknown, run: str, tools: Tools) -> Event:
    at = tools.now()
    if isinstance(found, Sent):
        return Event(
            key=key, seq=0, kind=EventKind.RESOLVED, at=at, run=run, reason="found by rebuild",
            remote_id=found.remote_id, url=found.url,
        )  # fmt: skip
    return Event(key=key, seq=0, kind=EventKind.SKIPPED, at=at, run=run, reason=BASELINE)
