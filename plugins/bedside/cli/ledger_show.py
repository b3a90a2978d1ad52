"""How the ledger looks: a table for people, lines for logs, JSON for machines."""

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bedside.syndication.model import Key, KeyState
from bedside.syndication.store import Ledger

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["ledger_json", "ledger_lines", "ledger_table"]


def ledger_table(ledger: Ledger, zone: ZoneInfo) -> "Table":
    """Return the state of every announcement as a table."""
    from rich.table import Table  # noqa: PLC0415  rich loads slowly
    from rich.text import Text  # noqa: PLC0415

    title = f"Ledger {ledger.id}, {ledger.mark} events"
    table = Table("Post", "Account", "State", "Since", "Where or why", title=title)
    for key, state in sorted(ledger.state().keys.items()):
        since = state.at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if state.at else ""
        cells = (key.uid, _account(key), state.status.value, since, _where(state))
        table.add_row(*map(Text, cells))
    return table


def ledger_lines(ledger: Ledger) -> list[str]:
    """Return one line of text for each announcement, and a last one that counts."""
    rows = [
        f"{state.status.value:8} {_account(key)}  {key.uid} {key.slot}: {_where(state)}"
        for key, state in sorted(ledger.state().keys.items())
    ]
    return [*rows, f"Ledger {ledger.id}, {ledger.mark} events."]


def ledger_json(ledger: Ledger | None) -> dict[str, Any]:
    """Return the document of `--format json`: version 1, state and history of each announcement."""
    if ledger is None:
        return {"version": 1, "ledger": None, "mark": 0, "announcements": []}
    events = ledger.events()
    history: dict[Key, list[dict[str, Any]]] = {}
    for event in events:
        history.setdefault(event.key, []).append(
            {"seq": event.seq, "kind": event.kind.value, "at": event.at.isoformat(),
             "run": event.run, "attempt": event.attempt, "payload": event.payload,
             "remote_id": event.remote_id, "url": event.url, "reason": event.reason}
        )  # fmt: skip
    return {
        "version": 1, "ledger": ledger.id, "mark": ledger.mark,
        "announcements": [
            {"uid": key.uid, "platform": key.platform, "account": key.account, "slot": key.slot,
             "state": state.status.value, "attempts": state.attempts,
             "url": state.sent.url if state.sent else "",
             "remote_id": state.sent.remote_id if state.sent else "",
             "reason": state.reason, "events": history[key]}
            for key, state in sorted(ledger.state().keys.items())
        ],
    }  # fmt: skip


def _account(key: Key) -> str:
    return f"{key.platform}/{key.account}"


def _where(state: KeyState) -> str:
    return (state.sent.url or state.sent.remote_id) if state.sent else state.reason
