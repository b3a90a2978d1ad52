"""How a plan and its results look: a table for people, lines for logs, JSON for machines."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bedside.platforms import PLATFORMS
from bedside.platforms.base import Sent
from bedside.practice import AccountStatus, Practice
from bedside.reshare import ANNOUNCE
from bedside.syndication.lines import Action, Line, Plan, Reason
from bedside.syndication.model import Status
from bedside.syndication.results import Result, exit_code, name_of
from bedside.syndication.takedown import TakeDown

if TYPE_CHECKING:
    from rich.table import Table

__all__ = [
    "plan_json", "plan_lines", "plan_summary", "plan_table", "result_line", "take_down_lines",
]  # fmt: skip

_STYLE = {Action.SEND: "bold green", Action.LOOK_UP: "yellow", Action.MISS: "yellow"}


def _baseline(was: Status) -> str:
    return (
        "first run: {} are the baseline, nothing is sent"
        if was is Status.NEW
        else "{} from before the first run: never sent"
    )


# What is settled and needs nobody: counted for each account. Every other reason has its own line.
_COUNTED: dict[Reason, Callable[[Status], str]] = {
    Reason.BASELINE: _baseline,
    Reason.ALREADY_SENT: lambda _: "{} announced already",
    Reason.CHANGED: lambda _: "{} changed since: `bedside syndicate --update` names the copies",
    Reason.UNSURE: lambda _: (
        "{} found there, changed since or not: `bedside syndicate --update` names the copies"
    ),
    Reason.TOO_OLD: lambda _: "{} too old to be announced",
    Reason.MISSED: lambda _: "{} missed its time: `bedside ledger resolve … --retry` sends it",
    Reason.NOT_YET: lambda _: "{} later: `bedside plan` has the days",
    Reason.WAITS: lambda _: "{} to share again later: `bedside plan` says why it waits",
    Reason.SKIPPED: lambda _: "{} skipped for good",
    Reason.TAKEN_DOWN: lambda _: "{} taken down",
    Reason.NOT_SYNDICATED: lambda _: "{} marked `syndicate: false`",
    Reason.MANUAL: lambda _: "{} for a person: what is new is in build/by-hand",
    Reason.RETIRED: lambda _: "retired: skipped",
}


def plan_table(planned: Plan, zone: ZoneInfo) -> "Table":
    """Return the plan as a table: one row for the accounts of a post that share a reason."""
    from rich.table import Table  # noqa: PLC0415  rich loads slowly
    from rich.text import Text  # noqa: PLC0415

    table = Table(title="Plan", title_justify="left", expand=True)
    table.add_column("Do", no_wrap=True)
    table.add_column("Post", ratio=3, no_wrap=True, overflow="ellipsis")
    table.add_column("Published", no_wrap=True)
    table.add_column("Accounts", ratio=2)
    table.add_column("Why", ratio=3)
    rows: dict[tuple[str, Action, str], list[Line]] = {}
    for line in planned.lines:
        rows.setdefault((line.key.uid, line.action, _why(line)), []).append(line)
    for (_, action, why), lines in rows.items():
        published = lines[0].published.astimezone(zone).strftime("%Y-%m-%d")
        accounts = ", ".join(line.key.account for line in lines)
        cells = (action.value, lines[0].title, published, accounts, why)
        table.add_row(*map(Text, cells), style=_STYLE.get(action, "dim"))
    return table


def plan_lines(planned: Plan) -> list[str]:
    """Return one line of text for each line of the plan, and a last one that counts."""
    return [*map(_line_text, planned.lines), _total(planned)]


def plan_summary(planned: Plan, practice: Practice) -> list[str]:
    """Return one line for each account and reason with the count, and each line that matters now.

    Whatever would be sent, is open, held back or refused keeps its own line.
    """
    rows = []
    for account in practice.accounts:
        own = [line for line in planned.lines if line.key.account == account.id]
        counts = Counter((line.shown, line.was) for line in own if line.shown in _COUNTED)
        if account.status is AccountStatus.RETIRED:
            label = PLATFORMS[account.platform].LABEL if account.platform in PLATFORMS else ""
            rows.append((account.id, f"{label or account.platform} is retired: skipped"))
            continue
        said = [_COUNTED[reason](was).format(_articles(n)) for (reason, was), n in counts.items()]
        rows += [(account.id, one) for one in dict.fromkeys(said)]
    width = max((len(name) for name, _ in rows), default=0)
    shown = [_line_text(line) for line in planned.lines if line.shown not in _COUNTED]
    return [*(f"{name:{width}}  {said}" for name, said in rows), *shown, _total(planned)]


def take_down_lines(found: Iterable[TakeDown]) -> list[str]:
    """Return a line for each copy that should go, and the command that takes it down."""
    return [
        f"take down {copy.key.platform}/{copy.key.account}  {one.uid}: {one.why}"
        f"{f': {copy.sent.url}' if copy.sent and copy.sent.url else ''}: "
        f"run `bedside syndicate --retract {one.uid}`"
        for one in found
        for copy in one.copies
    ]


def result_line(result: Result) -> str:
    """Return what became of one line."""
    done = result.done
    detail = done.url or done.remote_id if isinstance(done, Sent) else done.reason
    return f"{name_of(done):9} {_account(result.line)}  {result.line.title}: {detail}"


def plan_json(
    planned: Plan, results: tuple[Result, ...], take_down: Iterable[TakeDown], *,
    site: str, live: bool,
) -> dict[str, Any]:  # fmt: skip
    """Return the document of `--format json`: version 1, one entry for each line."""
    outcomes = {result.line.key: result for result in results}
    return {
        "version": 1, "site": site, "live": live, "cap": planned.cap,
        "lines": [_line_json(line, outcomes.get(line.key)) for line in planned.lines],
        "take_down": [
            {"uid": one.uid, "why": one.why, "platform": copy.key.platform,
             "account": copy.key.account, "slot": copy.key.slot,
             "url": copy.sent.url if copy.sent else ""}
            for one in take_down for copy in one.copies
        ],
        "exit_code": int(exit_code(results)),
    }  # fmt: skip


def _line_json(line: Line, result: Result | None) -> dict[str, Any]:
    key = line.key
    return {
        "uid": key.uid, "title": line.title, "published": line.published.isoformat(),
        "platform": key.platform, "account": key.account, "slot": key.slot,
        "action": line.action.name.lower(), "reason": line.shown.value, "detail": line.detail,
        "outcome": _outcome_json(result) if result else None,
    }  # fmt: skip


def _outcome_json(result: Result) -> dict[str, str]:
    done = result.done
    if isinstance(done, Sent):
        return {"state": name_of(done), "remote_id": done.remote_id, "url": done.url, "reason": ""}
    return {"state": name_of(done), "remote_id": "", "url": "", "reason": done.reason}


def _account(line: Line) -> str:
    slot = "" if line.key.slot == ANNOUNCE else f" {line.key.slot}"
    return f"{line.key.platform}/{line.key.account}{slot}"


def _why(line: Line) -> str:
    return f"{line.shown.value} ({line.detail})" if line.detail else line.shown.value


def _line_text(line: Line) -> str:
    return f"{line.action.value:8} {_account(line)}  {line.key.uid}  {line.title}: {_why(line)}"


def _total(planned: Plan) -> str:
    counts = Counter(line.shown.value for line in planned.lines)
    total = ", ".join(f"{number} {reason}" for reason, number in counts.items())
    return f"Plan: {total or 'nothing to announce'}."


def _articles(number: int) -> str:
    return f"{number} article{'' if number == 1 else 's'}"
