"""Before anything else: what waits on a network is asked about when its time has passed, or taken back.

Nothing is done before the network said so: until then the ledger goes on calling it `scheduled`. Asking
and deleting can be done twice without harm, so a run that was killed is simply run again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bedside.errors import BedsideError, ExitCode
from bedside.platforms.base import NotFound, Scheduler, Sent, Session, Unknown
from bedside.syndication.announcements import announcement_for, payload_hash
from bedside.syndication.model import Event, EventKind, Key, Status
from bedside.syndication.store import HeldByAnotherRun, Ledger
from bedside.syndication.tools import Sessions, Tools, masked, problem_of, safe_call, safe_find
from bedside.syndication.waiting import Do, Waiting

__all__ = ["Settled", "settle"]

_GRACE = timedelta(hours=1)  # behind its time, in which a network may still be about to show it


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of one copy that waits: a word, what there is to say, the exit code."""

    waiting: Waiting
    word: str
    said: str = ""
    code: ExitCode = ExitCode.FINE


def settle(
    found: Iterable[Waiting], ledger: Ledger, run: str, tools: Tools
) -> Iterator[Settled]:  # fmt: skip
    """Deal with each copy, yielding what became of it."""
    work = _Work(ledger=ledger, run=run, tools=tools, sessions=Sessions(tools))
    try:
        for one in found:
            try:
                yield work.settle(one)
            except HeldByAnotherRun:
                yield _not_done(one, "another run has it: run this again when it has ended")
    finally:
        work.sessions.close()


def _not_done(one: Waiting, said: str, code: ExitCode = ExitCode.NETWORK) -> Settled:
    return Settled(waiting=one, word="not done", said=said, code=code)


@dataclass(slots=True, kw_only=True)
class _Work:
    """One run's doings, its sessions, and how many events it wrote for a key."""

    ledger: Ledger
    run: str
    tools: Tools
    sessions: Sessions
    written: dict[Key, int] = field(default_factory=dict)

    def settle(self, one: Waiting) -> Settled:
        if one.do is Do.HELD:
            return _not_done(one, "a run is still at work on it: run this again when it has ended")
        publisher = None if one.do is Do.BY_HAND else self.tools.publisher(one.key.account)
        if not isinstance(publisher, Scheduler):
            return _not_done(one, _by_hand(one.key), ExitCode.AUTHOR)
        try:
            session = self.sessions.get(one.key.account)
        except BedsideError as error:
            return _not_done(one, self.tools.secrets.mask(str(error)), ExitCode.USAGE)
        there = self._where(one, publisher, session)
        if isinstance(there, Unknown):
            return _not_done(one, there.reason)
        if isinstance(there, NotFound):
            return self._not_there(one)
        if there.shows_at is None:
            self._write(one, EventKind.RESOLVED, "found", there)
            return Settled(waiting=one, word="sent", said=there.url or there.remote_id)
        if one.state.sent is None:
            self._write(one, EventKind.SCHEDULED, "found", there)
        if why := one.why or self._offline(one):
            return self._take_back(one, there, why, session)
        return Settled(waiting=one, word="waits", said=there.url or there.remote_id)

    def _where(
        self, one: Waiting, publisher: Scheduler, session: Session
    ) -> Sent | NotFound | Unknown:
        """Return where it is: as the ledger knows it before its time, else as the network says."""
        known = one.state.sent
        if known and one.do is not Do.ASK:
            return known
        if known:
            found = safe_call(lambda: publisher.where(known, session))
            if isinstance(found, Unknown):
                return Unknown(reason=self.tools.secrets.told(found.reason))
            if isinstance(found, Sent) or not one.is_built:
                return found
        if not one.is_built:
            return Unknown(reason=f"the last build has no such words: {_by_hand(one.key)}")
        announcement = replace(
            announcement_for(one.key, self.tools.outbox, self.tools.output),
            is_ahead=True, other_copies=one.other_copies,
        )  # fmt: skip
        found = safe_find(
            announcement, self.tools.publisher(one.key.account), session, self.tools.secrets
        )
        is_same = payload_hash(announcement) == one.state.payload
        if isinstance(found, NotFound) and known is None and not is_same:
            said = f"it was changed since, so it is not surely known again: {_by_hand(one.key)}"
            return Unknown(reason=said)
        return found

    def _not_there(self, one: Waiting) -> Settled:
        """It neither waits nor is public: free to be sent, once its time is well behind."""
        if one.state.status is Status.RETRACTING:
            self._write(one, EventKind.DELETED, "looked: not there")
            return Settled(waiting=one, word="gone")
        if one.state.sent and self.tools.now() < one.at + _GRACE:
            return _not_done(one, "its time was just now, and it is not there yet")
        self._write(one, EventKind.DEFERRED, "looked: the network has it not")
        return Settled(waiting=one, word="not there", said="it may be sent again")

    def _offline(self, one: Waiting) -> str:
        announcement = announcement_for(one.key, self.tools.outbox, self.tools.output)
        problem = problem_of(announcement, self.tools)
        return f"not online as built: {problem}" if problem else ""

    def _take_back(self, one: Waiting, there: Sent, why: str, session: Session) -> Settled:
        publisher = self.tools.publisher(one.key.account)
        outcome = masked(safe_call(lambda: publisher.delete(there, session)), self.tools.secrets)
        if not isinstance(outcome, Sent):
            return _not_done(one, f"{outcome.reason} (to be taken back: {why})")
        # Before its time nobody has seen it; later somebody may have.
        was_seen = one.state.status is Status.RETRACTING or self.tools.now() >= one.at
        kind = EventKind.DELETED if was_seen else EventKind.DEFERRED
        self._write(one, kind, f"taken back: {why}")
        return Settled(waiting=one, word="taken back", said=why)

    def _write(
        self, one: Waiting, kind: EventKind, reason: str, there: Sent | None = None
    ) -> None:  # fmt: skip
        """Write behind what this run knows of the key. Raises HeldByAnotherRun when it is not the last."""
        number = self.written.get(one.key, 0) + 1
        there = there or Sent(remote_id="")
        event = Event(
            key=one.key, seq=one.state.seq + number, kind=kind, at=self.tools.now(),
            run=self.run, reason=reason, remote_id=there.remote_id, url=there.url,
            until=there.shows_at,
        )  # fmt: skip
        self.ledger.append([event])
        self.written[one.key] = number


def _by_hand(key: Key) -> str:
    slot = "" if key.slot == "announce" else f" --slot {key.slot}"
    how = f"bedside ledger resolve {key.uid} {key.platform} {key.account}{slot}"
    return f"look among what is scheduled there and remove it, then: {how} gone (or not-sent)"
