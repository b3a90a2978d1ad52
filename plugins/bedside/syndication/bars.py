"""What stands against an announcement: the ledger, the account, the post, the one before it. Pure."""

from bedside.consents import why_not
from bedside.platforms.buffer_input import FILMS
from bedside.practice import AccountStatus
from bedside.syndication.case import Case
from bedside.syndication.lines import Reason
from bedside.syndication.model import BASELINE, NOT_THERE, KeyState, Status
from bedside.syndication.policy import is_held

__all__ = ["Why", "account_bars", "how", "post_bars", "reshare_barred", "reshare_waits", "settled"]

Why = tuple[Reason, str]

_FINAL = {
    Status.DELETED: Reason.TAKEN_DOWN,
    Status.REJECTED: Reason.REJECTED,
    Status.SKIPPED: Reason.SKIPPED,
    Status.MISSED: Reason.MISSED,
}


def settled(case: Case, state: KeyState) -> Why | None:
    """Return what the ledger decides alone, whatever the post says today."""
    if state.reason == NOT_THERE:
        return Reason.ASK_A_PERSON, f"taken back before the ledger was lost? {how(case)}"
    if state.status in {Status.CLAIMED, Status.UNKNOWN}:
        return _open(case, state)
    if state.status is Status.SKIPPED and state.reason == BASELINE and case.is_first:
        return None  # --backfill may still ask for it
    if state.status is Status.RETRACTING:
        return Reason.TAKING_DOWN, f"bedside syndicate --retract {case.key.uid}"
    if state.status is Status.SENT:
        where = state.sent.url if state.sent else ""
        if case.payload in {"", state.payload}:
            return Reason.ALREADY_SENT, where
        return (Reason.CHANGED if state.payload else Reason.UNSURE), where
    reason = _FINAL.get(state.status)
    return (reason, state.reason) if reason else None


def _open(case: Case, state: KeyState) -> Why:
    """A try without a known outcome: left to a living run, looked up, or asked of a person."""
    if is_held(state, case.ledger, case.policy, case.now):
        return Reason.HELD, "a run that is still at work"
    if case.account.platform in case.policy.cannot_be_asked:
        return Reason.ASK_A_PERSON, how(case)
    if case.account.status is not AccountStatus.ACTIVE:
        return Reason.ASK_A_PERSON, "the account is no longer active"
    return Reason.LOOK_UP, state.reason or "a run ended before its answer came"


def how(case: Case) -> str:
    """Return the command that settles it."""
    key, slot = case.key, "" if case.is_first else f" --slot {case.slot}"
    return f"bedside ledger resolve {key.uid} {key.platform} {key.account}{slot} …"


def account_bars(case: Case) -> Why | None:
    """Return why nothing is sent to the account by API."""
    account = case.account
    if account.status is AccountStatus.RETIRED:
        return Reason.RETIRED, ""
    if account.status is AccountStatus.MANUAL or account.platform not in case.policy.publishers:
        return Reason.MANUAL, "post it by hand: `bedside preview` has the text"
    return None


def post_bars(case: Case) -> Why | None:
    """Return what the post itself has against being announced today."""
    post = case.post
    if not post.syndicate:
        return Reason.NOT_SYNDICATED, ""
    if post.next_review and post.next_review < case.today:
        return Reason.REVIEW_OVERDUE, f"was due on {post.next_review}: review it, then build"
    if post.consent:
        why = why_not(case.policy.consents, post.consent, post.uid, case.today, "social")
        if why:
            return Reason.NO_CONSENT, why
    if case.account.platform in FILMS and post.sha256 and post.film is None:
        return Reason.NO_FILM, f"{case.account.platform} takes nothing but a film: add `video`"
    if case.text is None:
        return Reason.NO_TEXT, "build the site again"
    if not case.text.text:
        month = case.slot.removeprefix("reshare-")
        return Reason.SAME_WORDS, f"write some under reshare, {month}, then build"
    return None


def reshare_barred(case: Case, state: KeyState) -> Why | None:
    """Return why a post whose announcement was taken down, or refused by a person, rests for good."""
    if case.is_first or state.status is not Status.NEW:
        return None
    first = case.first
    if first.status in {Status.DELETED, Status.RETRACTING}:
        return Reason.TAKEN_DOWN, "its announcement was"
    if first.status is Status.SKIPPED and first.reason != BASELINE:
        return Reason.SKIPPED, first.reason
    return None


def reshare_waits(case: Case, state: KeyState) -> Why | None:
    """Return what a re-share follows: the announcement, and any other that may be there."""
    if case.is_first or state.status is Status.PLANNED:
        return None
    if not case.is_known_account:
        return Reason.WAITS, "for the account's first run"
    first = case.first
    never = first.status is Status.NEW and case.is_too_old(case.post.published)
    if not never and first.status not in {Status.SENT, Status.SKIPPED, Status.MISSED}:
        return Reason.WAITS, f"until it was announced, which is {first.status.value}"
    for slot, other in case.others():
        if other.status in {Status.CLAIMED, Status.UNKNOWN}:
            return Reason.WAITS, f"until {slot} is settled"
    return None
