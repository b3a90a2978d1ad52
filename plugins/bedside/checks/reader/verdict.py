"""What the reader says of a passage: one patient's, plainly general, or neither."""

from functools import lru_cache

from bedside.checks.reader.model import open_reader, open_screen

__all__ = ["is_plainly_general", "tells_of_one"]


def tells_of_one(text: str) -> bool:
    """Tell whether a passage reads as if it told of one patient."""
    return not _is_cleared(text) and _score(text) >= open_reader().threshold


def is_plainly_general(text: str) -> bool:
    """Tell whether a passage reads as if it surely told of no patient."""
    return _is_cleared(text) or _score(text) < open_reader().general


@lru_cache(maxsize=4096)  # a check, the build after it and a preview read the same passages
def _score(text: str) -> float:
    return open_reader().score(text)


def _is_cleared(text: str) -> bool:
    return open_screen().clears(text)
