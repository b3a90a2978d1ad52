"""Decide what a run would do, and why: one line for each post, account and slot. Pure."""

from datetime import datetime

from bedside.outbox import Outbox
from bedside.practice import AccountStatus
from bedside.syndication.ahead import handed_over
from bedside.syndication.case import cases
from bedside.syndication.decide import line_of
from bedside.syndication.lines import Plan
from bedside.syndication.model import LedgerState, Status
from bedside.syndication.policy import HELD_FOR, Policy, is_held
from bedside.syndication.queue import dated

__all__ = ["HELD_FOR", "Policy", "is_held", "plan"]


def plan(outbox: Outbox, state: LedgerState, policy: Policy, now: datetime) -> Plan:
    """Return each announcement's line, oldest post first: a case decides, the queue gives the time."""
    newest = sorted(outbox.posts, key=lambda post: (post.published, post.uid), reverse=True)
    backfilled = {post.uid for post in newest[: policy.backfill]}
    seen = {key.uid for key, one in state.keys.items() if one.status is not Status.NEW}
    expiries = outbox.expiries
    found = [
        case
        for post in reversed(newest)
        for account in policy.practice.accounts
        for case in cases(
            post, account, policy, state, now,
            site=outbox.site_url, is_seen=post.uid in seen, is_backfilled=post.uid in backfilled,
            expires=expiries.get(post.uid),
        )
    ]  # fmt: skip
    lines = dated([line_of(case) for case in found], policy.practice, state, now)
    return Plan(
        lines=tuple(handed_over(lines, {case.key: case for case in found})),
        baselines=_new_accounts(policy, state),
        cap=0 if state.pause else policy.practice.policies.max_posts_per_run,
    )


def _new_accounts(policy: Policy, state: LedgerState) -> tuple[tuple[str, str], ...]:
    """Return the active accounts that have had no run: this one makes their baseline."""
    active = (
        (one.platform, one.id)
        for one in policy.practice.accounts
        if one.status is AccountStatus.ACTIVE and one.platform in policy.publishers
    )
    return tuple(pair for pair in active if pair not in state.accounts)
