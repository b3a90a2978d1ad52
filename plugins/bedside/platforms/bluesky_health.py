"""How a Bluesky account stands: what its login said of it, and how much the password may do.

`active` and `status`: com/atproto/server/createSession.json; the token's scope:
https://github.com/bluesky-social/atproto/blob/main/packages/pds/src/auth-scope.ts (read 2026-11-22).
"""

import base64
import json
from typing import Any

from bedside.platforms.base import AccountHealth
from bedside.platforms.wire import Answer

__all__ = ["health_of"]

_SCOPE = "com.atproto."
_LEAST = "appPass"
_WIDER = {
    "access": "it is the account's own password: make an app password (docs/accounts.md, Bluesky)",
    "appPassPrivileged": "the app password may read direct messages: make one that may not",
}


def health_of(login: Answer, token: str) -> AccountHealth:
    """Read the answer to createSession or getSession, and the session's token."""
    scope = _scope(token).removeprefix(_SCOPE)
    state = login.string("status") or "not active"
    notes = [] if scope else ["the server does not tell what the password may do"]
    left, limit = (login.headers.get(f"RateLimit-{name}", "") for name in ("Remaining", "Limit"))
    if left.isdigit() and limit.isdigit():
        notes.append(f"{left} of {limit} requests left")
    return AccountHealth(
        who=f"@{login.string('handle') or login.string('did')}",
        problem=f"the account is {state} there" if login.get("active") is False else "",
        scopes=(scope,) if scope else (), extra_scopes=(scope,) if scope in _WIDER else (),
        missing_scopes=() if not scope or scope == _LEAST or scope in _WIDER else (_LEAST,),
        notes=tuple(notes), warnings=(_WIDER[scope],) if scope in _WIDER else (),
    )  # fmt: skip


def _scope(token: str) -> str:
    """Return the scope that a token claims; read, not proven: it came from the server itself."""
    try:
        middle = token.split(".")[1]
        claims: Any = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    except (IndexError, ValueError):
        return ""
    found = claims.get("scope") if isinstance(claims, dict) else None
    return found if isinstance(found, str) else ""
