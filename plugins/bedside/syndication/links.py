"""Where each post can also be read: the `u-syndication` links of the next build."""

import os
from urllib.parse import quote

from bedside.project import Folder
from bedside.syndication.model import LedgerState, Status

__all__ = ["ledger_address", "links_of"]


def ledger_address(folder: Folder, given: str | None = None) -> str:
    """Return the ledger's address: the one `given`, else BEDSIDE_LEDGER, else the folder's own.

    A branch is looked for in the repository that the folder stands in, wherever this is run.
    """
    address = given or os.environ.get("BEDSIDE_LEDGER") or folder.ledger_url
    if not address.startswith("git+branch:") or "repository=" in address:
        return address
    return f"{address}{'&' if '?' in address else '?'}repository={quote(str(folder.root))}"


def links_of(state: LedgerState) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return uid -> (label, address) in the order of the keys."""
    links: dict[str, tuple[tuple[str, str], ...]] = {}
    for key, one in sorted(state.keys.items()):
        if one.status is Status.SENT and one.sent and one.sent.url:
            pair = (key.platform.capitalize(), one.sent.url)
            links[key.uid] = (*links.get(key.uid, ()), pair)
    return links
