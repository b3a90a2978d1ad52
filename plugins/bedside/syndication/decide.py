"""Decide one announcement: the first reason that holds becomes its line. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from bedside.syndication.approvals import missing, needed
from bedside.syndication.bars import (
    Why,
    account_bars,
    how,
    post_bars,
    reshare_barred,
    reshare_waits,
    settled,
)
from bedside.syndication.case import Case
from bedside.syndication.lines import Action, Line, Reason
from bedside.syndication.model import BY_A_PERSON, KeyState, Status
from bedside.syndication.policy import is_held
from bedside.syndication.waiting import why_back
from bedside.syndication.when import next_free, shown, times_for

__all__ = ["line_of"]


def line_of(case: Case) -> Line:
    """Return the case's line; the queue gives it its time."""
    state = case.ledger.get(case.key)
    reason, detail, lacks = _decided(case, state)
    line = Line(
        key=case.key, title=case.post.title, published=case.post.published, reason=reason,
        detail=detail, due=_due(case, reason, state), lacks=lacks, seq=state.seq,
        attempt=state.attempts, was=state.status,
        was_looked_for=state.status is Status.PLANNED and state.reason == BY_A_PERSON,
        prepared=state.prepared, copy=state.sent, tried=state.payload,
        other_copies=frozenset[str]().union(
            *(one.sent.names for _, one in case.others() if one.sent)
        ),
    )  # fmt: skip
    if reason is Reason.LOOK_UP:
        reason, *_ = _decided(case, replace(state, status=Status.DEFERRED, until=None))
    return replace(line, may_send=reason.action is Action.SEND)


def _decided(case: Case, state: KeyState) -> tuple[Reason, str, str]:
    """Return the reason, its detail and what a person must still do; unapproved is not sent."""
    reason, detail = _reason(case, state)
    if reason in {Reason.CHANGED, Reason.UNSURE}:
        barred = post_bars(case)
        return reason, detail, ": ".join(filter(None, barred or (_unapproved(case, state),)))
    if reason.action is not Action.SEND and reason is not Reason.NOT_YET:
        return reason, detail, ""
    if _is_doubtful(case, reason, state):
        return Reason.UNWITNESSED, f"this computer kept no record of what was sent: {how(case)}", ""
    lacks = _unapproved(case, state)
    if lacks and reason.action is Action.SEND:
        return Reason.NEEDS_APPROVAL, lacks, lacks
    return reason, detail, lacks


def _is_doubtful(case: Case, reason: Reason, state: KeyState) -> bool:
    """Tell whether it may have gone out where nobody can look; a person who has looked is believed."""
    is_asked = case.account.platform not in case.policy.cannot_be_asked
    if reason.action is not Action.SEND or is_asked or not case.policy.lacks_witness:
        return False
    return not (state.status is Status.PLANNED and state.reason == BY_A_PERSON)


def _reason(case: Case, state: KeyState) -> Why:
    return (
        _waits(case, state)
        or settled(case, state)
        or account_bars(case)
        or _not_public_yet(case)
        or _from_before(case, state)
        or reshare_barred(case, state)
        or _late(case, state)
        or reshare_waits(case, state)
        or post_bars(case)
        or _now_or_later(case, state)
    )


def _waits(case: Case, state: KeyState) -> Why | None:
    """A copy that waits on the network, or perhaps does: a run deals with it before all else."""
    at = state.sent.shows_at if state.sent else state.until
    is_taken_down = state.status is Status.RETRACTING
    if not state.is_ahead or is_taken_down or at is None or _is_held(case, state):
        return None
    when = shown(at, case.zone)
    if state.sent is None:
        return Reason.SCHEDULED, f"perhaps, for {when}: its answer never came, the next run asks"
    if at <= case.now:
        return Reason.SCHEDULED, f"its time was {when}: the next run asks"
    if why := why_back(case, state, at):
        return Reason.SCHEDULED, f"for {when}, taken back by the next run: {why}"
    return Reason.SCHEDULED, f"which shows it by itself: {when}"


def _is_held(case: Case, state: KeyState) -> bool:
    return is_held(state, case.ledger, case.policy, case.now)


def _unapproved(case: Case, state: KeyState) -> str:
    practice = case.policy.practice
    if not needed(case.post, practice):
        return ""
    return missing(case.post, practice, state, case.payload)


def _not_public_yet(case: Case) -> Why | None:
    if case.post.published <= case.now:
        return None
    return Reason.NOT_YET, shown(case.earliest, case.zone)


def _from_before(case: Case, state: KeyState) -> Why | None:
    """A post from before the account's first run: never sent, unless a backfill asks for it."""
    if not case.is_first or state.status not in {Status.NEW, Status.SKIPPED}:
        return None
    if case.is_backfilled and not post_bars(case):
        return Reason.BACKFILL, ""
    if state.status is Status.SKIPPED or _is_old_for_account(case):
        return Reason.BASELINE, "was there before the account's first run"
    return None


def _is_old_for_account(case: Case) -> bool:
    """Tell whether the post was there before an account that has had no run yet.

    On a site's first run every post was; later those that the ledger has seen elsewhere. One that
    is asked for at a time to come is not.
    """
    is_to_come = case.asked is not None and case.asked > case.now
    if is_to_come or case.is_known_account:
        return False
    return not case.ledger.accounts or case.is_seen or case.is_too_old(case.post.published)


def _late(case: Case, state: KeyState) -> Why | None:
    """What was asked for at a time that has passed: sent late, or named as missed."""
    if case.asked is None or not case.post.syndicate or state.status is Status.PLANNED:
        return None
    policies = case.policies
    due = next_free(times_for(case.policy.practice, case.account), case.earliest, ())
    due = due or case.earliest
    limit = timedelta(hours=policies.late_after_hours)
    if case.is_too_old(due):
        said = f"more than {policies.max_age_days} days ago"
    elif policies.late == "missed" and case.now - due > limit:
        said = f"more than {policies.late_after_hours} hours ago"
    else:
        return None
    barred = reshare_waits(case, state) or post_bars(case)
    why = f": {barred[0].value}, {barred[1]}".rstrip(", ") if barred else ""
    return Reason.LATE, f"was due {shown(due, case.zone)}, {said}{why}"


def _now_or_later(case: Case, state: KeyState) -> Why:
    if state.status is Status.PLANNED:
        return Reason.SEND, "asked for"
    if case.earliest > case.now:
        return Reason.NOT_YET, shown(case.earliest, case.zone)
    if case.asked is None and case.is_too_old(case.post.published):
        return Reason.TOO_OLD, f"older than {case.policies.max_age_days} days"
    if state.status is Status.DEFERRED and state.until and state.until > case.now:
        return Reason.DEFERRED, f"not before {shown(state.until, case.zone)}: {state.reason}"
    if state.reason:
        return Reason.SEND, f"again: {state.reason}"
    return Reason.SEND, "new" if case.is_first else "shared again"


def _due(case: Case, reason: Reason, state: KeyState) -> datetime | None:
    if reason.action is Action.SEND:
        return case.now
    if reason is Reason.SCHEDULED:
        return state.sent.shows_at if state.sent else state.until
    if reason is Reason.DEFERRED:
        return state.until
    return case.earliest if reason is Reason.NOT_YET else None
