"""Sign in to Google for one run: an access token of an hour, made from a refresh token that stays as it is.

https://developers.google.com/identity/protocols/oauth2/web-server#offline (read 2026-11-22). Google
gives no new refresh token here, so nothing is stored and nothing can be overwritten.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import httpx

from bedside.platforms.base import Deferred, Rejected, Session
from bedside.platforms.credentials import secret_parts
from bedside.platforms.renewal import ends_after
from bedside.platforms.wire import Answer, call

__all__ = ["GoogleLogin", "GoogleLogins"]

_TOKEN_URL = "https://oauth2.googleapis.com/token"  # noqa: S105  an address
_SLACK = timedelta(minutes=2)  # a token that ends sooner is not begun with


@dataclass(frozen=True, slots=True, kw_only=True)
class GoogleLogin:
    """An access token, what it may do, and its end."""

    token: str = field(repr=False)
    scopes: tuple[str, ...]
    ends: datetime
    renewal_ends: datetime | None  # of the refresh token, where Google names one

    @property
    def headers(self) -> dict[str, str]:
        """Return what every request carries."""
        return {"Authorization": f"Bearer {self.token}"}


class GoogleLogins:
    """The logins of a run: as many as it has clients, each renewed when it is about to end."""

    def __init__(self) -> None:
        """Know none yet."""
        self._known: WeakKeyDictionary[httpx.Client, GoogleLogin] = WeakKeyDictionary()

    def get(self, session: Session, base: str) -> GoogleLogin | Deferred | Rejected:
        """Return the session's login, or why there is none; nothing is posted by asking."""
        known = self._known.get(session.client)
        if known and known.ends - _SLACK > session.now():
            return known
        made = _sign_in(session, base)
        if isinstance(made, GoogleLogin):
            self._known[session.client] = made
        return made

    def forget(self, session: Session) -> None:
        """Drop a login that Google no longer takes."""
        self._known.pop(session.client, None)


def _sign_in(session: Session, base: str) -> GoogleLogin | Deferred | Rejected:
    parts = secret_parts(
        session.secret, session.account.id, "client_id", "client_secret", "refresh_token"
    )
    form = {name: parts[name] for name in ("client_id", "client_secret", "refresh_token")}
    answer = call(
        session, "POST", _token_url(base), data=form | {"grant_type": "refresh_token"}
    )  # fmt: skip
    if not isinstance(answer, Answer):
        return Deferred(reason=f"signing in to Google failed: {answer.reason}")
    if problem := _REFUSALS.get(answer.string("error")):
        return Rejected(reason=f"Google refuses the sign-in: {problem}", whole_account=True)
    token = answer.string("access_token")
    if answer.status != httpx.codes.OK or not token:
        return Deferred(reason=f"Google gave no access token (HTTP {answer.status})")
    return GoogleLogin(
        token=token, scopes=tuple(answer.string("scope").split()),
        ends=ends_after(answer.get("expires_in"), session.now()) or session.now() + timedelta(minutes=5),
        renewal_ends=ends_after(answer.get("refresh_token_expires_in"), session.now()),
    )  # fmt: skip


# https://developers.google.com/identity/protocols/oauth2#expiration (read 2026-11-22)
_REFUSALS = {
    "invalid_grant": "the refresh token has ended or was taken back: make a new one, and see that the "
    "consent screen is published, for in `Testing` a token lives seven days",
    "invalid_client": "client_id and client_secret do not belong together: copy them again",
    "unauthorized_client": "this client may not use the refresh token: make the token with this client",
    "deleted_client": "the OAuth client was deleted in Google's console: make a new one",
}


def _token_url(base: str) -> str:
    """Return where tokens are made: Google's own host, or that of an allowed server that stands in."""
    is_google = (urlsplit(base).hostname or "").endswith(".googleapis.com")
    return _TOKEN_URL if is_google else f"{base}/token"
