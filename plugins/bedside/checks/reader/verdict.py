"""What the reader says of a passage: one patient's, surely one patient's, or nobody's."""

from functools import lru_cache

from bedside.checks.cues import RESEARCH
from bedside.checks.reader.memory import Memory
from bedside.checks.reader.model import open_reader, open_screen
from bedside.checks.reader.passages import in_post

__all__ = [
    "is_general",
    "is_long_enough",
    "is_plainly_general",
    "is_sure",
    "surely_tells_of_one",
    "tells_of_one",
]

_FEWEST = 9  # words: of less the model was hardly taught
_BRIEF = 14  # words: of less it is asked for more
_MORE = 1.0
# Words: of fewer the model was taught little under a title, and there that they are nobody's.
_SHORT = 30


def is_long_enough(text: str) -> bool:
    """Tell whether the reader can have an opinion of a passage."""
    return text.count(" ") + 1 >= _FEWEST


def tells_of_one(text: str, memory: Memory | None = None, title: str = "") -> bool:
    """Tell whether a passage reads, under its post's title, as if it told of one patient.

    Reports of studies are full of patients who are nobody: there the reader must be sure. What was
    cleared in an earlier run is not read again.
    """
    read = in_post(text, title)
    if memory and memory.knows(read):
        return False
    is_told = not open_screen().clears(text) and (
        _score(read) >= _wanted(text, is_titled=bool(title)) or _tells_plainly(text, title)
    )
    if memory and not is_told:
        memory.keep(read)
    return is_told


def surely_tells_of_one(text: str, memory: Memory | None = None) -> bool:
    """Tell whether a sentence that stands alone, of any length, surely tells of one patient."""
    key = f"alone {text}"
    if memory and memory.knows(key):
        return False
    # by its words: most short sentences are not, and cost nothing
    is_likely = open_screen().weigh(text) > 0
    is_told = is_likely and is_sure(text) and not RESEARCH.search(text)
    if memory and not is_told:
        memory.keep(key)
    return is_told


def _tells_plainly(text: str, title: str) -> bool:
    """Tell whether a short passage tells so plainly that no title makes it anybody else's."""
    is_short = text.count(" ") + 1 < _SHORT
    return bool(title) and is_short and not RESEARCH.search(text) and is_sure(text)


def _wanted(text: str, *, is_titled: bool) -> float:
    """Return the score from which a passage counts."""
    reader = open_reader()
    if RESEARCH.search(text):
        return reader.sure
    least = reader.threshold if is_titled else reader.untitled
    return least + (_MORE if text.count(" ") + 1 < _BRIEF else 0.0)


def is_general(text: str, title: str = "") -> bool:
    """Tell whether a passage plainly tells of nobody."""
    if open_screen().clears(text):
        return True
    is_calm = _score(in_post(text, title)) < open_reader().general
    return is_calm and not _tells_plainly(text, title)


def is_plainly_general(text: str, title: str = "") -> bool:
    """Tell whether a passage tells of nobody, as surely as the model can say."""
    if open_screen().clears(text):
        return True
    return _score(in_post(text, title)) <= -open_reader().sure and not _tells_plainly(text, title)


def is_sure(text: str, title: str = "") -> bool:
    """Tell whether a passage surely tells of one patient."""
    return not open_screen().clears(text) and _score(in_post(text, title)) >= open_reader().sure


@lru_cache(maxsize=4096)  # a check, the build after it and a preview read the same passages
def _score(text: str) -> float:
    return open_reader().score(text)
