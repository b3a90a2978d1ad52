"""Why an address gave no answer, in words for people who run a practice, not a network."""

import socket
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx

__all__ = ["NO_ANSWER", "NO_HOST", "no_answer"]

NO_ANSWER = "no answer"  # how a problem starts when the host itself was not reached
NO_HOST = f"{NO_ANSWER}: there is no address on the internet for"  # … when its name is not known

# What a look-up of names answers when this machine itself has no connection; the other errors say
# that the name is not known. https://man7.org/linux/man-pages/man3/getaddrinfo.3.html (2026-11-22)
_OFFLINE = frozenset({socket.EAI_AGAIN, socket.EAI_FAIL})


def no_answer(error: httpx.HTTPError | httpx.InvalidURL, url: str) -> str:
    """Return what went wrong on the way to `url`, without a word of the system's own."""
    host = urlsplit(url).hostname or "the site"
    if isinstance(error, httpx.TimeoutException):
        return f"{NO_ANSWER} in time from {host}"
    for cause in _causes(error):
        if isinstance(cause, socket.gaierror) and cause.errno not in _OFFLINE:
            return f"{NO_HOST} {host}"
        if words := _words(cause):
            return f"{NO_ANSWER}: {words.format(host=host)}"
    return f"{NO_ANSWER}: {host} could not be reached"


def _words(cause: BaseException) -> str:
    match cause:
        case socket.gaierror():
            return "{host} could not be looked up: is this machine online?"
        case ConnectionRefusedError():
            return "{host} takes no connection: is its web server running?"
        case ssl.SSLError():
            return "the certificate of {host} is not in order: renew it at the host"
        case ConnectionResetError() | httpx.RemoteProtocolError() | httpx.ReadError():
            return "{host} broke off in the middle"
        case httpx.ProxyError():
            return "the proxy of this network does not let {host} through"
        case _:
            return ""


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield what led to the error, the root first: the transport wraps the system's own error."""
    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in chain:
        chain.append(cause)
        cause = cause.__cause__ or cause.__context__
    return reversed(chain)
