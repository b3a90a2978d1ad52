"""Tell whether work grows as fast as what it works on, whatever else the machine does meanwhile."""

import time
from collections.abc import Callable

__all__ = ["grows_with_its_length"]

_TIMES = 4  # work that grew with the square would take sixteen times as long
_MOST = 9
_NOISE = 0.02  # CPU seconds


def grows_with_its_length(work: Callable[[int], object], size: int) -> bool:
    """Tell whether `work(size)` takes little more than four times the CPU of `work(size // 4)`."""
    work(size // _TIMES)  # loads what is loaded once
    return _cpu(work, size) < _MOST * _cpu(work, size // _TIMES) + _NOISE


def _cpu(work: Callable[[int], object], size: int) -> float:
    """Return the least of three turns."""
    turns = []
    for _ in range(3):
        began = time.process_time()
        work(size)
        turns.append(time.process_time() - began)
    return min(turns)
