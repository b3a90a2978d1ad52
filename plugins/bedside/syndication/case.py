"""One announcement of one post on one account: what is to be done with it, and the first reason that holds. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bedside.consents import why_not
from bedside.outbox import OutboxPost, OutboxText
from bedside.practice import Account, AccountStatus
from bedside.reshare import ANNOUNCE
from bedside.syndication.announcements import announcement_of, payload_hash
from bedside.syndication.approvals import missing, needed
from bedside.syndication.lines import Action, Line, Reason
from bedside.syndication.model import BASELINE, Key, KeyState, LedgerState, Status
from bedside.syndication.policy import Policy, is_held
from bedside.syndication.when import next_free, shown, times_for

__all__ = ["Case", "cases"]

Why = tuple[Reason, str]

_FINAL = {
    Status.DELETED: Reason.TAKEN_DOWN,
    Status.REJECTED: Reason.REJECTED,
    Status.SKIPPED: Reason.SKIPPED,
    Status.MISSED: Reason.MISSED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a decision about one announcement rests on; `text` is None where none was written."""

    post: OutboxPost
    account: Account
    slot: str
    site: str  # its address
    text: OutboxText | None
    policy: Policy
    ledger: LedgerState
    now: datetime
    is_seen: bool
    is_backfilled: bool

    @property
    def key(self) -> Key:
        """Return what the ledger knows it by."""
        return Key(self.post.uid, self.account.platform, self.account.id, self.slot)

    @property
    def asked(self) -> datetime | None:
        """Return the time that somebody asked for."""
        return self.text.at if self.text else None

    @property
    def earliest(self) -> datetime:
        """Return from when on it may go out, by what its author wrote."""
        return max(self.post.published, self.asked or self.post.published)

    def line(self) -> Line:
        """Return the case's line; the queue gives it its time."""
        state = self.ledger.get(self.key)
        reason, detail, lacks = self._decided(state)
        line = Line(
            key=self.key, title=self.post.title, published=self.post.published, reason=reason,
            detail=detail, due=self._due_from(reason, state), lacks=lacks, seq=state.seq,
            attempt=state.attempts, was=state.status, prepared=state.prepared, copy=state.sent,
            other_copies=frozenset(self._other_copies()),
        )  # fmt: skip
        if reason is Reason.LOOK_UP:
            reason, *_ = self._decided(replace(state, status=Status.PLANNED))
        return replace(line, may_send=reason.action is Action.SEND)

    def _decided(self, state: KeyState) -> tuple[Reason, str, str]:
        """Return the reason, its detail and what a person must still do; unapproved is not sent."""
        reason, detail = self._reason(state)
        if reason is Reason.CHANGED:
            barred = self._post_bars()
            return reason, detail, " ".join(barred) if barred else self._unapproved(state)
        is_to_go = reason.action is Action.SEND or reason is Reason.NOT_YET
        lacks = self._unapproved(state) if is_to_go else ""
        if lacks and reason.action is Action.SEND:
            return Reason.NEEDS_APPROVAL, lacks, lacks
        return reason, detail, lacks

    def _unapproved(self, state: KeyState) -> str:
        practice = self.policy.practice
        if not needed(self.post, practice):
            return ""
        return missing(self.post, practice, state, self.payload)

    @property
    def payload(self) -> str:
        """Return the SHA-256 of what would be sent, or nothing where the words are still to come."""
        if self.text is None or not self.post.sha256:
            return ""
        return payload_hash(announcement_of(self.key, self.post, self.site, Path()))

    def _reason(self, state: KeyState) -> Why:
        return (
            self._settled(state)
            or self._account_bars()
            or self._not_public_yet()
            or self._from_before(state)
            or self._reshare_barred(state)
            or self._late(state)
            or self._reshare_waits(state)
            or self._post_bars()
            or self._when(state)
        )

    def _settled(self, state: KeyState) -> Why | None:
        """What the ledger decides alone, whatever the post says today."""
        if state.status in {Status.CLAIMED, Status.UNKNOWN}:
            return self._open(state)
        if state.status is Status.SKIPPED and state.reason == BASELINE and self._is_first:
            return None  # --backfill may still ask for it
        if state.status is Status.RETRACTING:
            return Reason.TAKING_DOWN, f"bedside syndicate --retract {self.key.uid}"
        if state.status is Status.SENT:
            where = state.sent.url if state.sent else ""
            is_same = not state.payload or self.payload in {"", state.payload}
            return (Reason.ALREADY_SENT if is_same else Reason.CHANGED), where
        reason = _FINAL.get(state.status)
        return (reason, state.reason) if reason else None

    def _open(self, state: KeyState) -> Why:
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

    def _account_bars(self) -> Why | None:
        account = self.account
        if account.status is AccountStatus.RETIRED:
            return Reason.RETIRED, ""
        if account.status is AccountStatus.MANUAL or account.platform not in self.policy.publishers:
            return Reason.MANUAL, "post it by hand: `bedside preview` has the text"
        return None

    def _not_public_yet(self) -> Why | None:
        if self.post.published <= self.now:
            return None
        return Reason.NOT_YET, shown(self.earliest, self.policy.practice.zone)

    def _from_before(self, state: KeyState) -> Why | None:
        """A post from before the account's first run: never sent, unless a backfill asks for it."""
        if not self._is_first or state.status not in {Status.NEW, Status.SKIPPED}:
            return None
        if self.is_backfilled and not self._post_bars():
            return Reason.BACKFILL, ""
        if state.status is Status.SKIPPED or self._is_old_for_account():
            return Reason.BASELINE, "was there before the account's first run"
        return None

    def _is_old_for_account(self) -> bool:
        """Tell whether the post was there before an account that has had no run yet.

        On a site's first run every post was; later those that the ledger has seen elsewhere. One
        that is asked for at a time to come is not.
        """
        is_to_come = self.asked is not None and self.asked > self.now
        if is_to_come or self._is_known_account:
            return False
        return not self.ledger.accounts or self.is_seen or self._is_too_old(self.post.published)

    def _reshare_barred(self, state: KeyState) -> Why | None:
        """A post whose announcement was taken down or refused by a person is not shared again."""
        if self._is_first or state.status is not Status.NEW:
            return None
        first = self.ledger.get(replace(self.key, slot=ANNOUNCE))
        if first.status in {Status.DELETED, Status.RETRACTING}:
            return Reason.TAKEN_DOWN, "its announcement was"
        if first.status is Status.SKIPPED and first.reason != BASELINE:
            return Reason.SKIPPED, first.reason
        return None

    def _late(self, state: KeyState) -> Why | None:
        """What was asked for at a time that has passed: sent late, or named as missed."""
        if self.asked is None or not self.post.syndicate or state.status is Status.PLANNED:
            return None
        policies, zone = self.policy.practice.policies, self.policy.practice.zone
        times = times_for(self.policy.practice, self.account)
        due = next_free(times, self.earliest, ()) or self.earliest
        if self._is_too_old(due):
            said = f"more than {policies.max_age_days} days ago"
        elif policies.late == "missed" and self.now - due > timedelta(
            hours=policies.late_after_hours
        ):
            said = f"more than {policies.late_after_hours} hours ago"
        else:
            return None
        barred = self._reshare_waits(state) or self._post_bars()
        why = f": {barred[0].value}, {barred[1]}".rstrip(", ") if barred else ""
        return Reason.LATE, f"was due {shown(due, zone)}, {said}{why}"

    def _reshare_waits(self, state: KeyState) -> Why | None:
        """A re-share follows the announcement, and one that may be there is settled before the next."""
        if self._is_first or state.status is Status.PLANNED:
            return None
        if not self._is_known_account:
            return Reason.WAITS, "for the account's first run"
        first = self.ledger.get(replace(self.key, slot=ANNOUNCE))
        never = first.status is Status.NEW and self._is_too_old(self.post.published)
        if not never and first.status not in {Status.SENT, Status.SKIPPED, Status.MISSED}:
            return Reason.WAITS, f"until it was announced, which is {first.status.value}"
        for slot, other in self._others():
            if other.status in {Status.CLAIMED, Status.UNKNOWN}:
                return Reason.WAITS, f"until {slot} is settled"
        return None

    def _post_bars(self) -> Why | None:
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
        if self.text is None:
            return Reason.NO_TEXT, "build the site again"
        if not self.text.text:
            month = self.slot.removeprefix("reshare-")
            return Reason.SAME_WORDS, f"write some under reshare, {month}, then build"
        return None

    def _when(self, state: KeyState) -> Why:
        zone = self.policy.practice.zone
        if state.status is Status.PLANNED:
            return Reason.SEND, "asked for"
        if self.earliest > self.now:
            return Reason.NOT_YET, shown(self.earliest, zone)
        if self.asked is None and self._is_too_old(self.post.published):
            days = self.policy.practice.policies.max_age_days
            return Reason.TOO_OLD, f"older than {days} days"
        if state.status is Status.DEFERRED and state.until and state.until > self.now:
            return Reason.DEFERRED, f"not before {shown(state.until, zone)}: {state.reason}"
        if state.reason:
            return Reason.SEND, f"again: {state.reason}"
        return Reason.SEND, "new" if self._is_first else "shared again"

    def _due_from(self, reason: Reason, state: KeyState) -> datetime | None:
        if reason.action is Action.SEND:
            return self.now
        if reason is Reason.DEFERRED:
            return state.until
        return self.earliest if reason is Reason.NOT_YET else None

    @property
    def _is_first(self) -> bool:
        return self.slot == ANNOUNCE

    @property
    def _is_known_account(self) -> bool:
        return (self.account.platform, self.account.id) in self.ledger.accounts

    def _is_too_old(self, moment: datetime) -> bool:
        return self.now - moment > timedelta(days=self.policy.practice.policies.max_age_days)

    def _others(self) -> Iterator[tuple[str, KeyState]]:
        """Yield the post's other slots on the account, as far as the build wrote them."""
        slots = {ANNOUNCE, *(one.slot for one in self.post.texts if one.account == self.account.id)}
        for slot in sorted(slots - {self.slot}):
            yield slot, self.ledger.get(replace(self.key, slot=slot))

    def _other_copies(self) -> Iterator[str]:
        return (state.sent.remote_id for _, state in self._others() if state.sent)


def cases(
    post: OutboxPost, account: Account, policy: Policy, ledger: LedgerState, now: datetime, *,
    site: str, is_seen: bool, is_backfilled: bool,
) -> Iterator[Case]:  # fmt: skip
    """Yield the post's announcement on the account, and each of its re-shares."""
    texts = {one.slot: one for one in post.texts if one.account == account.id}
    for slot in (ANNOUNCE, *sorted(texts.keys() - {ANNOUNCE})):
        yield Case(
            post=post, account=account, slot=slot, site=site, text=texts.get(slot), policy=policy,
            ledger=ledger, now=now, is_seen=is_seen, is_backfilled=is_backfilled,
        )  # fmt: skip
