"""The reader: a small sentence model that says whether a passage tells of one patient.

Rules know words; a practice's own voice tells of a patient without them. The weights, what they
were made from and how they did stand in vendor/reader/README.md.
"""

from bedside.checks.reader.memory import Memory, open_memory
from bedside.checks.reader.model import (
    MODEL_FILES,
    Reader,
    open_reader,
    open_screen,
    reader_mark,
    reader_problem,
)
from bedside.checks.reader.passages import (
    Passage,
    cut_passages,
    paragraphs_at,
    passages_of,
    sentences_alone,
)
from bedside.checks.reader.post import Place, ahead, behind
from bedside.checks.reader.verdict import (
    how_surely,
    is_general,
    is_long_enough,
    is_plain_title,
    is_plainly_general,
    is_sure,
    surely_tells_of_one,
    tells_beside,
    tells_of_one,
)

__all__ = [
    "MODEL_FILES", "Memory", "Passage", "Place", "Reader", "ahead", "behind", "cut_passages", "how_surely", "is_general", "is_long_enough", "is_plain_title", "is_plainly_general",
    "is_sure", "open_memory", "open_reader", "open_screen", "paragraphs_at", "passages_of",
    "reader_mark", "reader_problem", "sentences_alone", "surely_tells_of_one", "tells_beside", "tells_of_one",
]  # fmt: skip
