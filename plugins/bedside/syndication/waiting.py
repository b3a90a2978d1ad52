"""What waits on a network to be shown later: left there, asked about, or taken back, and why. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bedside.outbox import Outbox
from bedside.syndication.ahead import asked_for, bar_at, is_opted_in
from bedside.syndication.approvals import missing
from bedside.syndication.case import Case, cases
from bedside.syndication.model import Key, KeyState, LedgerState, Status
from bedside.syndication.policy import Policy, is_held
from bedside.syndication.when import times_for

__all__ = ["Do", "Waiting", "waiting", "why_back"]


class Do(StrEnum):
    """What a run does about one copy."""

    GO_BY_LEDGER = "go by ledger"  # its time is to come: left there, or taken back
    ASK = "ask"  # its time has passed, or the answer to the hand-over never came
    HELD = "held"  # another run is at work on it
    BY_HAND = "by hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One copy that waits, or perhaps does."""

    key: Key
    state: KeyState
    at: datetime  # when the network shows it
    do: Do
    why: str  # why it may not be shown; empty where it may
    is_built: bool  # the last build has its words
    other_copies: frozenset[str]  # ids of the post's other slots on the account


def waiting(
    outbox: Outbox, state: LedgerState, policy: Policy, now: datetime
) -> Iterator[Waiting]:  # fmt: skip
    """Yield each copy that waits, with what is to be done about it."""
    for key, one in sorted(state.keys.items()):
        at = one.sent.shows_at if one.sent else one.until
        if not one.is_ahead or at is None:
            continue
        case = _case(key, outbox, state, policy, now)
        yield Waiting(
            key=key, state=one, at=at, do=_do(key, one, at, state, policy, now),
            why=_why(one, at, case, state), is_built=case is not None,
            other_copies=_others(key, state),
        )  # fmt: skip


def why_back(case: Case, state: KeyState, at: datetime) -> str:
    """Return why a waiting copy may not be shown at `at`, or an empty string.

    Of one that a person scheduled there (its words are not known) the time is that person's.
    """
    if case.ledger.pause:
        return f"paused: {case.ledger.pause.reason}"
    if not is_opted_in(case):
        return "the account hands nothing over ahead any more"
    if barred := bar_at(case, at):
        return f"{barred[0].value}, {barred[1]}".rstrip(", ")
    if lacks := missing(case.post, case.policy.practice, state, state.payload):
        return lacks
    if not state.payload:
        return ""
    if state.payload != case.payload:
        return "its words or picture changed"
    times = times_for(case.policy.practice, case.account)
    was_moved = state.reason.startswith("for ") and state.reason != asked_for(case)
    if case.earliest > at or was_moved or times.closed(at):
        return "it has another time now"
    return ""


def _do(
    key: Key, state: KeyState, at: datetime, ledger: LedgerState, policy: Policy, now: datetime
) -> Do:  # fmt: skip
    if is_held(state, ledger, policy, now):
        return Do.HELD
    accounts = {(one.platform, one.id) for one in policy.practice.accounts}
    if (key.platform, key.account) not in accounts:
        return Do.BY_HAND
    return Do.ASK if state.sent is None or at <= now else Do.GO_BY_LEDGER


def _why(state: KeyState, at: datetime, case: Case | None, ledger: LedgerState) -> str:
    if state.status is Status.RETRACTING:
        return "its take-down is not finished"
    if ledger.pause:
        return f"paused: {ledger.pause.reason}"
    return why_back(case, state, at) if case else "the post is not public any more"


def _case(
    key: Key, outbox: Outbox, state: LedgerState, policy: Policy, now: datetime
) -> Case | None:  # fmt: skip
    """Return the announcement's case, None where the last build has no such post or words."""
    account = next((one for one in policy.practice.accounts if one.id == key.account), None)
    post = next((one for one in outbox.posts if one.uid == key.uid), None)
    if account is None or post is None:
        return None
    found = cases(
        post, account, policy, state, now, site=outbox.site_url, expires=outbox.expiries.get(key.uid),
        is_seen=True, is_backfilled=False,
    )  # fmt: skip
    return next((one for one in found if one.slot == key.slot and one.text), None)


def _others(key: Key, state: LedgerState) -> frozenset[str]:
    return frozenset(
        one.sent.remote_id
        for other, one in state.keys.items()
        if one.sent and (other.uid, other.account) == (key.uid, key.account) and other != key
    )
