"""How an account of Meta's stands: who it is, what its token may do, and until when.

https://developers.facebook.com/docs/graph-api/reference/debug_token and
https://developers.facebook.com/documentation/threads/troubleshooting/debug-access-token (read 2026-11-22).
"""

from dataclasses import replace
from datetime import UTC, datetime

from bedside.platforms.base import AccountHealth, Deferred, Rejected, Unknown
from bedside.platforms.credentials import parts_of
from bedside.platforms.meta_wire import Graph
from bedside.platforms.wire import Answer

__all__ = ["health_of"]


def health_of(
    graph: Graph, name: str, needed: tuple[str, ...], *, asks_token: bool = True
) -> AccountHealth | Deferred:
    """Ask who the account is and what its token is; `name` is the field with the account's name."""
    me = graph.read(graph.session.account.target or "me", fields=f"id,{name}")
    if isinstance(me, Deferred | Unknown):
        return Deferred(reason=me.reason)
    if isinstance(me, Rejected):
        return AccountHealth(problem=me.reason)
    health = AccountHealth(who=me.string(name) or me.string("id"), expires=_written_end(graph))
    return _with_token(health, graph, needed) if asks_token else health


def _with_token(health: AccountHealth, graph: Graph, needed: tuple[str, ...]) -> AccountHealth:
    """Add what `debug_token` says; an app's own keys may ask, else the token asks for itself."""
    asker = graph
    if graph.app_id and graph.app_secret:
        asker = replace(graph, token=f"{graph.app_id}|{graph.app_secret}", app_secret="")
    answer = asker.read("debug_token", input_token=graph.token)
    if not isinstance(answer, Answer):
        said = f"what the token may do could not be read: {answer.reason}"
        return replace(health, notes=(*health.notes, said))
    if answer.get("data", "is_valid") is False:
        said = answer.string("data", "error", "message") or "it has ended"
        return replace(health, problem=f"the access token is not valid: {said}: make a new one")
    found = answer.get("data", "scopes")
    scopes = tuple(str(one) for one in found) if isinstance(found, list) else ()
    end = answer.get("data", "expires_at")
    return replace(
        health, scopes=scopes, missing_scopes=tuple(one for one in needed if one not in scopes),
        expires=datetime.fromtimestamp(end, UTC) if isinstance(end, int) and end else health.expires,
    )  # fmt: skip


def _written_end(graph: Graph) -> datetime | None:
    """Return the end that was written beside the token in its secret: `"expires": "2027-01-20"`."""
    try:
        end = datetime.fromisoformat(parts_of(graph.session.secret).get("expires", ""))
    except ValueError:
        return None
    return end.astimezone(UTC) if end.tzinfo else end.replace(tzinfo=UTC)
