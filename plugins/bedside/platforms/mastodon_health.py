"""How an account on a Mastodon server stands: who it is and what its token may do.

https://docs.joinmastodon.org/methods/accounts/#verify_credentials, /methods/apps/#verify_credentials
and /api/oauth-scopes/ (read 2026-11-22). Mastodon's own tokens have no end; servers whose tokens
have one are renewed (platforms/oauth_renewal.py).
"""

import httpx

from bedside.platforms.base import AccountHealth, Deferred, Rejected, Session, Unknown
from bedside.platforms.renewal import expires_of
from bedside.platforms.wire import Answer, ask, outcome_of

__all__ = ["NEEDED", "REFUSES_ACCOUNT", "health_of"]

# What posting, looking and deleting ask for, each with the wider scopes that hold it.
NEEDED: dict[str, frozenset[str]] = {
    "read:accounts": frozenset({"read:accounts", "read", "profile"}),
    "read:statuses": frozenset({"read:statuses", "read"}),
    "write:statuses": frozenset({"write:statuses", "write"}),
    "write:media": frozenset({"write:media", "write"}),
}
# Token not taken, no credit; and for an account that is locked or a scope that is missing, 403.
REFUSES_ACCOUNT = (
    httpx.codes.UNAUTHORIZED, httpx.codes.PAYMENT_REQUIRED, httpx.codes.FORBIDDEN,
)  # fmt: skip
_NEW_TOKEN = "make a new one: docs/accounts.md, Mastodon"  # noqa: S105  words


def health_of(session: Session, server: str, headers: dict[str, str]) -> AccountHealth | Deferred:
    """Ask who the account is, then which scopes its application has."""
    me = ask(session, f"{server}/api/v1/accounts/verify_credentials", headers=headers)
    if isinstance(me, Deferred | Unknown):
        return Deferred(reason=me.reason)
    bad = outcome_of(me, session, "the server")
    if isinstance(bad, Deferred | Unknown):
        return Deferred(reason=bad.reason)
    if isinstance(bad, Rejected):
        return AccountHealth(problem=f"{bad.reason}: if the token is dead, {_NEW_TOKEN}")
    if not me.string("id"):
        return AccountHealth(problem="the server answers without an account: check `api`")
    return _with_scopes(me, ask(session, f"{server}/api/v1/apps/verify_credentials",
                                headers=headers), session)  # fmt: skip


def _with_scopes(me: Answer, app: Answer | Deferred | Unknown, session: Session) -> AccountHealth:
    found = app.get("scopes") if isinstance(app, Answer) and app.status == httpx.codes.OK else None
    scopes = tuple(str(one) for one in found) if isinstance(found, list) else ()
    wide = frozenset[str]().union(*NEEDED.values())
    missing = [need for need, holders in NEEDED.items() if scopes and holders.isdisjoint(scopes)]
    # `read` and `write` are wider than what is needed, and so is anything else.
    extra = [one for one in scopes if one not in wide or one in {"read", "write"}]
    host = httpx.URL(me.string("url")).host if me.string("url") else ""
    return AccountHealth(
        who=f"@{me.string('acct') or me.string('username')}{f'@{host}' if host else ''}",
        problem="the account is suspended there" if me.get("suspended") is True else "",
        scopes=scopes, missing_scopes=tuple(missing), extra_scopes=tuple(extra),
        expires=expires_of(session.secret), notes=tuple(_notes(me, scopes)),
    )  # fmt: skip


def _notes(me: Answer, scopes: tuple[str, ...]) -> list[str]:
    notes = [] if scopes else ["the server does not tell what the token may do"]
    left, limit = (me.headers.get(f"X-RateLimit-{name}", "") for name in ("Remaining", "Limit"))
    if left.isdigit() and limit.isdigit():
        notes.append(f"{left} of {limit} requests left")
    return notes
