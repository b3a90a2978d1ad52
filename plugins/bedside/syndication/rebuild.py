"""Make a ledger that can be trusted again after the old one was lost: look, and send nothing.

What a network still shows is written down as sent, everything else as baseline, so that nothing
is announced twice. A person may still ask for a post with `bedside ledger resolve` or --backfill.
"""

from collections.abc import Iterator

from bedside.deploy.mark import PublishedMark
from bedside.errors import BedsideError
from bedside.outbox import OutboxPost
from bedside.platforms.base import NotFound, Sent, Unknown
from bedside.platforms.publishers import publisher_of
from bedside.practice import Account, AccountStatus
from bedside.syndication.announcements import announcement_for
from bedside.syndication.apply import Tools, open_session, safe_find
from bedside.syndication.fold import account_key
from bedside.syndication.model import BASELINE, Event, EventKind, Key, Status
from bedside.syndication.store import Ledger

__all__ = ["rebuild"]

_OPEN = {Status.NEW, Status.PLANNED, Status.CLAIMED, Status.UNKNOWN, Status.DEFERRED}


def rebuild(
    ledger: Ledger, published: PublishedMark | None, run: str, tools: Tools
) -> Iterator[tuple[Key, Sent | NotFound | Unknown]]:
    """Settle every open announcement of the outbox, yielding what was found; then adopt the mark."""
    state = ledger.state()
    for account in _active(tools):
        for post in tools.outbox.posts:
            key = Key(post.uid, account.platform, account.id)
            if state.get(key).status not in _OPEN:
                continue
            found = _find(key, post, account, tools)
            yield key, found
            ledger.record(_event(key, found, run, tools))
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


def _find(key: Key, post: OutboxPost, account: Account, tools: Tools) -> Sent | NotFound | Unknown:
    if not any(text.account == account.id for text in post.texts):
        return NotFound()
    publisher = publisher_of(account, tools.publishers)
    try:
        session = open_session(account, publisher, tools)
    except BedsideError as error:
        return Unknown(reason=tools.secrets.mask(str(error)))
    with session.client:
        announcement = announcement_for(key, tools.outbox, tools.output)
        return safe_find(announcement, publisher, session, tools.secrets)


def _event(key: Key, found: Sent | NotFound | Unknown, run: str, tools: Tools) -> Event:
    at = tools.now()
    if isinstance(found, Sent):
        return Event(
            key=key, seq=0, kind=EventKind.RESOLVED, at=at, run=run, reason="found by rebuild",
            remote_id=found.remote_id, url=found.url,
        )  # fmt: skip
    return Event(key=key, seq=0, kind=EventKind.SKIPPED, at=at, run=run, reason=BASELINE)
