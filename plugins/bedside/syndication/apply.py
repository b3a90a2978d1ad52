"""Carry out a plan: verify, look, claim durably, send, record. The only place where a post is sent."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from bedside.errors import BedsideError, ExitCode
from bedside.platforms.base import (
    Announcement,
    Deferred,
    NotFound,
    Outcome,
    Publisher,
    Rejected,
    Scheduler,
    Sent,
    Session,
    Unknown,
)
from bedside.syndication.announcements import announcement_for, payload_hash, waiting_payload
from bedside.syndication.echoes import without_post
from bedside.syndication.fold import account_key
from bedside.syndication.lines import Action, Line, Plan
from bedside.syndication.model import BASELINE, Event, EventKind, Key
from bedside.syndication.results import Done, Held, NotReady, Result
from bedside.syndication.spend import over_budget
from bedside.syndication.store import HeldByAnotherRun, Ledger
from bedside.syndication.tools import Sessions, Tools, masked, problem_of, safe_call, safe_find
from bedside.syndication.watch import Watch

__all__ = ["apply"]


def apply(plan: Plan, ledger: Ledger, run: str, tools: Tools) -> Iterator[Result]:
    """Do what the plan says, yielding each line's result as it is known.

    One network that fails leaves the others to be done. Raises LedgerError when the ledger cannot
    be written: then nothing more may be sent.
    """
    planned = _write_first(plan, ledger, run, tools.now())
    watch = Watch(ledger=ledger, run=run, now=tools.now, secrets=tools.secrets, tell=tools.tell)
    tools = replace(tools, by_hand=watch.token)
    work = _Work(plan=plan, ledger=ledger, run=run, tools=tools, planned=planned, watch=watch,
                 sessions=Sessions(tools))  # fmt: skip
    try:
        for line in plan.to_do():
            yield Result(line=line, done=work.do(line))
    finally:
        work.sessions.close()


def _write_first(plan: Plan, ledger: Ledger, run: str, now: datetime) -> frozenset[Key]:
    """Write baselines, what a person asked for, what was missed and what is doubted; all or none.

    Before anything is sent: the next run has a witness, and would not doubt any more.

    Returns the keys that got an event.
    """

    def event(key: Key, seq: int, kind: EventKind, reason: str) -> Event:
        return Event(key=key, seq=seq, kind=kind, at=now, run=run, reason=reason)

    planned = [
        event(line.key, line.seq + 1, EventKind.PLANNED, "backfill") for line in plan.backfilled()
    ]
    late = [event(one.key, one.seq + 1, EventKind.MISSED, one.detail) for one in plan.missed()]
    old = [
        event(line.key, line.seq + 1, EventKind.SKIPPED, BASELINE) for line in plan.new_baselines()
    ]
    doubted = [
        event(one.key, one.seq + 1, EventKind.UNKNOWN, one.shown.value) for one in plan.doubted()
    ]
    first = [event(account_key(*pair), 1, EventKind.SKIPPED, BASELINE) for pair in plan.baselines]
    ledger.append([*old, *planned, *late, *doubted, *first])
    return frozenset(one.key for one in planned)


@dataclass(slots=True, kw_only=True)
class _Work:
    """One run's doings: its sessions, and the posts it has begun to send."""

    plan: Plan
    ledger: Ledger
    run: str
    tools: Tools
    planned: frozenset[Key]
    watch: Watch
    sessions: Sessions
    begun: set[str] = field(default_factory=set)

    def do(self, line: Line) -> Done:
        publisher = self.tools.publisher(line.key.account)
        try:
            session = self.sessions.get(line.key.account)
        except BedsideError as error:
            return NotReady(reason=str(error), code=ExitCode.USAGE)
        if why := self.watch.why_not(publisher, session):
            return NotReady(reason=f"the account has stopped: {why}", code=ExitCode.FINE)
        announcement = replace(
            announcement_for(line.key, self.tools.outbox, self.tools.output),
            prepared=line.prepared, other_copies=line.other_copies,
            is_ahead=line.action is Action.HAND_OVER,
        )  # fmt: skip
        seq = line.seq + (line.key in self.planned)
        if line.action is Action.LOOK_UP:
            return self._look_up(line, announcement, publisher, session)
        return self._send(line, seq, announcement, publisher, session)

    def _look_up(
        self, line: Line, announcement: Announcement, publisher: Publisher, session: Session
    ) -> Done:
        """Ask the network first; only a clear "not there" frees the announcement to be sent."""
        found = self._find(announcement, publisher, session)
        if isinstance(found, NotFound) and _has_other_words(line, announcement):
            found = Unknown(reason="its words changed since it was tried: look there yourself")
        if isinstance(found, Unknown):
            return found
        if done := self._note(line, line.seq + 1, found, announcement):
            return done
        if not line.may_send:
            return NotReady(reason="not there; a later run may send it", code=ExitCode.FINE)
        if held_up := self._held_up(announcement, session):
            return held_up
        return self._claim_and_send(line, line.seq + 1, announcement, publisher, session)

    def _send(
        self, line: Line, seq: int, announcement: Announcement, publisher: Publisher, session: Session
    ) -> Done:  # fmt: skip
        """Look before the first try too: a ledger that was put back may have forgotten a copy.

        A person who has looked is believed. `seq` is the key's last event as this run knows it.
        """
        if held_up := self._held_up(announcement, session):
            return held_up
        if _is_looked_for_first(line, publisher):
            found = self._find(announcement, publisher, session)
            if isinstance(found, Unknown):
                return NotReady(reason=f"could not look whether it is there: {found.reason}")
            if isinstance(found, Sent):
                return self._note(line, seq + 1, found, announcement) or found
        return self._claim_and_send(line, seq, announcement, publisher, session)

    def _find(
        self, announcement: Announcement, publisher: Publisher, session: Session
    ) -> Sent | NotFound | Unknown:
        found = safe_find(announcement, publisher, session, self.tools.secrets)
        if isinstance(found, Unknown) and (why := self.watch.doubt(publisher, session)):
            return Unknown(reason=why)
        return found

    def _note(
        self, line: Line, seq: int, found: Sent | NotFound, announcement: Announcement
    ) -> Done | None:  # fmt: skip
        """Write down what a look-up found; return what ends the line with it, if anything."""
        there = found if isinstance(found, Sent) else Sent(remote_id="")
        kind = EventKind.SCHEDULED if there.shows_at else EventKind.RESOLVED
        event = Event(
            key=line.key, seq=seq, kind=kind, at=self.tools.now(),
            run=self.run, remote_id=there.remote_id, url=there.url, until=there.shows_at,
            reason="found" if isinstance(found, Sent) else "looked: not there",
            payload=waiting_payload(announcement, there),
        )  # fmt: skip
        try:
            self.ledger.append([event])
        except HeldByAnotherRun:
            return Held()
        return found if isinstance(found, Sent) else None

    def _held_up(self, announcement: Announcement, session: Session) -> NotReady | None:
        """Return why the post may not go out now, though the plan says so."""
        if announcement.uid not in self.begun and len(self.begun) >= self.plan.cap:
            return NotReady(reason="over the cap: the next run goes on", code=ExitCode.FINE)
        if problem := problem_of(announcement, self.tools):
            return NotReady(reason=f"not online as built: {problem}")
        events, now = self.ledger.events, self.tools.now()
        if problem := over_budget(announcement, session.account, events, now):
            return NotReady(reason=problem, code=ExitCode.FINE)
        return None

    def _claim_and_send(
        self, line: Line, seq: int, announcement: Announcement, publisher: Publisher, session: Session
    ) -> Done:  # fmt: skip
        """Claim, send, record."""
        shown = line.due if line.action is Action.HAND_OVER else None
        if shown and _is_too_near(shown, publisher, self.tools.now()):
            return NotReady(reason="too near: it goes out at its time", code=ExitCode.FINE)
        claim = Event(
            key=line.key, seq=seq + 1, kind=EventKind.CLAIMED, at=self.tools.now(), run=self.run,
            attempt=line.attempt + 1, payload=payload_hash(announcement), until=shown,
            reason=line.asked if shown else "",
        )  # fmt: skip
        try:
            self.ledger.append([claim])
        except HeldByAnotherRun:
            return Held()
        if not_now := self._not_now():
            outcome: Outcome = Deferred(reason=not_now)
            self.ledger.record(_outcome_event(claim, outcome, self.tools.now()))
            return outcome
        self.begun.add(announcement.uid)
        session = replace(session, prepare=self._preparing(claim))
        outcome = masked(
            safe_call(lambda: _made(announcement, shown, publisher, session)), self.tools.secrets
        )
        self.ledger.record(_outcome_event(claim, outcome, self.tools.now()))
        if isinstance(outcome, Rejected) and outcome.whole_account:
            return self._stop(announcement, outcome, publisher, session)
        if isinstance(outcome, Sent):
            self.watch.works(session.account)
        return outcome

    def _not_now(self) -> str:
        """Return what keeps a claim from being sent, if anything: whoever paused before it is heard."""
        if pause := self.ledger.pause():
            return f"paused: {pause.reason}"
        if not self.ledger.is_seen(self.run):
            return "nothing was sent: the run's lock in the ledger was lost"
        try:
            self.tools.witness(self.ledger)
        except OSError as error:
            return (
                f"nothing was sent: this computer cannot keep the ledger's mark: {error.strerror}"
            )
        return ""

    def _stop(
        self, announcement: Announcement, no: Rejected, publisher: Publisher, session: Session
    ) -> Done:
        """Stop the account; only the first run that meets the trouble fails for it."""
        reason = without_post(no.reason, announcement)
        said, is_news = self.watch.stop(publisher, session, reason)
        if is_news:
            return replace(no, reason=said)
        return NotReady(reason=f"the account has stopped: {said}", code=ExitCode.FINE)

    def _preparing(self, claim: Event) -> Callable[[str], None]:
        """Return what writes down, before it is published, what a publisher made on the network."""

        def prepare(remote_id: str) -> None:
            self.ledger.record(replace(
                claim, kind=EventKind.PREPARED, at=self.tools.now(), remote_id=remote_id,
            ))  # fmt: skip

        return prepare


