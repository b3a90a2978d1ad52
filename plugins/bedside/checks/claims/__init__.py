"""Claims and advice that a practice may not publish: clauses as data, one engine, packs by state."""

from bedside.checks.claims.clause import Clause, Frame, Pack
from bedside.checks.claims.engine import breaks_any, broken_by, find_clause
from bedside.checks.claims.packs import CLAUSES, packs_of

__all__ = [
    "CLAUSES",
    "Clause",
    "Frame",
    "Pack",
    "breaks_any",
    "broken_by",
    "find_clause",
    "packs_of",
]
