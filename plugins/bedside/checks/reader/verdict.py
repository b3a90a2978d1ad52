"""What the reader says of a passage: one patient's, plainly general, or neither."""

from functools import lru_cache

from bedside.checks.reader.memory import Memory
from bedside.checks.reader.model import open_reader, open_screen

__all__ = ["is_long_enough", "is_plainly_general", "tells_of_one"]

_FEWEST = 9  # words: of less the model was hardly taught


def is_long_enough(text: str) -> bool:
    """Tell whether the reader can have an opinion of a passage."""
    return text.count(" ") + 1 >= _FEWEST


def tells_of_one(text: str, memory: Memory | None = None) -> bool:
    """Tell whether a passage reads as if it told of one patient.

    What was cleared in an earlier run is not read again.
    """
    if memory and memory.knows(text):
        return False
    is_told = not open_screen().clears(text) and _score(text) >= open_reader().threshold
    if memory and not is_told:
        memory.keep(text)
    return is_told


def is_plainly_general(text: str) -> bool:
    """Tell whether a passage reads as if it surely told of no patient."""
    return open_screen().clears(text) or _score(text) < open_reader().general


@lru_cache(maxsize=4096)  # a check, the build after it and a preview read the same passages
def _score(text: str) -> float:
    return open_reader().score(text)
