"""Refuse to go on with another ledger, or an older copy, than the public site was announced with."""

from bedside.deploy.mark import PublishedMark
from bedside.errors import LedgerError
from bedside.syndication.store import Ledger

__all__ = ["guard", "refuse_edited", "refuse_unknown_pause"]

_WAY_OUT = (
    "refused until rebuilt, so that nothing is announced twice: restore the ledger that was in "
    "use, or rebuild it with `bedside ledger rebuild`"
)


def refuse_edited(ledger: Ledger | None) -> None:
    """Raise LedgerError when a row in the middle of the ledger is not as it was written."""
    if ledger and (number := ledger.broken_at()) is not None:
        message = f"event {number} of this ledger is not as it was written, or is gone: {_WAY_OUT}"
        raise LedgerError(message)


def refuse_unknown_pause(
    known: PublishedMark | None, ledger: Ledger | None, *, who: str = "the public site"
) -> None:
    """Raise LedgerError when `who` knows of a pause that the ledger has forgotten."""
    if known and known.paused and ledger and not ledger.knows_pause(known.paused):
        message = (
            f"{who} knows that announcing was paused on {known.paused:%Y-%m-%d %H:%M} UTC, this "
            "ledger does not: nothing is sent until a person says `bedside syndicate --pause REASON` "
            "or `--resume`"
        )
        raise LedgerError(message)


def guard(
    published: PublishedMark | None, ledger: Ledger | None, *, who: str = "the public site"
) -> None:
    """Raise LedgerError when `who` knows another ledger, one with more events, or with others."""
    if published is None or not published.ledger_id:
        return
    if ledger is None or ledger.id != published.ledger_id:
        found = f"ledger {ledger.id} is here" if ledger else "no ledger is here"
        message = f"{who} knows ledger {published.ledger_id}, but {found}: {_WAY_OUT}"
        raise LedgerError(message)
    if ledger.mark < published.high_water:
        message = (
            f"this ledger holds {ledger.mark} events, {who} knew of "
            f"{published.high_water}: it is an older copy: {_WAY_OUT}"
        )
        raise LedgerError(message)
    if published.chain and not ledger.knows(published.high_water, published.chain):
        message = (
            f"this ledger holds other events than those {published.high_water} that "
            f"{who} knew of: it is a copy that went its own way: {_WAY_OUT}"
        )
        raise LedgerError(message)
