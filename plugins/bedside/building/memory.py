"""Let Python look for rubbish seldom while a site is built: almost all that a build makes is kept."""

import contextlib
import gc
from collections.abc import Iterator

__all__ = ["few_collections"]

# New objects between two searches. Python's own 700 makes it walk the same thousands of pages again
# and again; of the rubbish in circles that waits until then, this many objects are some 20 MB.
_BETWEEN = 200_000


@contextlib.contextmanager
def few_collections() -> Iterator[None]:
    """Leave out what is there already from every search, and search seldom; then as before."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_BETWEEN, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
