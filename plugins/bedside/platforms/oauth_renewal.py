"""Renew a token by OAuth 2: one request with the refresh token, which may be good for one use only.

RFC 6749 section 6, https://www.rfc-editor.org/rfc/rfc6749#section-6 (read 2026-11-22). The secret is
a JSON object with access_token, refresh_token, client_id, client_secret and expires.
"""

import json

import httpx

from bedside.platforms.base import Deferred, Rejected, Session
from bedside.platforms.credentials import parts_of
from bedside.platforms.renewal import NewSecret, ends_after
from bedside.platforms.wire import Answer, call

__all__ = ["can_renew", "renewed_by_oauth"]

_NEEDED = ("refresh_token", "client_id", "client_secret", "expires")
# Answers that no repetition changes, RFC 6749 section 5.2.
_FINAL = frozenset(
    {"invalid_grant", "invalid_client", "unauthorized_client", "unsupported_grant_type"}
)


def can_renew(session: Session) -> bool:
    """Tell whether the account's secret has what a renewal takes."""
    parts = parts_of(session.secret)
    return all(parts.get(name) for name in _NEEDED)


def renewed_by_oauth(session: Session, token_url: str) -> NewSecret | Deferred | Rejected:
    """Ask once. A lost answer may have used the refresh token up: that shows at the next try."""
    parts = parts_of(session.secret)
    form = {name: parts[name] for name in ("refresh_token", "client_id", "client_secret")}
    answer = call(session, "POST", token_url, data=form | {"grant_type": "refresh_token"})
    if not isinstance(answer, Answer):
        return Deferred(reason=f"the token was not renewed: {answer.reason}")
    if answer.status != httpx.codes.OK:
        error = answer.string("error")
        if error in _FINAL:
            return Rejected(
                reason=f"the network does not renew the token ({error})", whole_account=True
            )
        return Deferred(reason=f"the token was not renewed: HTTP {answer.status}")
    ends = ends_after(answer.get("expires_in"), session.now())
    new = parts | {
        "access_token": answer.string("access_token"),
        # A server that does not rotate gives none: the old one stays good (section 6).
        "refresh_token": answer.string("refresh_token")
        if answer.get("refresh_token") is not None
        else parts["refresh_token"],
        "expires": ends.isoformat() if ends else "",
    }
    return NewSecret(secret=json.dumps(new), expires=ends)
