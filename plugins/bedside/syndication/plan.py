"""Decide what a run would do, and why: one line for each post and account. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bedside.consents import Consents, why_not
from bedside.outbox import Outbox, OutboxPost
from bedside.practice import Account, AccountStatus, Practice
from bedside.syndication.lines import Action, Line, Plan, Reason
from bedside.syndication.model import BASELINE, Key, KeyState, LedgerState, Status

__all__ = ["HELD_FOR", "Policy", "is_held", "plan"]

# How long the claim of a run that may still be at work is left alone, where only its age is known.
HELD_FOR = timedelta(minutes=10)

_FINAL = {
    Status.DELETED: Reason.TAKEN_DOWN,
    Status.REJECTED: Reason.REJECTED,
    Status.SKIPPED: Reason.SKIPPED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the practice allows: its policies, its consents, the networks with an API."""

    practice: Practice
    consents: Consents
    publishers: Collection[str]
    cannot_be_asked: Collection[str] = ()
    locks_tell: bool = True  # whether LedgerState.living_runs is complete
    backfill: int = 0


def plan(outbox: Outbox, state: LedgerState, policy: Policy, now: datetime) -> Plan:
    """Return one line for each post in the outbox and each account, with its reason.

    Sends come oldest post first; posts that were put off come behind new ones, so that a network
    that is down does not keep the others waiting.
    """
    newest = sorted(outbox.posts, key=lambda post: (post.published, post.uid), reverse=True)
    backfilled = {post.uid for post in newest[: policy.backfill]}
    seen = {key.uid for key in state.keys}
    lines = [
        _Case(
            post=post, account=account, policy=policy, ledger=state, now=now,
            is_seen=post.uid in seen, is_backfilled=post.uid in backfilled,
        ).line()
        for post in reversed(newest)
        for account in policy.practice.accounts
    ]  # fmt: skip
    baselines = _new_accounts(policy, state)
    quiet = _is_quiet(policy.practice, now)
    cap = 0 if quiet else policy.practice.policies.max_posts_per_run
    return Plan(lines=tuple(_capped(lines, cap, quiet=quiet)), baselines=baselines, cap=cap)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One post on one account."""

    post: OutboxPost
    account: Account
    policy: Policy
    ledger: LedgerState
    now: datetime
    is_seen: bool
    is_backfilled: bool

    @property
    def key(self) -> Key:
        return Key(self.post.uid, self.account.platform, self.account.id)

    def line(self) -> Line:
        """Return the case's line; the first reason that holds decides."""
        state = self.ledger.get(self.key)
        reason, detail = self._reason(state)
        line = Line(
            key=self.key, title=self.post.title, published=self.post.published, reason=reason,
            detail=detail, seq=state.seq, attempt=state.attempts, was=state.status,
            prepared=state.prepared,
        )  # fmt: skip
        if reason is Reason.LOOK_UP:
            after, _ = self._reason(replace(state, status=Status.PLANNED))
            return replace(line, may_send=after.action is Action.SEND)
        return replace(line, may_send=reason.action is Action.SEND)

    def _reason(self, state: KeyState) -> tuple[Reason, str]:
        if first := self._settled(state) or self._account_bars() or self._not_yet():
            return first
        forbidden = self._post_bars()
        is_untold = state.status in {Status.NEW, Status.SKIPPED}
        if self.is_backfilled and is_untold and not forbidden:
            return Reason.BACKFILL, ""
        is_old = state.status is Status.NEW and self._is_old_for_account()
        if is_old or state.status is Status.SKIPPED:
            return Reason.BASELINE, "was there before the account's first run"
        return forbidden or self._due(state)

    def _settled(self, state: KeyState) -> tuple[Reason, str] | None:
        """What the ledger decides alone, whatever the post says today."""
        if state.status in {Status.CLAIMED, Status.UNKNOWN}:
            return self._open(state)
        if state.status is Status.SKIPPED and state.reason == BASELINE:
            return None  # --backfill may still ask for it
        if state.status is Status.RETRACTING:
            return Reason.TAKING_DOWN, f"bedside syndicate --retract {self.key.uid}"
        if state.status is Status.SENT:
            return Reason.ALREADY_SENT, state.sent.url if state.sent else ""
        reason = _FINAL.get(state.status)
        return (reason, state.reason) if reason else None

    def _open(self, state: KeyState) -> tuple[Reason, str]:
        """A try without a known outcome: left to a living run, looked up, or asked of a person."""
        if is_held(state, self.ledger, self.policy, self.now):
            return Reason.HELD, "a run that is still at work"
        if self.account.platform in self.policy.cannot_be_asked:
            return (
                Reason.ASK_A_PERSON,
                f"bedside ledger resolve {self.key.uid} {self.key.platform} {self.key.account} …",
            )
        if self.account.status is not AccountStatus.ACTIVE:
            return Reason.ASK_A_PERSON, "the account is no longer active"
        return Reason.LOOK_UP, state.reason or "a run ended before its answer came"

    def _account_bars(self) -> tuple[Reason, str] | None:
        account = self.account
        if account.status is AccountStatus.RETIRED:
            return Reason.RETIRED, ""
        if account.status is AccountStatus.MANUAL or account.platform not in self.policy.publishers:
            return Reason.MANUAL, "post it by hand: `bedside preview` has the text"
        return None

    def _not_yet(self) -> tuple[Reason, str] | None:
        if self.post.published <= self.now:
            return None
        return Reason.NOT_YET, _local(self.post.published, self.policy.practice.zone)

    def _post_bars(self) -> tuple[Reason, str] | None:
        post = self.post
        if not post.syndicate:
            return Reason.NOT_SYNDICATED, ""
        today = self.now.astimezone(self.policy.practice.zone).date()
        if post.next_review and post.next_review < today:
            return Reason.REVIEW_OVERDUE, f"was due on {post.next_review}: review it, then build"
        if post.consent:
            why = why_not(self.policy.consents, post.consent, post.uid, today, "social")
            if why:
                return Reason.NO_CONSENT, why
        if not any(text.account == self.account.id for text in post.texts):
            return Reason.NO_TEXT, "build the site again"
        return None

    def _is_old_for_account(self) -> bool:
        """Tell whether the post was there before an account that has had no run yet.

        On a site's first run every post was; later those that the ledger has seen elsewhere.
        """
        mine = (self.account.platform, self.account.id) in self.ledger.accounts
        return not mine and (not self.ledger.accounts or self.is_seen or self._is_too_old())

    def _is_too_old(self) -> bool:
        days = self.policy.practice.policies.max_age_days
        return self.now - self.post.published > timedelta(days=days)

    def _due(self, state: KeyState) -> tuple[Reason, str]:
        if state.status is Status.PLANNED:
            return Reason.SEND, "asked for"
        if self._is_too_old():
            days = self.policy.practice.policies.max_age_days
            return Reason.TOO_OLD, f"older than {days} days"
        if state.status is Status.DEFERRED and state.until and state.until > self.now:
            until = _local(state.until, self.policy.practice.zone)
            return Reason.DEFERRED, f"not before {until}: {state.reason}"
        return Reason.SEND, f"again: {state.reason}" if state.reason else "new"


