"""Which faults are tried where: every kind at every point of a clean run."""

from collections.abc import Iterator

from tests.faults.injected import ANSWERS, GONE, LEDGER, OLDER, Point
from tests.faults.mail_lines import makes_sense
from tests.faults.stores import STORES
from tests.faults.world import Case

__all__ = ["KINDS", "cases"]

_OWN = "GET */output/"  # the practice's own site: what fails there keeps the networks from being called
_STOPS = ("killed before", "killed after", "two runners")
_WRITES = ("disk full", "clock on", "clock back")
_LOSSES = (GONE, OLDER)  # of the ledger, between a run that was killed and the next
KINDS = (*_STOPS, *_LOSSES, *_WRITES, *ANSWERS)


def cases(store: str, points: tuple[Point, ...]) -> Iterator[Case]:
    """Yield the runs of one store. What happens between runs is tried at one point a run.

    What a network answers is tried once for each step, with every post and network at once: each
    post on each account meets it on its own. It does not depend on the store, so the others than
    the first get it where something is written on the network. Stopping a run while it only reads
    is the same as stopping it at the next point that writes; the first store gets that too.
    A ledger is lost, or put back to what it was before the run, behind each point that writes.
    """
    is_first = store == STORES[0]
    tried = [one for one in points if is_first or not one.is_reading]
    for kind in _STOPS:
        for point in tried:
            yield Case(store=store, kind=kind, points=(point,))
    for kind in _WRITES:
        for point in tried:
            if point.unit == LEDGER:
                yield Case(store=store, kind=kind, points=(point,))
    for kind in _LOSSES:
        for point in tried:
            if not point.is_reading:
                yield Case(store=store, kind=kind, points=(point,))
    calls = [one for one in tried if one.unit != LEDGER]
    own = {one.unit for one in calls if one.words.startswith(_OWN)}
    for kind in ANSWERS:
        yield from (
            Case(store=store, kind=kind, points=together)
            for some in (
                [one for one in calls if one.unit in own],
                [one for one in calls if one.unit not in own and makes_sense(kind, one.words)],
            )
            for together in _steps(some)
        )


def _steps(calls: list[Point]) -> Iterator[tuple[Point, ...]]:
    """Yield the calls in groups: the first kind of call of each unit, then the second, and so on."""
    words: dict[str, list[str]] = {}
    for one in calls:
        known = words.setdefault(one.unit, [])
        if one.words not in known:
            known.append(one.words)
    for step in range(max(map(len, words.values()), default=0)):
        now = {(unit, known[step]) for unit, known in words.items() if step < len(known)}
        yield tuple(one for one in calls if (one.unit, one.words) in now)
