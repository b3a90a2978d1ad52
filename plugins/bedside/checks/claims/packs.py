"""Every clause, and which packs a practice is under: its states', and those that hold everywhere.

Its states are those of its offices and the one it names as its `jurisdiction`: a practice that sees
patients by video has a board and may have no office.
"""

from functools import cache
from typing import TYPE_CHECKING

from bedside.checks.claims.advice import ADVICE
from bedside.checks.claims.california import CALIFORNIA
from bedside.checks.claims.clause import Clause, Pack
from bedside.checks.claims.fda import FDA
from bedside.checks.claims.ftc import FTC
from bedside.checks.claims.general import GENERAL
from bedside.checks.claims.texas import TEXAS

if TYPE_CHECKING:
    from bedside.practice import Practice

__all__ = ["CLAUSES", "packs_of"]

CLAUSES: tuple[Clause, ...] = (*ADVICE, *GENERAL, *FDA, *FTC, *TEXAS, *CALIFORNIA)
_STATES = {"TX": Pack.TX, "TEXAS": Pack.TX, "CA": Pack.CA, "CALIFORNIA": Pack.CA}


def packs_of(practice: "Practice | None") -> frozenset[Pack]:
    """Return the packs that hold for a practice. Without one, no state's do."""
    if practice is None:
        return _packs(("US", ""))
    offices = [(one.country, one.state) for one in practice.locations]
    named = practice.practice.jurisdiction.upper().replace("US-", " ").replace(",", " ").split()
    if not offices or any(country == "US" for country, _ in offices):  # else CA is Canada
        offices += [("US", one) for one in named if one in _STATES]
    return _packs(*offices)


@cache
def _packs(*places: tuple[str, str]) -> frozenset[Pack]:
    found = {Pack.ADVICE, Pack.GENERAL}
    for country, state in places:
        if country == "US":
            found.add(Pack.US)
            if pack := _STATES.get(state.strip().upper()):
                found.add(pack)
    return frozenset(found)
