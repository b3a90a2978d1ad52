"""Take a post's copies down: claim all durably, then delete, and call gone what the network says is gone.

Deleting twice does no harm, so a run that was killed is simply run again; until the ledger says
`deleted` the copy counts as being there. Nothing of a retracted post is sent any more.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bedside.errors import BedsideError, ExitCode
from bedside.platforms.base import Deferred, NotFound, Outcome, Rejected, Sent, Session, Unknown
from bedside.syndication.announcements import announcement_for
from bedside.syndication.model import RETRACTED, Event, EventKind
from bedside.syndication.results import gravest
from bedside.syndication.store import Ledger
from bedside.syndication.takedown import Copy, Way
from bedside.syndication.tools import Sessions, Tools, safe_call, safe_find

__all__ = ["Taken", "exit_code", "retract"]

_FAILED = {Rejected: EventKind.REJECTED, Deferred: EventKind.DEFERRED, Unknown: EventKind.UNKNOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one copy: the way it is now, and what there is to say."""

    copy: Copy
    way: Way
    said: str = ""
    code: ExitCode = ExitCode.FINE


def retract(
    copies: Iterable[Copy], ledger: Ledger, run: str, tools: Tools
) -> Iterator[Taken]:  # fmt: skip
    """Take each copy down, yielding what became of it. Raises HeldByAnotherRun before the first."""
    found = tuple(copies)
    ledger.append(_claims(found, run, tools))
    tools.full_witness(ledger)
    work = _Work(ledger=ledger, run=run, tools=tools, known=_known_ids(found),
                 sessions=Sessions(tools))  # fmt: skip
    try:
        for copy in found:
            yield work.take(copy)
    finally:
        work.sessions.close()


def exit_code(taken: Iterable[Taken]) -> ExitCode:
    """Return the gravest of what became of them."""
    return gravest(one.code for one in taken)


def _claims(copies: tuple[Copy, ...], run: str, tools: Tools) -> Iterator[Event]:
    """Yield what is written before the first deletion, all or none: no later run sends the post."""

    def event(copy: Copy, kind: EventKind, reason: str) -> Event:
        seq = copy.state.seq + 1
        return Event(key=copy.key, seq=seq, kind=kind, at=tools.now(), run=run, reason=reason)

    for copy in copies:
        match copy.way:
            case Way.DELETE | Way.LOOK_UP:
                yield event(copy, EventKind.RETRACTING, "")
            case Way.BY_HAND:
                yield event(copy, EventKind.RETRACTING, "a person must remove it")
            case Way.FORBID:
                yield event(copy, EventKind.SKIPPED, RETRACTED)


def _known_ids(copies: tuple[Copy, ...]) -> frozenset[str]:
    return frozenset[str]().union(*(one.sent.names for one in copies if one.sent))


@dataclass(slots=True, kw_only=True)
class _Work:
    """One run's doings and its sessions, by account."""

    ledger: Ledger
    run: str
    tools: Tools
    known: frozenset[str]  # ids and addresses of the copies whose place is known
    sessions: Sessions

    def take(self, copy: Copy) -> Taken:
        match copy.way:
            case Way.DELETE | Way.LOOK_UP:
                return self._by_api(copy)
            case Way.BY_HAND:
                return Taken(copy=copy, way=copy.way, said=copy.detail, code=ExitCode.AUTHOR)
            case Way.HELD:
                return Taken(copy=copy, way=copy.way, said=copy.detail, code=ExitCode.NETWORK)
            case _:
                return Taken(copy=copy, way=copy.way, said=copy.detail)

    def _by_api(self, copy: Copy) -> Taken:
        """Delete what is there and record what the network said; a failure stays to be done."""
        try:
            session = self.sessions.get(copy.key.account)
        except BedsideError as error:
            unset = Deferred(reason=self.tools.secrets.mask(str(error)))
            return self._recorded(copy, unset, ExitCode.USAGE)
        there = copy.sent or self._find(copy, session)
        if isinstance(there, NotFound):
            self._write(copy, EventKind.DELETED, Sent(remote_id=""), "looked: not there")
            return Taken(copy=copy, way=Way.GONE, said="looked: not there")
        if isinstance(there, Unknown):
            return self._recorded(copy, there, ExitCode.NETWORK)
        publisher = self.tools.publisher(copy.key.account)
        outcome = safe_call(lambda: publisher.delete(there, session))
        return self._recorded(copy, outcome, ExitCode.NETWORK)

    def _find(self, copy: Copy, session: Session) -> Sent | NotFound | Unknown:
        announcement = replace(
            announcement_for(copy.key, self.tools.outbox, self.tools.output),
            other_copies=self.known, is_ahead=copy.state.is_ahead,
        )  # fmt: skip
        publisher = self.tools.publisher(copy.key.account)
        return safe_find(announcement, publisher, session, self.tools.secrets)

    def _recorded(self, copy: Copy, outcome: Outcome, code: ExitCode) -> Taken:
        """Write the outcome; only `Sent` from a deletion means that the copy is gone."""
        if isinstance(outcome, Sent):
            self._write(copy, EventKind.DELETED, outcome, "")
            return Taken(copy=copy, way=Way.GONE, said=outcome.url or outcome.remote_id)
        said = self.tools.secrets.told(outcome.reason)
        self._write(copy, _FAILED[type(outcome)], Sent(remote_id=""), said)
        return Taken(copy=copy, way=copy.way, said=said, code=code)

    def _write(self, copy: Copy, kind: EventKind, there: Sent, reason: str) -> None:
        mask = self.tools.secrets.mask
        self.ledger.record(
            Event(key=copy.key, seq=0, kind=kind, at=self.tools.now(), run=self.run, reason=reason,
                  remote_id=mask(there.remote_id), url=mask(there.url))
        )  # fmt: skip
