"""What became of each line of a plan, and the exit code that follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from bedside.errors import ExitCode
from bedside.platforms.base import Deferred, Outcome, Rejected, Sent, Unknown
from bedside.syndication.lines import Line

__all__ = ["Done", "Held", "NotReady", "Result", "exit_code", "gravest", "name_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Another run has the announcement: nothing was done here."""

    reason: str = "another run is sending it"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotReady:
    """Nothing was tried, so nothing is in the ledger: a setting is missing, a page not online."""

    reason: str
    code: ExitCode = ExitCode.NETWORK


Done: TypeAlias = Outcome | Held | NotReady


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one line of the plan."""

    line: Line
    done: Done


def name_of(done: Done) -> str:
    """Return the word for an outcome, the ledger's own where it has one."""
    match done:
        case Sent():
            return "scheduled" if done.shows_at else "sent"
        case Rejected():
            return "stopped" if done.whole_account else "rejected"
        case Deferred():
            return "deferred"
        case Unknown():
            return "unknown"
        case Held():
            return "held"
        case NotReady():
            return "not ready"


def exit_code(results: Iterable[Result]) -> ExitCode:
    """Return 3 when a network failed, said no or left it open, 2 when only settings are missing."""
    return gravest(_code(result.done) for result in results)


def gravest(codes: Iterable[ExitCode]) -> ExitCode:
    """Return 3 when a network failed, 2 when a setting is missing, 1 when a person must act."""
    found = set(codes)
    order = (ExitCode.NETWORK, ExitCode.USAGE, ExitCode.AUTHOR)
    return next((code for code in order if code in found), ExitCode.FINE)


def _code(done: Done) -> ExitCode:
    if isinstance(done, NotReady):
        return done.code
    return ExitCode.FINE if isinstance(done, Sent | Held) else ExitCode.NETWORK
