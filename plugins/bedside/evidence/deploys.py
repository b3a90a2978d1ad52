"""What evidence keeps of a deploy: which checks vouch for what, which post rests on which consent."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from bedside.evidence.chain import Fact, append, read_evidence

__all__ = ["record_deploy", "record_withdrawals"]

DEPLOY, WITHDRAWN = "deploy", "withdrawn"
_SAME = ("sources_sha256", "rules", "allowances")  # a run that renewed nothing else needs no line


def record_deploy(folder: Path, at: datetime, release: str, facts: Mapping[str, Fact]) -> bool:
    """Add a line for a proven deploy, unless the last one vouches for the same; tell whether."""
    last = [one for one in read_evidence(folder).entries if one.kind == DEPLOY][-1:]
    if any(all(one.facts.get(key) == facts.get(key) for key in _SAME) for one in last):
        return False
    append(folder, at, DEPLOY, release, facts)
    return True


def record_withdrawals(folder: Path, at: datetime, gone: Iterable[tuple[str, str, int]]) -> None:
    """Add a line for each post that is proven gone: (uid, why, how many addresses)."""
    for uid, why, count in gone:
        append(folder, at, WITHDRAWN, uid, {"why": why, "addresses_proven_gone": count})
