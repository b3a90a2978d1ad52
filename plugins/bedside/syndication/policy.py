"""What a plan goes by beside outbox and ledger; and whether another run is at work on a key. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bedside.consents import Consents
from bedside.practice import Practice
from bedside.syndication.model import KeyState, LedgerState, Status

__all__ = ["HELD_FOR", "Policy", "is_at_work", "is_held"]

# How long the claim of a run that may still be at work is left alone, where only its age is known.
HELD_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the practice allows: its policies, its consents, the networks with an API."""

    practice: Practice
    consents: Consents
    publishers: Collection[str]
    cannot_be_asked: Collection[str] = ()
    held_for: timedelta = timedelta()  # a claim of a run that is not seen to live, by its age
    backfill: int = 0
    lacks_witness: bool = False  # what cannot be asked may have been sent by a ledger that is lost
    # By network that takes posts ahead: the least and the most from now.
    ahead: Mapping[str, tuple[timedelta, timedelta]] = field(default_factory=dict)


def is_held(state: KeyState, ledger: LedgerState, policy: Policy, now: datetime) -> bool:
    """Tell whether a run that may still be at work has claimed the key, to send or to take down."""
    return is_at_work(state, ledger, now, policy.held_for)


def is_at_work(
    state: KeyState, ledger: LedgerState, now: datetime, held_for: timedelta
) -> bool:  # fmt: skip
    """Tell the same where nothing is known but how long the store leaves a young claim alone."""
    is_claim = state.status is Status.CLAIMED or (
        state.status is Status.RETRACTING and not state.reason  # a failed try has its reason
    )
    if not is_claim:
        return False
    is_young = state.at is not None and abs(now - state.at) < held_for
    return is_young or state.run in ledger.living_runs
