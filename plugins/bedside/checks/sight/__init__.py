"""What can be seen in a picture file: faces and words, read once for each file and each reader."""

from bedside.checks.sight.apart import end as close_readers
from bedside.checks.sight.look import (
    MEMORY,
    Said,
    Sight,
    look_at,
    memory_of,
    recall,
    remember,
    words_in,
)
from bedside.checks.sight.readers import readers_now, readers_problem

__all__ = [
    "MEMORY", "Said", "Sight", "close_readers", "look_at", "memory_of", "readers_now", "readers_problem", "recall",
    "remember", "words_in",
]  # fmt: skip
