"""Give every line its time: what goes out in this run, what waits, and until when. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bedside.practice import Practice
from bedside.syndication.lines import Action, Line, Reason
from bedside.syndication.model import KeyState, LedgerState, Status
from bedside.syndication.when import Times, next_free, shown, times_for

__all__ = ["dated"]

_RECENT = timedelta(days=2)  # what is older touches neither a day's cap nor a gap
_PERHAPS = frozenset({Status.CLAIMED, Status.UNKNOWN})


def dated(
    lines: list[Line], practice: Practice, ledger: LedgerState, now: datetime
) -> Iterator[Line]:  # fmt: skip
    """Yield the lines, each send and each that comes later with its time; sends last, in order.

    New posts come before those that were put off, so that a network that is down does not keep
    the others waiting.
    """
    queue = _Queue(practice=practice, ledger=ledger, now=now)
    sends = [line for line in lines if line.action is Action.SEND]
    fresh = {line.key.uid for line in sends if line.was is not Status.DEFERRED}
    sends.sort(key=lambda line: (line.key.uid not in fresh, line.published, line.key.uid))
    settled = {line.key: queue.looked_up(line) for line in lines if line.action is Action.LOOK_UP}
    settled |= {line.key: queue.sent(line) for line in sends}
    later = [line for line in lines if line.due and line.due > now]
    coming = [line for line in later if line.reason is not Reason.SCHEDULED]  # its place is fixed
    settled |= {line.key: queue.coming(line) for line in sorted(coming, key=_by_due)}
    asked = {line.key for line in sends}
    yield from (
        queue.paused(settled.get(line.key, line)) for line in lines if line.key not in asked
    )
    yield from (settled[line.key] for line in sends)


@dataclass(slots=True, kw_only=True)
class _Queue:
    """The places that are taken so far, by account, and the posts of this run."""

    practice: Practice
    ledger: LedgerState
    now: datetime
    posts: set[str] = field(default_factory=set)
    places: dict[str, tuple[Times, list[datetime]]] = field(default_factory=dict)

    def looked_up(self, line: Line) -> Line:
        """Let a send follow a look-up only where one would be allowed now."""
        times, taken = self._of(line)
        free = not self.ledger.pause and next_free(times, self.now, taken) == self.now
        if line.may_send and free:
            taken.append(self.now)
        return replace(line, may_send=line.may_send and free)

    def sent(self, line: Line) -> Line:
        """Return the line as it goes out now, or with what it waits for."""
        if self.ledger.pause:
            return _held(line, Reason.PAUSED, self.ledger.pause.reason, None)
        times, taken = self._of(line)
        free = next_free(times, self.now, taken)
        if free is None:
            return _held(line, Reason.QUEUED, "windows and quiet hours leave no time", None)
        if free == self.now:
            return self._in_this_run(line, taken)
        taken.append(free)
        closed = times.closed(self.now)
        why = closed or times.full(self.now, taken[:-1])
        reason = Reason.QUIET_HOURS if closed else Reason.QUEUED
        return _held(line, reason, f"{why}: {shown(free, times.zone)}", free)

    def coming(self, line: Line) -> Line:
        """Return a line that comes later with the first free place from then on."""
        times, taken = self._of(line)
        free = next_free(times, line.due or self.now, taken)
        if free is None:
            return replace(line, due=None, detail="windows and quiet hours leave no time")
        taken.append(free)
        is_moved = free != line.due and line.reason is Reason.NOT_YET
        return replace(line, due=free, detail=shown(free, times.zone) if is_moved else line.detail)

    def paused(self, line: Line) -> Line:
        """Return the line; nothing is called missed as long as everything is paused."""
        if self.ledger.pause and line.action is Action.MISS:
            return _held(line, Reason.PAUSED, self.ledger.pause.reason, None)
        return line

    def _in_this_run(self, line: Line, taken: list[datetime]) -> Line:
        cap = self.practice.policies.max_posts_per_run
        if line.key.uid not in self.posts and len(self.posts) >= cap:
            return _held(line, Reason.OVER_CAP, f"{cap} posts a run, a later one sends it", None)
        self.posts.add(line.key.uid)
        taken.append(self.now)
        return line

    def _of(self, line: Line) -> tuple[Times, list[datetime]]:
        """Return the account's settings and the places that are taken there."""
        name = line.key.account
        if name not in self.places:
            account = next(one for one in self.practice.accounts if one.id == name)
            used = [
                at
                for key, state in self.ledger.keys.items()
                if key.account == name
                and (at := state.sent_at or _perhaps_at(state))
                and at > self.now - _RECENT
            ]
            self.places[name] = times_for(self.practice, account), used
        return self.places[name]


def _perhaps_at(state: KeyState) -> datetime | None:
    """Return when a copy was made, or will be shown, of which no answer came."""
    return (state.until or state.at) if state.status in _PERHAPS else None


def _held(line: Line, reason: Reason, detail: str, due: datetime | None) -> Line:
    return replace(line, held_back=reason, detail=detail, due=due, may_send=False)


def _by_due(line: Line) -> tuple[str, str]:
    return (line.due.astimezone(UTC).isoformat() if line.due else "", str(line.key))
