"""Carry a ledger to another store: every event, its id and mark; the old one is refused afterwards.

The old one is marked as moved first, so that nothing is written behind the copy. Stopped in between
it is simply run again: the new one is written all or none.
"""

from datetime import datetime

from bedside.errors import BedsideError, LedgerError
from bedside.syndication.engine import read_address, shown_address
from bedside.syndication.policy import is_at_work
from bedside.syndication.runs import held_for
from bedside.syndication.store import Ledger, find_ledger, open_ledger

__all__ = ["move_ledger"]


def move_ledger(old: str, new: str, now: datetime) -> Ledger:
    """Return the new ledger. Raises BedsideError before anything is changed, LedgerError behind."""
    where = _shown(new)
    source = find_ledger(old, now, moved_to=where)
    if source is None:
        message = f"{_shown(old)}: there is no ledger to move"
        raise BedsideError(message)
    target = open_ledger(new, now)
    if target.id == source.id and target.holdings() == source.holdings():
        return target  # the last try had come that far
    if target.mark or target.events():
        message = f"{where}: holds a ledger with {target.mark} events already: name an empty place"
        raise BedsideError(message)
    state, young = source.state(), held_for(read_address(old))
    claimed = {one.run for one in state.keys.values() if is_at_work(one, state, now, young)}
    if living := state.living_runs | claimed:
        message = f"{_shown(old)}: {len(living)} run(s) at work: wait until they have ended"
        raise LedgerError(message)
    source.leave(where)
    target.receive(source.holdings())
    if target.holdings() != source.holdings():
        message = f"{where}: does not hold what {_shown(old)} does: empty it and move again"
        raise LedgerError(message)
    return target


def _shown(url: str) -> str:
    return shown_address(read_address(url))