def is_held(state: KeyState, ledger: LedgerState, policy: Policy, now: datetime) -> bool:
    """Tell whether a run that may still be at work has claimed the key, to send or to take down."""
    is_claim = state.status is Status.CLAIMED or (
        state.status is Status.RETRACTING and not state.reason  # a failed try has its reason
    )
    if is_claim and policy.locks_tell:
        return state.run in ledger.living_runs
    return is_claim and state.at is not None and now - state.at < HELD_FOR


def _new_accounts(policy: Policy, state: LedgerState) -> tuple[tuple[str, str], ...]:
    """Return the active accounts that have had no run: this one makes their baseline."""
    active = (
        (one.platform, one.id)
        for one in policy.practice.accounts
        if one.status is AccountStatus.ACTIVE and one.platform in policy.publishers
    )
    return tuple(pair for pair in active if pair not in state.accounts)


def _capped(lines: list[Line], cap: int, *, quiet: bool) -> Iterator[Line]:
    """Yield the lines, those beyond the cap of posts held back; order: new posts, then retries."""
    sends = [line for line in lines if line.reason.action is Action.SEND]
    fresh = {line.key.uid for line in sends if line.was is not Status.DEFERRED}
    ranked = sorted(
        sends, key=lambda line: (line.key.uid not in fresh, line.published, line.key.uid)
    )
    chosen = set(list(dict.fromkeys(line.key.uid for line in ranked))[:cap])
    order = {line.key: rank for rank, line in enumerate(ranked)}
    for line in sorted(lines, key=lambda line: order.get(line.key, -1)):
        if line.reason.action is not Action.SEND or line.key.uid in chosen:
            yield line
        elif quiet:
            detail = "a run after them sends it"
            yield replace(line, held_back=Reason.QUIET_HOURS, detail=detail, may_send=False)
        else:
            detail = f"{cap} posts a run, a later one sends it"
            yield replace(line, held_back=Reason.OVER_CAP, detail=detail, may_send=False)


def _is_quiet(practice: Practice, now: datetime) -> bool:
    """Tell whether the practice's local time is in its quiet hours or outside all its windows."""
    policies, local = practice.policies, now.astimezone(practice.zone).time()
    if policies.windows and not any(_inside(span, local) for span in policies.windows):
        return True
    return policies.quiet_hours is not None and _inside(policies.quiet_hours, local)


def _inside(span: str, local: time) -> bool:
    """Tell whether a local time is in `21:00-07:00`, also across midnight."""
    start, end = map(time.fromisoformat, span.split("-"))
    return start <= local < end if start <= end else local >= start or local < end


def _local(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")
