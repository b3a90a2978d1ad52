"""What this computer last knew of the ledger, kept outside it: an older copy put back is noticed.

The public site is told of the ledger by a deploy only. What was announced since is known here: after
each claim, before the network hears of it, `build/witness.json` gets the ledger's mark. A ledger that
holds less, or something else, is refused like one that the public site does not know. What is settled
(outside.py) stands there as it was behind the last run, or the claims of the last take-down.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import ValidationError

from bedside.deploy.mark import PublishedMark, mark_json
from bedside.errors import LedgerError
from bedside.files import read_text, write_atomic
from bedside.outbox import load_outbox
from bedside.project import Project
from bedside.syndication.outside import settled_names
from bedside.syndication.store import Ledger

__all__ = ["bear_full_witness", "bear_witness", "witnessed"]


def bear_witness(project: Project, ledger: Ledger, now: datetime) -> None:
    """Write down, durably, how far the ledger is. Raises OSError when there is no room."""
    before, ledger_id = witnessed(project), ledger.id
    settled = before.settled if before and before.ledger_id == ledger_id else ""
    _write(project, ledger, now, settled)


def bear_full_witness(project: Project, ledger: Ledger, now: datetime) -> None:
    """Write down what is settled as well; what has no room is written by the next run."""
    posts = load_outbox(project.outbox).posts if project.outbox.exists() else ()
    since = now - timedelta(days=project.practice.policies.max_age_days)
    settled = settled_names(ledger.id, ledger.state(), posts, since)
    with suppress(OSError):
        _write(project, ledger, now, settled)


def _write(project: Project, ledger: Ledger, now: datetime, settled: str) -> None:
    ledger_id, mark, chain = ledger.standing()
    known = PublishedMark(
        ledger=ledger_id, mark=mark, chain=chain, settled=settled, built_at=now
    )  # fmt: skip
    write_atomic(_file(project), mark_json(known))


def witnessed(project: Project) -> PublishedMark | None:
    """Return what was written down last, None on a computer that has announced nothing."""
    file = _file(project)
    if not file.exists():
        return None
    try:
        return PublishedMark.model_validate_json(read_text(file))
    except ValidationError:
        message = f"{file}: is not what Bedside wrote: remove it, then run `bedside ledger rebuild`"
        raise LedgerError(message) from None


def _file(project: Project) -> Path:
    return project.build / "witness.json"
