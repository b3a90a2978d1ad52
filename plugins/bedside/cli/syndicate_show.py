"""How a plan and its results look: a table for people, lines for logs, JSON for machines."""

from collections import Counter
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bedside.platforms.base import Sent
from bedside.syndication.lines import Action, Line, Plan
from bedside.syndication.results import Result, exit_code, name_of

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["plan_json", "plan_lines", "plan_table", "result_line"]

_STYLE = {Action.SEND: "bold green", Action.LOOK_UP: "yellow"}


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
    rows = [
        f"{line.action.value:8} {_account(line)}  {line.key.uid}  {line.title}: {_why(line)}"
        for line in planned.lines
    ]
    counts = Counter(line.shown.value for line in planned.lines)
    total = ", ".join(f"{number} {reason}" for reason, number in counts.items())
    return [*rows, f"Plan: {total or 'nothing to announce'}."]


def result_line(result: Result) -> str:
    """Return what became of one line."""
    done = result.done
    detail = done.url or done.remote_id if isinstance(done, Sent) else done.reason
    return f"{name_of(done):9} {_account(result.line)}  {result.line.title}: {detail}"


def plan_json(
    planned: Plan, results: tuple[Result, ...], *, site: str, live: bool
) -> dict[str, Any]:
    """Return the document of `--format json`: version 1, one entry for each line."""
    outcomes = {result.line.key: result for result in results}
    return {
        "version": 1, "site": site, "live": live, "cap": planned.cap,
        "lines": [_line_json(line, outcomes.get(line.key)) for line in planned.lines],
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
    return f"{line.key.platform}/{line.key.account}"


def _why(line: Line) -> str:
    return f"{line.shown.value} ({line.detail})" if line.detail else line.shown.value
