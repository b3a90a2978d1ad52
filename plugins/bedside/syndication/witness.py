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
from bedside.project import Folder, Project
from bedside.syndication.engine import database_file, read_address
from bedside.syndication.mark import guard
from bedside.syndication.outside import settled_names
from bedside.syndication.store import Ledger

__all__ = [
    "bear_full_witness",
    "bear_witness",
    "bear_witness_of_pause",
    "lacks_witness",
    "witnessed",
]

_FRESH = timedelta(hours=1)  # from a build to the run behind it, as the publishing workflow has it


def bear_witness(folder: Folder, ledger: Ledger, now: datetime) -> None:
    """Write down, durably, how far the ledger is. Raises OSError when there is no room."""
    before, ledger_id = witnessed(folder), ledger.id
    settled = before.settled if before and before.ledger_id == ledger_id else ""
    _write(folder, ledger, now, settled)


def bear_full_witness(project: Project, ledger: Ledger, now: datetime) -> None:
    """Write down what is settled as well; what has no room is written by the next run."""
    posts = load_outbox(project.outbox).posts if project.outbox.exists() else ()
    since = now - timedelta(days=project.practice.policies.max_age_days)
    settled = settled_names(ledger.id, ledger.state(), posts, since)
    with suppress(OSError):
        _write(project, ledger, now, settled)


def bear_witness_of_pause(folder: Folder, ledger: Ledger, now: datetime) -> None:
    """Write down that announcing is paused, or is no more. Raises OSError when there is no room.

    A pause holds on an older ledger too; what this computer knew of the newer one stays known.
    """
    before = witnessed(folder)
    try:
        guard(before, ledger)
    except LedgerError:
        assert before is not None
        pause = ledger.pause()
        since = pause.since if pause else None
        write_atomic(_file(folder), mark_json(before.model_copy(update={"paused": since})))
    else:
        bear_witness(folder, ledger, now)


def _write(folder: Folder, ledger: Ledger, now: datetime, settled: str) -> None:
    ledger_id, mark, chain = ledger.standing()
    pause = ledger.pause()  # behind the mark: what is paused meanwhile is paused
    known = PublishedMark(
        ledger=ledger_id, mark=mark, chain=chain, settled=settled, built_at=now,
        paused=pause.since if pause else None,
    )  # fmt: skip
    write_atomic(_file(folder), mark_json(known))


def witnessed(folder: Folder) -> PublishedMark | None:
    """Return what was written down last, None on a computer that has announced nothing."""
    file = _file(folder)
    if not file.exists():
        return None
    try:
        return PublishedMark.model_validate_json(read_text(file))
    except ValidationError:
        message = f"{file}: is not what Bedside wrote: remove it, then run `bedside ledger rebuild`"
        raise LedgerError(message) from None


def lacks_witness(
    known: PublishedMark | None, published: PublishedMark | None, address: str, now: datetime
) -> bool:  # fmt: skip
    """Tell whether a ledger that was put back may go unnoticed here: the public site names one, this computer none.

    A runner that keeps nothing never has a witness: there the ledger is elsewhere, and the mark that
    the site has from the build just before is as good.
    """
    if known or not (published and published.ledger_id):
        return False
    is_here = database_file(read_address(address)) is not None
    is_fresh = published.built_at is not None and abs(now - published.built_at) < _FRESH
    return is_here or not is_fresh


def _file(folder: Folder) -> Path:
    return folder.build / "witness.json"
