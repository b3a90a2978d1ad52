"""A run's eye on its accounts: one that takes no post stops until it is mended, and is told of once."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bedside.platforms.base import AccountHealth, Deferred, Publisher, Session
from bedside.practice import Account
from bedside.syndication.alerts import Alert, mended, stopped, token_ends, token_in_order
from bedside.syndication.examined import examined, why_stopped
from bedside.syndication.model import Event, EventKind, Key, Trouble
from bedside.syndication.secrets import Secrets
from bedside.syndication.store import HeldByAnotherRun, Ledger
from bedside.syndication.troubles import STOPPED, TOKEN, is_same, trouble_key

__all__ = ["Tell", "Watch", "nobody"]

# Sends a message to the operator. Returns why it was not sent; None where nobody is to be told.
Tell = Callable[[Alert], str | None]


def nobody(_alert: Alert) -> None:
    """Tell nobody: the practice names no address for alerts."""


@dataclass(slots=True, kw_only=True)
class Watch:
    """What one run knows of its accounts' troubles."""

    ledger: Ledger
    run: str
    now: Callable[[], datetime]
    secrets: Secrets
    tell: Tell = nobody
    _known: dict[Key, Trouble] | None = None
    _stopped: dict[str, str] = field(default_factory=dict)  # in this run, by account
    _asked: set[str] = field(default_factory=set)

    def why_not(self, publisher: Publisher, session: Session) -> str:
        """Return why the account is left alone in this run, or nothing.

        An account that had stopped is asked how it stands; when it seems well, one post is tried.
        """
        account = session.account
        if said := self._stopped.get(account.id):
            return said
        trouble = self._trouble(account, STOPPED)
        if not trouble.is_on or account.id in self._asked:
            return ""
        self._asked.add(account.id)
        health = examined(publisher, session, self.secrets)
        if isinstance(health, Deferred):
            self._stopped[account.id] = trouble.reason
            return f"{trouble.reason} (asked again: {health.reason})"
        if isinstance(health, AccountHealth) and (problem := why_stopped(health)):
            return self._say(account, STOPPED, problem)
        return ""

    def stop(self, publisher: Publisher, session: Session, reason: str) -> tuple[str, bool]:
        """Stop the account for this run. Returns what to print, and whether that is news.

        What the network says when asked comes first: a later run will be told the same.
        """
        health = examined(publisher, session, self.secrets)
        problem = why_stopped(health) if isinstance(health, AccountHealth) else ""
        is_news = not is_same(self._trouble(session.account, STOPPED), problem or reason)
        return self._say(session.account, STOPPED, problem or reason), is_news

    def doubt(self, publisher: Publisher, session: Session) -> str:
        """Ask how an account stands whose posts could not be looked at; return why it stops, if it does."""
        health = examined(publisher, session, self.secrets)
        if isinstance(health, AccountHealth) and (problem := why_stopped(health)):
            return self._say(session.account, STOPPED, problem)
        return ""

    def token(self, account: Account, problem: str) -> None:
        """Tell that a token ends and what to do; with no problem, that it is well again."""
        if problem:
            self._say(account, TOKEN, problem)
        else:
            self._lift(account, TOKEN)

    def works(self, account: Account) -> None:
        """A post went out: what had stopped the account is over."""
        self._lift(account, STOPPED)

    def _say(self, account: Account, slot: str, reason: str) -> str:
        """Remember a trouble and tell of it, once; return it with what went wrong in telling."""
        if slot == STOPPED:
            self._stopped[account.id] = reason
        trouble = self._trouble(account, slot)
        if not is_same(trouble, reason):
            since = trouble.since if trouble.is_on else self.now()
            new = Trouble(reason=reason, since=since, seq=trouble.seq + 1, is_on=True)
            if not self._write(account, slot, EventKind.STOPPED, new):
                return reason  # another run was first, and tells
            trouble = new
        if trouble.is_told:
            return reason
        words = stopped if slot == STOPPED else token_ends
        problem = self.tell(words(account, trouble))
        if problem is None:
            return reason
        if problem:
            return f"{reason}; the message to the operator was not sent: {problem}"
        told = replace(trouble, seq=trouble.seq + 1, is_told=True)
        self._write(account, slot, EventKind.TOLD, told)
        return reason

    def _lift(self, account: Account, slot: str) -> None:
        trouble = self._trouble(account, slot)
        words = mended if slot == STOPPED else token_in_order
        if trouble.is_on and not (trouble.is_told and self.tell(words(account, trouble))):
            self._write(account, slot, EventKind.MENDED, Trouble(seq=trouble.seq + 1))

    def _trouble(self, account: Account, slot: str) -> Trouble:
        if self._known is None:
            self._known = dict(self.ledger.state().troubles)
        return self._known.get(trouble_key(account.platform, account.id, slot), Trouble())

    def _write(self, account: Account, slot: str, kind: EventKind, after: Trouble) -> bool:
        """Write an event; tell whether this run was the first to do so."""
        key = trouble_key(account.platform, account.id, slot)
        event = Event(key=key, seq=after.seq, kind=kind, at=self.now(), run=self.run,
                      reason=after.reason)  # fmt: skip
        try:
            self.ledger.append([event])
        except HeldByAnotherRun:
            return False
        if self._known is not None:
            self._known[key] = after
        return True
