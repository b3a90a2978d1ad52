"""What the reader says of a passage: one patient's, surely one patient's, or nobody's."""

from functools import lru_cache

from bedside.checks.cues import RESEARCH
from bedside.checks.reader.memory import Memory
from bedside.checks.reader.model import open_reader, open_screen
from bedside.checks.reader.passages import passages_of
from bedside.checks.reader.post import (
    Block,
    Place,
    Sheet,
    behind,
    block_at,
    blocks_of,
    lay_out,
    lead_of,
)

__all__ = [
    "how_surely",
    "is_general",
    "is_long_enough",
    "is_plain_title",
    "is_plainly_general",
    "is_sure",
    "surely_tells_of_one",
    "tells_beside",
    "tells_of_one",
]

_FEWEST = 9  # words: of less the model was hardly taught
_LEAST = 4  # words, behind the prose
_BRIEF = 14  # words: of less it is asked for more
_MORE = 1.0
_SOUNDS = 0  # what a sentence's words weigh, of which it is asked alone: most weigh less
_SHORT = 30  # words: of fewer, what stands around says more of the score than they do


def is_long_enough(said: str) -> bool:
    """Tell whether the reader can have an opinion of a passage."""
    return said.count(" ") + 1 >= _FEWEST


def tells_of_one(place: Place, memory: Memory | None = None) -> bool:
    """Tell whether a passage reads, where it stands, as if it told of one patient.

    Reports of studies are full of patients who are nobody: there the reader must be sure. What was
    cleared in an earlier run is not read again.
    """
    said = place.said
    if open_screen().clears(said):
        return False
    key = _key(place, said)
    if memory and memory.knows(key):
        return False
    is_told = how_surely(place) >= _wanted(said, is_titled=bool(place.title))
    if memory and not is_told:
        memory.keep(key)
    return is_told


def surely_tells_of_one(place: Place, memory: Memory | None = None) -> bool:
    """Tell whether a sentence, of any length, surely tells of one patient.

    Under a title it falls where the post around it says as surely that it is nobody's.
    """
    alone = place.alone()
    if open_screen().weigh(alone.text) <= _SOUNDS:
        return False
    key = _key(place, f"alone {alone.text}")
    if memory and memory.knows(key):
        return False
    is_told = (
        is_sure(alone)
        and not RESEARCH.search(alone.text)
        and not (place.title and how_surely(place) <= -open_reader().sure)
    )
    if memory and not is_told:
        memory.keep(key)
    return is_told


def is_general(place: Place) -> bool:
    """Tell whether a passage plainly tells of nobody."""
    return _is_cleared(place) or _is_calm(place, open_reader().general)


def is_plainly_general(place: Place) -> bool:
    """Tell whether a passage tells of nobody, as surely as the model can say."""
    return _is_cleared(place) or _is_calm(place, open_reader().plain)


def is_plain_title(title: str, body: str) -> bool:
    """Tell whether a post's title, as it stands over each part and behind the whole, is plainly nobody's."""
    read = [_read(body, title, block) for block in blocks_of(body)]
    scores = [scores[at] for sheet, scores in read for at in sheet.title]
    return (
        bool(scores)
        and round(sum(scores) / len(scores), 1) <= open_reader().title
        and is_plainly_general(behind(body, title, title))
    )


def tells_beside(place: Place, memory: Memory | None = None) -> bool:
    """Tell whether what stands beside the prose, read behind it, tells of one patient.

    The reader must be a little surer than of prose, and of a few words quite sure.
    """
    said = place.said
    if said.count(" ") + 1 < _LEAST or open_screen().weigh(said) < open_reader().beside:
        return False
    key = _key(place, f"beside {said}")
    if memory and memory.knows(key):
        return False
    reader = open_reader()
    least = reader.threshold + _MORE if is_long_enough(said) else reader.sure
    is_told = how_surely(place) >= least
    if memory and not is_told:
        memory.keep(key)
    return is_told


def _is_calm(place: Place, most: float) -> bool:
    """Tell whether a passage scores no more than that.

    A short one goes under among others: where alone it is surely a patient's, only a post under a
    title clears it, and only as surely.
    """
    score, sure = how_surely(place), open_reader().sure
    is_short = place.said.count(" ") + 1 < _SHORT
    is_doubted = is_short and not (place.title and score <= -sure)
    return score <= most and not (is_doubted and is_sure(place.alone()))


def is_sure(place: Place) -> bool:
    """Tell whether a passage surely tells of one patient."""
    return not _is_cleared(place) and how_surely(place) >= open_reader().sure


def _is_cleared(place: Place) -> bool:
    return open_screen().clears(place.said)


def _wanted(said: str, *, is_titled: bool) -> float:
    """Return the score from which a passage counts."""
    reader = open_reader()
    if RESEARCH.search(said):
        return reader.sure
    least = reader.threshold if is_titled else reader.untitled
    return least + (_MORE if said.count(" ") + 1 < _BRIEF else 0.0)


def _key(place: Place, said: str) -> str:
    """Return all that the verdict on a passage comes from."""
    block = block_at(place.text, place.start)
    around, at = place.text[block.start : block.end], str(place.start - block.start)
    return "\0".join((place.title, lead_of(place.text, block), around, at, said))


def how_surely(place: Place) -> float:
    """Return how surely a passage tells of one patient: log odds, the mean of its pieces' scores.

    Rounded, so that every machine decides alike. What has no room where it stands is read alone, and
    what is too long to be read at once is as surely a patient's as the surest of its passages.
    """
    block = block_at(place.text, place.start)
    sheet, scores = _read(place.text, place.title, block)
    if place.end > sheet.end:
        if place.said != place.text:
            return how_surely(place.alone())
        if len(parts := passages_of(place.text)) > 1:
            return max(how_surely(Place(place.text, one.start, one.end)) for one in parts)
    within = sheet.within(place.start, place.end)
    return round(sum(scores[one] for one in within) / max(1, len(within)), 1)


@lru_cache(maxsize=256)  # a check, the build after it and a preview read the same posts
def _read(text: str, title: str, block: Block) -> tuple[Sheet, list[float]]:
    reader = open_reader()
    sheet = lay_out(text, title, block, reader.vocabulary)
    return sheet, reader.read(sheet.pieces)
