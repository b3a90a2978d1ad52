"""One HTTP exchange, and what its failure means: was anything certainly not posted, or perhaps?"""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from ssl import SSLContext
from typing import Any, TypeAlias

import httpx

from bedside.platforms.again import certainly_never_left
from bedside.platforms.base import Deferred, Rejected, Session, Unknown
from bedside.platforms.bounded import exchange
from bedside.text import writable

__all__ = ["Answer", "Failure", "ask", "call", "error_text", "new_client", "outcome_of", "trusted"]

_TIMEOUT = httpx.Timeout(30, connect=10)  # seconds
_NEVER_ARRIVED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError,
                  httpx.UnsupportedProtocol, httpx.LocalProtocolError)  # fmt: skip
# Characters of a server's own words that are kept: cut short only when no secret is left in them.
_MESSAGE_LENGTH = 4000
_LONGEST_WAIT = timedelta(days=1)  # no limit that a network documents is longer
# The token is not taken, or the credits are gone: no post would fare better.
_WHOLE_ACCOUNT = (httpx.codes.UNAUTHORIZED, httpx.codes.PAYMENT_REQUIRED)


Failure: TypeAlias = Rejected | Deferred | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A whole answer: status, headers, JSON (None when the body is none)."""

    status: int
    headers: httpx.Headers
    data: Any
    text: str

    def get(self, *path: str | int) -> Any:
        """Return the value at `path` in the JSON, or None where the way ends."""
        value = self.data
        for part in path:
            if isinstance(value, dict) and isinstance(part, str):
                value = value.get(part)
            elif isinstance(value, list) and isinstance(part, int) and part < len(value):
                value = value[part]
            else:
                return None
        return value

    def string(self, *path: str | int) -> str:
        """Return the text at `path`, or an empty string."""
        value = self.get(*path)
        return value if isinstance(value, str) else ""


@cache
def trusted() -> SSLContext:
    """Return the certificates that this machine trusts, read once: every account has a client."""
    return httpx.create_ssl_context()


def new_client(timeout: httpx.Timeout = _TIMEOUT) -> httpx.Client:
    """Return a client that follows no redirect, keeps no connection and needs no proxy at home.

    A kept connection that a server closed looks like a lost answer, so each request has its own.
    """
    limits = httpx.Limits(max_keepalive_connections=0)
    at_home = dict.fromkeys(("all://127.0.0.1", "all://localhost", "all://[::1]"))
    agent = {"User-Agent": "Bedside (+https://pypi.org/project/bedside/)"}
    return httpx.Client(
        timeout=timeout, limits=limits, follow_redirects=False, mounts=at_home, headers=agent,
        verify=trusted(),
    )  # fmt: skip


def call(session: Session, method: str, url: str, **options: Any) -> Answer | Deferred | Unknown:
    """Make one request, once. Unknown when it may have arrived and no whole answer came back.

    What certainly never left is tried again, a few times within seconds.
    """
    try:
        response, body = certainly_never_left(
            lambda: exchange(session.client, method, url, **options)
        )
    except _NEVER_ARRIVED as error:
        return Deferred(reason=f"{_host(url)} cannot be reached ({type(error).__name__})")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Unknown(reason=f"no whole answer from {_host(url)} ({type(error).__name__})")
    return Answer(
        status=response.status_code, headers=response.headers, data=_json(body),
        text=_text(body, response.charset_encoding)[:_MESSAGE_LENGTH],
    )  # fmt: skip


def ask(session: Session, url: str, **options: Any) -> Answer | Deferred | Unknown:
    """Read something: a GET changes nothing, so a lost answer is asked for once more."""
    answer = call(session, "GET", url, **options)
    return call(session, "GET", url, **options) if isinstance(answer, Unknown) else answer


def outcome_of(
    answer: Answer, session: Session, where: str, *, refuses_account: Collection[int] = _WHOLE_ACCOUNT
) -> Failure | None:  # fmt: skip
    """Return what a status that is no success means for a request that posts; None for 2xx.

    `refuses_account`: statuses that would meet every post of the account.
    """
    said = error_text(answer)
    if answer.status == httpx.codes.TOO_MANY_REQUESTS:
        until = _reset(answer.headers, session.now)
        return Deferred(reason=f"{where}: too many requests: {said}", until=until)
    if (
        answer.status >= httpx.codes.INTERNAL_SERVER_ERROR
        or answer.status == httpx.codes.REQUEST_TIMEOUT
    ):
        return Unknown(reason=f"{where} failed with HTTP {answer.status}: {said}")
    if answer.status >= httpx.codes.BAD_REQUEST:
        reason = f"{where} refused it with HTTP {answer.status}: {said}"
        return Rejected(reason=reason, whole_account=answer.status in refuses_account)
    if answer.status >= httpx.codes.MULTIPLE_CHOICES:
        way_out = "secrets follow no redirect: correct `api` in practice.toml"
        reason = f"{where} sends elsewhere (HTTP {answer.status}): {way_out}"
        return Rejected(reason=reason, whole_account=True)
    return None


def error_text(answer: Answer) -> str:
    """Return the server's own words, on one line."""
    said = (answer.string(name) for name in ("message", "detail", "error"))
    words = next(filter(None, said), "") or answer.text
    if answer.data is None and "<" in words:
        words = "a page instead of an answer"
    return " ".join(words.split())[:_MESSAGE_LENGTH] or "no reason given"


def _json(body: bytes) -> Any:
    try:
        return _writable(json.loads(body))
    except (ValueError, RecursionError):
        return None


def _writable(value: Any) -> Any:
    """Return JSON with texts that every ledger takes."""
    match value:
        case str():
            return writable(value)
        case list():
            return [_writable(one) for one in value]
        case dict():
            return {writable(name): _writable(one) for name, one in value.items()}
        case _:
            return value


def _text(body: bytes, encoding: str | None) -> str:
    try:
        return writable(body.decode(encoding or "utf-8", "replace"))
    except (LookupError, ValueError):  # the header names no encoding of texts
        return writable(body.decode("utf-8", "replace"))


def _host(url: str) -> str:
    try:
        return httpx.URL(url).host
    except httpx.InvalidURL:
        return "the address"


def _reset(headers: httpx.Headers, now: Callable[[], datetime]) -> datetime:
    """Return when a limit ends; in fifteen minutes when no header says so.

    Mastodon writes an ISO time in X-RateLimit-Reset, Bluesky seconds since 1970 in
    RateLimit-Reset and seconds to wait in Retry-After, X seconds since 1970 in x-rate-limit-reset.
    https://docs.joinmastodon.org/api/rate-limits/ https://docs.bsky.app/docs/advanced-guides/rate-limits
    (both read 2026-11-21) https://docs.x.com/x-api/fundamentals/rate-limits (read 2026-11-22)
    """
    for name in ("Retry-After", "X-RateLimit-Reset", "RateLimit-Reset", "X-Rate-Limit-Reset"):
        if found := _moment(headers.get(name, ""), now()):
            return min(found, now() + _LONGEST_WAIT)
    return now() + timedelta(minutes=15)


def _moment(value: str, now: datetime) -> datetime | None:
    try:
        if value.isdigit():
            seconds = int(value)
            is_clock_time = seconds > timedelta(days=365).total_seconds()
            return (
                datetime.fromtimestamp(seconds, UTC)
                if is_clock_time
                else now + timedelta(seconds=seconds)
            )
        moment = datetime.fromisoformat(value)
    except (ValueError, OverflowError):
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
