"""What is handed over ahead: due later, online already, and nothing against it now or on its day. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from bedside.syndication.bars import Why, account_bars, post_bars
from bedside.syndication.case import Case
from bedside.syndication.lines import Line, Reason
from bedside.syndication.model import Key, Status

__all__ = ["asked_for", "bar_at", "handed_over", "is_opted_in"]

_LATER = frozenset({Reason.NOT_YET, Reason.QUIET_HOURS, Reason.QUEUED})


def handed_over(lines: Iterable[Line], known: Mapping[Key, Case]) -> Iterator[Line]:
    """Yield the lines, those that the network takes ahead as such."""
    for line in lines:
        case = known[line.key]
        if _goes_ahead(line, case):
            asked = asked_for(case)
            yield replace(line, held_back=Reason.HAND_OVER, asked=asked, may_send=False)
        else:
            yield line


def is_opted_in(case: Case) -> bool:
    """Tell whether the account hands over ahead, and its network takes it."""
    account = case.account
    is_taken = account.platform in case.policy.ahead and not account.via
    return account.schedule_ahead and is_taken and not account_bars(case)


def bar_at(case: Case, at: datetime) -> Why | None:
    """Return what stands against the post today, or will when it is shown at `at`."""
    if case.expires and case.expires <= at:
        return Reason.NOT_SYNDICATED, "its page will be gone by then"
    return post_bars(case) or post_bars(replace(case, now=at))


def asked_for(case: Case) -> str:
    """Return what a hand-over writes down of the time that its author wrote."""
    return f"for {case.earliest.isoformat()}"


def _goes_ahead(line: Line, case: Case) -> bool:
    if line.due is None or line.shown not in _LATER or line.lacks or case.ledger.pause:
        return False
    is_online = case.post.published <= case.now and bool(case.post.sha256)
    if not (is_online and case.is_known_account and is_opted_in(case)):
        return False
    state = case.ledger.get(case.key)
    if state.status is Status.DEFERRED and state.until and state.until > case.now:
        return False  # the network did not take it ahead: it goes out at its time
    least, most = case.policy.ahead[case.account.platform]
    return least <= line.due - case.now <= most and not bar_at(case, line.due)
