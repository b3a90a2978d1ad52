"""Tell the many small places of one kind in one finding, so that a report stays short."""

from collections.abc import Sequence
from dataclasses import replace

from bedside.checks.model import Finding

__all__ = ["gather"]

_TOLD = 5  # places; more would hide the findings that stop a post


def gather(findings: Sequence[Finding]) -> Finding:
    """Return the first finding, with the places and messages of the others in its own."""
    first, *others = sorted(findings, key=lambda one: (one.line, one.column))
    told = [f"{one.line}:{one.column} {one.message}" for one in others[: _TOLD - 1]]
    rest = len(others) - len(told)
    more = [f"and {rest} more"] if rest else []
    return replace(first, message="; ".join([first.message, *told, *more]))
