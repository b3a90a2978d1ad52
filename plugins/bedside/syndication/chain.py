"""A running hash over the events: it tells two ledgers apart that were one once.

The public site names the hash at its mark. A copy that went its own way since has the same id and
perhaps as many events, but not this hash.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

__all__ = ["chained"]


def chained(rows: Iterable[dict[str, Any]], mark: int, chain: str) -> list[dict[str, Any]]:
    """Return the rows with their `mark` and `chain`, behind an event with these two."""
    linked = []
    for number, row in enumerate(rows, start=mark + 1):
        text = json.dumps([chain, number, sorted(row.items())], ensure_ascii=True)
        chain = hashlib.sha256(text.encode()).hexdigest()
        linked.append({**row, "mark": number, "chain": chain})
    return linked
