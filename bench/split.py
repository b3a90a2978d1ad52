"""Which documents are kept for measuring: a third, by a hash of the id."""

import hashlib

__all__ = ["is_test"]


def is_test(name: str) -> bool:
    """Tell whether a document belongs to the test split, on which no list or weight is derived."""
    return hashlib.sha256(name.encode()).digest()[0] % 3 == 0