def _has_other_words(line: Line, announcement: Announcement) -> bool:
    """Tell whether a copy would be known by its words alone, and the try had other ones."""
    text = announcement.text
    is_linked = bool(text.link) or any(url in text.text for url in announcement.addresses)
    return not is_linked and line.tried not in {"", payload_hash(announcement)}


def _is_too_near(shown: datetime, publisher: Publisher, now: datetime) -> bool:
    """Tell whether the run took so long that the network would not take it ahead any more."""
    return isinstance(publisher, Scheduler) and shown - now < publisher.AHEAD[0]


def _made(
    announcement: Announcement, shown: datetime | None, publisher: Publisher, session: Session
) -> Outcome:  # fmt: skip
    """Send it now, or hand it over; what is not taken ahead is sent when its time has come."""
    if shown is None:
        return publisher.publish(announcement, session)
    assert isinstance(publisher, Scheduler)
    outcome = publisher.hand_over(announcement, shown, session)
    if isinstance(outcome, Rejected) and not outcome.whole_account:
        return Deferred(reason=f"not taken ahead: {outcome.reason}", until=shown)
    return outcome


def _is_looked_for_first(line: Line, publisher: Publisher) -> bool:
    is_safe_anyway = publisher.IS_IDEMPOTENT or line.was_looked_for
    return publisher.CAN_BE_ASKED and not is_safe_anyway


def _outcome_event(claim: Event, outcome: Outcome, now: datetime) -> Event:
    """Return the row that says what became of a claim."""
    after = replace(claim, seq=claim.seq + 1, at=now)
    match outcome:
        case Sent():
            kind = EventKind.SCHEDULED if outcome.shows_at else EventKind.SENT
            there = replace(after, kind=kind, remote_id=outcome.remote_id, url=outcome.url)
            return replace(there, until=outcome.shows_at)
        case Rejected():  # of the whole account: the post stays due
            kind = EventKind.DEFERRED if outcome.whole_account else EventKind.REJECTED
            return replace(after, kind=kind, reason=outcome.reason, until=None)
        case Deferred():
            return replace(
                after, kind=EventKind.DEFERRED, reason=outcome.reason, until=outcome.until
            )
        case Unknown():
            return replace(after, kind=EventKind.UNKNOWN, reason=outcome.reason)
