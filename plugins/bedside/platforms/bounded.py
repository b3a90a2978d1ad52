"""One HTTP exchange with an end: a minute in all, and ten megabytes of answer."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any

import httpx

__all__ = ["MOST_BYTES", "TooLong", "exchange"]

MOST_BYTES = (
    10_000_000  # unpacked: snac2 gives its newest 256 posts at once, two megabytes if they are long
)
_SECONDS = 60.0  # a time-out of the client's ends one wait, this the whole exchange
_CONNECTED = ("connect_tcp.complete", "start_tls.complete")


class TooLong(httpx.HTTPError):
    """The answer went on beyond MOST_BYTES."""


def exchange(
    client: httpx.Client, method: str, url: str, **options: Any
) -> tuple[httpx.Response, bytes]:
    """Return an answer and its unpacked body.

    Raises httpx.HTTPError, also after a minute: a server that drips its answer would else hold the
    run for hours.
    """
    asked = options.pop("extensions", {})
    with (
        _ended() as extensions,
        client.stream(method, url, extensions={**asked, **extensions}, **options) as response,
    ):
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > MOST_BYTES:
                raise TooLong("the answer is too long")
        return response, bytes(body)


@contextmanager
def _ended() -> Iterator[dict[str, Any]]:
    """Yield what makes httpx show its connections; cut them when the time is over."""
    sockets: list[socket.socket] = []

    def trace(name: str, info: dict[str, Any]) -> None:
        if name.endswith(_CONNECTED) and (one := info["return_value"].get_extra_info("socket")):
            sockets.append(one)

    def cut() -> None:
        for one in sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    timer = Timer(_SECONDS, cut)
    timer.daemon = True
    timer.start()
    try:
        yield {"trace": trace}
    finally:
        timer.cancel()
