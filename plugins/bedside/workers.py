"""Share work out over the cores: every core but one gets a copy of this process, which says what it did.

What a copy says may only save work, never decide: with one core, few things to do, a system that
cannot copy a process, or a copy that fails, the caller hears nothing of them and does it all itself.
"""

import contextlib
import json
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, TypeVar

__all__ = ["aside", "cores", "is_worth_sharing", "share_out"]

_Item = TypeVar("_Item")
_FIRST = 8  # things, or a few more, that are done before the copies are made
_LEAST = 16  # things that a core must get: a copy itself costs some hundredths of a second


def cores() -> int:
    """Return how many cores this process may use; 1 where it cannot be copied safely."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def is_worth_sharing(items: Collection[Any]) -> bool:
    """Tell whether there are cores for some things to do, and enough things."""
    return len(items) >= 2 * _LEAST and cores() > 1


def share_out(items: Sequence[_Item], work: Callable[[Sequence[_Item]], Any]) -> list[Any]:
    """Return what `work` says of each share of the items, as JSON carries it; nothing with one core.

    A few are done here first, so that what the work needs is loaded once and not by every copy. What
    is said of one item must not depend on any other.
    """
    if not is_worth_sharing(items):
        return []
    step, count = len(items) // _FIRST, min(cores(), len(items) // _LEAST)
    first = work(items[::step])
    rest = [one for place, one in enumerate(items) if place % step]
    copies = [_copy(work, rest[place::count]) for place in range(1, count)]
    try:
        return [first, work(rest[::count]), *(one for copy in copies for one in _said(copy[1]))]
    finally:
        for process, pipe in copies:
            _end(process, pipe)


@contextlib.contextmanager
def aside(work: Callable[[], Any]) -> Iterator[list[Any]]:
    """Have one thing done by a copy of this process meanwhile; what it says is in the list afterwards."""
    process, pipe = _copy(lambda _: work(), ())
    said: list[Any] = []
    try:
        yield said
        said += _said(pipe)
    finally:
        _end(process, pipe)


def _copy(work: Callable[[Sequence[_Item]], Any], items: Sequence[_Item]) -> tuple[int, int]:
    """Start a copy of this process that does one share; return its number and where it tells."""
    hear, tell = os.pipe()
    with warnings.catch_warnings():  # of threads: those of libraries that are idle, and know forks
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if process:
        os.close(tell)
        return process, hear
    try:
        os.close(hear)
        with os.fdopen(tell, "w", encoding="utf-8") as out:
            json.dump([work(items)], out)
            out.write("\n")
    finally:
        os._exit(0)  # whatever happened: nothing of this process may be tidied up twice


def _said(pipe: int) -> list[Any]:
    """Return what a copy says, in a list; an empty one where it did not end well."""
    with os.fdopen(os.dup(pipe), encoding="utf-8") as told:
        text = told.read()
    return json.loads(text) if text.endswith("\n") else []


def _end(process: int, pipe: int) -> None:
    """Let nothing of a copy stay: after an error here it may still be at work."""
    os.close(pipe)
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
