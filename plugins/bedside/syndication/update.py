"""Carry an edited text to the copies that are there: claim, change, record, as a send is.

A change can be made twice without harm, so a run that was killed in between is simply run again:
until the ledger says `updated`, the copy counts as showing the old text.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bedside.errors import BedsideError, ExitCode
from bedside.platforms.base import Editor, Outcome, Sent, Session
from bedside.platforms.publishers import NO_UPDATE
from bedside.reshare import ANNOUNCE
from bedside.syndication.announcements import announcement_for, payload_hash
from bedside.syndication.lines import Line, Plan, Reason
from bedside.syndication.model import BY_A_PERSON, Event, EventKind, Key
from bedside.syndication.results import gravest
from bedside.syndication.store import HeldByAnotherRun, Ledger
from bedside.syndication.tools import Sessions, Tools, masked, problem_of, safe_call

__all__ = ["Change", "Changed", "How", "changes", "exit_code", "unedited", "update"]


class How(StrEnum):
    """What is done about one copy that shows an older text."""

    UPDATE = "update"
    BY_HAND = "by hand"  # the network has no way, or shows no change
    HELD = "held"  # something stands against it today
    DONE = "updated"
    FAILED = "not updated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One copy whose post has changed since."""

    line: Line
    copy: Sent
    how: How
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What became of it."""

    change: Change
    how: How
    said: str = ""
    code: ExitCode = ExitCode.FINE


def changes(planned: Plan, tools: Tools, uid: str, paused: str = "") -> tuple[Change, ...]:
    """Return the copies that show an older text, or perhaps do, of one post or of all (`uid` empty)."""
    kinds = {Reason.CHANGED, Reason.UNSURE}
    found = (one for one in planned.lines if one.reason in kinds and one.copy)
    return tuple(
        _change(one, tools, paused, is_named=bool(uid)) for one in found if uid in {"", one.key.uid}
    )


def update(
    found: Iterable[Change], ledger: Ledger, run: str, tools: Tools
) -> Iterator[Changed]:  # fmt: skip
    """Change each copy that can be, yielding what became of it."""
    work = _Work(ledger=ledger, run=run, tools=tools, sessions=Sessions(tools))
    try:
        for change in found:
            yield work.carry(change)
    finally:
        work.sessions.close()


def unedited(planned: Plan, ledger: Ledger, run: str, tools: Tools) -> int:
    """Write down, as a person says, that each copy of unknown words shows the last build's; count them."""
    found = [one for one in planned.lines if one.reason is Reason.UNSURE]
    ledger.append(
        Event(
            key=one.key, seq=one.seq + 1, kind=EventKind.UPDATED, at=tools.now(), run=run,
            payload=payload_hash(announcement_for(one.key, tools.outbox, tools.output)),
            reason=BY_A_PERSON,
        )
        for one in found
    )  # fmt: skip
    return len(found)


def exit_code(done: Iterable[Changed]) -> ExitCode:
    """Return the gravest of what became of them."""
    return gravest(one.code for one in done)


def _change(line: Line, tools: Tools, paused: str, *, is_named: bool) -> Change:
    """Return what is done about one. Words that nobody wrote down may be a person's own."""
    assert line.copy is not None
    publisher = tools.publisher(line.key.account)
    how, said = How.UPDATE, ""
    if not isinstance(publisher, Editor):
        how, said = How.BY_HAND, NO_UPDATE.get(line.key.platform, "the network has no way to do it")
    elif paused:
        how, said = How.HELD, f"paused: {paused}"
    elif line.lacks:
        how, said = How.HELD, line.lacks
    elif line.copy.remote_id == line.copy.url:
        how, said = How.BY_HAND, "only its address is known, as a person gave it"
    elif line.reason is Reason.UNSURE and not is_named:
        how, said = How.BY_HAND, f"`bedside syndicate --update {line.key.uid} --live` changes it"
    if line.reason is Reason.UNSURE and how is How.BY_HAND:
        said = f"not known whether it was changed: look there, then `{_same(line.key)}`; {said}"
    return Change(line=line, copy=line.copy, how=how, said=said)


def _same(key: Key) -> str:
    slot = "" if key.slot == ANNOUNCE else f" --slot {key.slot}"
    return f"bedside ledger resolve {key.uid} {key.platform} {key.account}{slot} updated"


@dataclass(slots=True, kw_only=True)
class _Work:
    """One run's doings and its sessions, by account."""

    ledger: Ledger
    run: str
    tools: Tools
    sessions: Sessions

    def carry(self, change: Change) -> Changed:
        if change.how is not How.UPDATE:
            code = ExitCode.AUTHOR
            return Changed(change=change, how=change.how, said=change.said, code=code)
        try:
            session = self.sessions.get(change.line.key.account)
        except BedsideError as error:
            said = self.tools.secrets.mask(str(error))
            return Changed(change=change, how=How.FAILED, said=said, code=ExitCode.USAGE)
        return self._update(change, session)

    def _update(self, change: Change, session: Session) -> Changed:
        key, tools = change.line.key, self.tools
        announcement = announcement_for(key, tools.outbox, tools.output)
        if problem := problem_of(announcement, tools):
            said = f"not online as built: {problem}"
            return Changed(change=change, how=How.FAILED, said=said, code=ExitCode.NETWORK)
        claim = Event(
            key=key, seq=change.line.seq + 1, kind=EventKind.UPDATING, at=tools.now(),
            run=self.run, payload=payload_hash(announcement),
        )  # fmt: skip
        try:
            self.ledger.append([claim])
        except HeldByAnotherRun:
            said = "another run has it"
            return Changed(change=change, how=How.HELD, said=said, code=ExitCode.NETWORK)
        publisher = tools.publisher(key.account)
        assert isinstance(publisher, Editor)
        outcome = safe_call(lambda: publisher.update(change.copy, announcement, session))
        return self._recorded(change, claim, masked(outcome, tools.secrets))

    def _recorded(self, change: Change, claim: Event, outcome: Outcome) -> Changed:
        """Write the outcome; only `Sent` means that the copy shows the new text."""
        is_done = isinstance(outcome, Sent)
        said = outcome.url if isinstance(outcome, Sent) else outcome.reason
        self.ledger.record(Event(
            key=claim.key, seq=0, at=self.tools.now(), run=self.run, payload=claim.payload,
            kind=EventKind.UPDATED if is_done else EventKind.NOT_UPDATED,
            reason="" if is_done else said,
        ))  # fmt: skip
        if is_done:
            return Changed(change=change, how=How.DONE, said=said)
        return Changed(change=change, how=How.FAILED, said=said, code=ExitCode.NETWORK)
