"""Requests to LinkedIn's API: its versions, its refusals, what its tokens say of themselves."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from bedside.platforms.base import Deferred, Rejected, Session, Unknown
from bedside.platforms.credentials import parts_of
from bedside.platforms.hosts import base_url
from bedside.platforms.linkedin_version import newest_version
from bedside.platforms.wire import Answer, Failure, ask, call, outcome_of

__all__ = ["HOSTS", "SIGN_IN", "author_of", "refused", "request", "token_facts", "token_of"]

HOSTS = ("api.linkedin.com",)
SIGN_IN = "make a new token (they last 60 days): docs/networks/linkedin.md"


def refused(answer: Answer, session: Session) -> Failure | None:
    """Return what an answer that is no success means, with the way out where there is one."""
    bad = outcome_of(answer, session, "LinkedIn", refuses_account=(401, 402, 403))
    if answer.status == httpx.codes.UPGRADE_REQUIRED:
        newest = newest_version(session.now().date())
        return Rejected(reason=f"LinkedIn has retired version {session.account.api_version} of its "
                        f"API: set api_version to {newest} in practice.toml",
                        whole_account=True)  # fmt: skip
    if answer.status == httpx.codes.UNAUTHORIZED:
        return Rejected(
            reason=f"LinkedIn does not take the token any more: {SIGN_IN}", whole_account=True
        )
    if answer.status == httpx.codes.TOO_MANY_REQUESTS and "retry-after" not in answer.headers:
        # Limits are by the day and end at midnight UTC; no header says so:
        # https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/rate-limits (2026-11-22)
        tomorrow = session.now().astimezone(UTC) + timedelta(days=1)
        midnight = tomorrow.replace(hour=0, minute=0, second=0, microsecond=0)
        return Deferred(reason="LinkedIn takes no more requests today", until=midnight)
    return bad


def request(
    session: Session, verb: str, path: str, *, method: str = "", json: Any = None
) -> Answer | Deferred | Unknown:
    """Make one request; `method` is Rest.li's own word for what the verb does not say."""
    headers = {
        "Authorization": f"Bearer {token_of(session)}", "X-Restli-Protocol-Version": "2.0.0",
        "LinkedIn-Version": session.account.api_version,
    }  # fmt: skip
    if method:
        headers["X-RestLi-Method"] = method
    url = f"{base_url(session.account, HOSTS)}{path}"
    if verb == "GET":
        return ask(session, url, headers=headers)
    return call(session, verb, url, headers=headers, json=json)


def author_of(session: Session) -> str:
    """Return the name of the page that posts."""
    return f"urn:li:organization:{session.account.target}"


def token_of(session: Session) -> str:
    """Return the access token: a part of the secret, or the secret itself."""
    return parts_of(session.secret).get("access_token") or session.secret


def token_facts(
    session: Session,
) -> tuple[tuple[str, ...], datetime | None, tuple[str, ...]]:
    """Return the token's scopes, end, and what could not be learned.

    https://learn.microsoft.com/en-us/linkedin/shared/authentication/token-introspection (2026-11-22)
    """
    parts = parts_of(session.secret)
    if not parts.get("client_id") or not parts.get("client_secret"):
        return (), None, ("the token's end is unknown: put client_id and client_secret beside it",)
    server = base_url(session.account, HOSTS)
    server = server.replace("https://api.linkedin.com", "https://www.linkedin.com")
    data = {name: parts[name] for name in ("client_id", "client_secret")}
    answer = call(session, "POST", f"{server}/oauth/v2/introspectToken",
                  data=data | {"token": token_of(session)})  # fmt: skip
    if not isinstance(answer, Answer) or answer.status != httpx.codes.OK:
        return (), None, ("LinkedIn did not say when the token ends",)
    ends = answer.get("expires_at")
    scopes = tuple(answer.string("scope").replace(",", " ").split())
    return scopes, datetime.fromtimestamp(ends, UTC) if isinstance(ends, int) else None, ()
