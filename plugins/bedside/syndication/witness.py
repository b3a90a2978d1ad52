"""What this computer last knew of the ledger, kept outside it: an older copy put back is noticed.

The public site is told of the ledger by a deploy only. What was announced since is known here: after
each claim, before the network hears of it, `build/witness.json` gets the ledger's mark. A ledger that
holds less, or something else, is refused like one that the public site does not know.
"""

from pathlib import Path

from pydantic import ValidationError

from bedside.deploy.mark import PublishedMark, mark_json
from bedside.errors import LedgerError
from bedside.files import read_text, write_atomic
from bedside.project import Project
from bedside.syndication.store import Ledger

__all__ = ["bear_witness", "witnessed"]


def bear_witness(project: Project, ledger: Ledger) -> None:
    """Write down, durably, how far the ledger is. Raises OSError when there is no room."""
    ledger_id, mark, chain = ledger.standing()
    known = PublishedMark(ledger=ledger_id, mark=mark, chain=chain)
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
