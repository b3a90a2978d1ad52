"""One GET of a public address: bounded in size, never led to another host."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from ssl import SSLContext
from urllib.parse import urljoin, urlsplit

import httpx

from bedside.deploy.no_answer import no_answer

__all__ = ["Answer", "fetch", "public_client"]

_MAX_REDIRECTS = 3
_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back. `problem` is set when no answer of this host was had; status is 0 then."""

    status: int = 0
    content_type: str = ""
    body: bytes = b""
    problem: str = ""


def public_client(*, local: bool = False) -> httpx.Client:
    """Return a client that asks for fresh copies and follows nothing by itself.

    `local` leaves out proxies from the environment, for a server on this machine.
    """
    headers = {"User-Agent": "bedside-deploy", "Cache-Control": "no-cache"}
    return httpx.Client(
        timeout=_SECONDS, headers=headers, trust_env=not local, verify=_trusted(from_env=not local)
    )


@cache
def _trusted(*, from_env: bool) -> SSLContext:
    """Read the certificates once: it takes longer than asking for a page."""
    return httpx.create_ssl_context(trust_env=from_env)


def fetch(
    client: httpx.Client, url: str, limit: int, take: Callable[[bytes], object] | None = None
) -> Answer:
    """Fetch `url`, following redirects on the same host only, reading `limit` bytes at most.

    `take` gets what is too large to be kept: the answer has no body then.
    """
    for _ in range(_MAX_REDIRECTS + 1):
        try:
            with client.stream("GET", url, follow_redirects=False) as response:
                if not response.has_redirect_location:
                    return _read(response, limit, take)
                target = urljoin(url, response.headers["location"])
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Answer(problem=no_answer(error, url))
        if not _same_site(url, target):
            return Answer(problem=f"redirects to another host, {urlsplit(target).hostname}")
        url = target
    return Answer(problem="redirects in a circle")


def _read(
    response: httpx.Response, limit: int, take: Callable[[bytes], object] | None
) -> Answer:  # fmt: skip
    body, size = bytearray(), 0
    for chunk in response.iter_bytes():
        size += len(chunk)
        (take or body.extend)(chunk)
        if size > limit:
            break
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Answer(status=response.status_code, content_type=kind, body=bytes(body))


def _same_site(url: str, target: str) -> bool:
    """Tell whether a redirect stays: same host, and the same port or http become https."""
    old, new = urlsplit(url), urlsplit(target)
    if new.scheme not in {"http", "https"} or old.hostname != new.hostname:
        return False
    return old.port == new.port or (old.scheme, new.scheme) == ("http", "https")
