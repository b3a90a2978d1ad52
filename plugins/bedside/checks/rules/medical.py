"""MED rules: advice to one reader and claims that break a clause, one rule for each clause."""

from functools import partial

from bedside.checks.claims import CLAUSES, Clause, find_clause
from bedside.checks.model import Rule

__all__ = ["MEDICAL"]


def _rule(clause: Clause) -> Rule:
    return Rule(
        code=clause.code, name=clause.name, severity=clause.severity,
        summary=f"{clause.says[0].upper()}{clause.says[1:]} ({clause.pack}).",
        why=clause.why, fix=clause.fix, authority=clause.authority,
        find=partial(find_clause, clause), bad=clause.bad, good=clause.good,
    )  # fmt: skip


MEDICAL: tuple[Rule, ...] = tuple(map(_rule, CLAUSES))
