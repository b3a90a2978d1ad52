"""How an account of Meta's stands: who it is, what its token may do, until when; and a new token.

Two calls take the token in their address, because they are documented in no other way.
https://developers.facebook.com/docs/graph-api/reference/debug_token and
https://developers.facebook.com/documentation/threads/troubleshooting/debug-access-token (read 2026-11-22).
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from bedside.platforms.base import AccountHealth, Deferred, Rejected, Unknown
from bedside.platforms.credentials import parts_of
from bedside.platforms.meta_errors import nothing_yet, used_calls
from bedside.platforms.meta_wire import Graph
from bedside.platforms.renewal import NewSecret, ends_after, expires_of
from bedside.platforms.wire import Answer, call

__all__ = ["health_of", "new_token"]

# What every login gives, or what a person needs to choose the page when the token is made.
_HARMLESS = ("public_profile", "pages_show_list", "business_management")


def health_of(
    graph: Graph, me: str, name: str, needed: tuple[str, ...], *, asks_token: bool = True
) -> AccountHealth | Deferred:
    """Ask who `me` is, by the field `name`, and what the token is."""
    found = graph.read(me, fields=f"id,{name}")
    if isinstance(found, Deferred | Unknown):
        return Deferred(reason=found.reason)
    if isinstance(found, Rejected):
        return AccountHealth(problem=found.reason)
    health = AccountHealth(
        who=found.string(name) or found.string("id"), expires=expires_of(graph.session.secret),
        notes=tuple(_notes(found, graph)),
    )  # fmt: skip
    return _with_token(health, graph, needed) if asks_token else health


def _notes(answer: Answer, graph: Graph) -> Iterator[str]:
    """Yield what the headers tell: how many calls are used, and a version other than was asked for.

    Meta answers an older version than it still keeps with a later one, and says so here alone.
    """
    used = used_calls(answer.headers)
    if used is not None:
        yield f"{used} % of the calls allowed now are used"
    served = answer.headers.get("facebook-api-version", "")
    asked = graph.base.rpartition("/")[2]
    if served and served != asked:
        yield f"{graph.label} answers by version {served}, {asked} was asked for: see `api_version`"


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
    rows = answer.get("data", "scopes")
    scopes = tuple(str(one) for one in rows) if isinstance(rows, list) else ()
    end = answer.get("data", "expires_at")
    return replace(
        health, scopes=scopes, missing_scopes=tuple(one for one in needed if one not in scopes),
        extra_scopes=tuple(one for one in scopes if one not in {*needed, *_HARMLESS}),
        expires=datetime.fromtimestamp(end, UTC) if isinstance(end, int) and end else health.expires,
    )  # fmt: skip


def new_token(graph: Graph, base: str, grant: str) -> NewSecret | Deferred | Rejected:
    """Exchange a token of 60 days for the next; it must be a day old and not have ended.

    https://developers.facebook.com/docs/threads/get-started/long-lived-tokens/ and
    https://developers.facebook.com/documentation/instagram-platform/reference/refresh_access_token
    (read 2026-11-22). The old one is never replaced by nothing.
    """
    query = {"grant_type": grant, "access_token": graph.token}
    answer = graph.good(call(graph.session, "GET", f"{base}/refresh_access_token", params=query))
    if not isinstance(answer, Answer):
        return nothing_yet(answer)
    token = answer.string("access_token")
    end = ends_after(answer.get("expires_in"), graph.session.now())
    if not token or end is None:
        return Deferred(reason=f"{graph.label} gave no new token")
    parts = parts_of(graph.session.secret) | {
        "access_token": token, "expires": end.isoformat(timespec="seconds"),
    }  # fmt: skip
    return NewSecret(secret=json.dumps(parts), expires=end)
