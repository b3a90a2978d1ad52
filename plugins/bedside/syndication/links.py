"""Where each post can also be read: the `u-syndication` links of the next build."""

import os

from bedside.clock import current_time
from bedside.syndication.model import LedgerState, Status

__all__ = ["ledger_address", "links_of", "syndication_links"]


def ledger_address(default: str) -> str:
    """Return the ledger's address: BEDSIDE_LEDGER when it is set, else the project's own."""
    return os.environ.get("BEDSIDE_LEDGER") or default


def syndication_links(ledger_url: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return uid -> (label, address) of each copy that is online; nothing without a ledger."""
    from bedside.syndication.store import find_ledger  # noqa: PLC0415  SQLAlchemy loads slowly

    ledger = find_ledger(ledger_address(ledger_url), current_time())
    return links_of(ledger.state()) if ledger else {}


def links_of(state: LedgerState) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return uid -> (label, address) in the order of the keys."""
    links: dict[str, tuple[tuple[str, str], ...]] = {}
    for key, one in sorted(state.keys.items()):
        if one.status is Status.SENT and one.sent and one.sent.url:
            pair = (key.platform.capitalize(), one.sent.url)
            links[key.uid] = (*links.get(key.uid, ()), pair)
    return links
