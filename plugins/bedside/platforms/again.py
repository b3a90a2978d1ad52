"""Try again, a few times within seconds, what certainly never left this computer; nothing else.

A name that was not found, a connection that was refused or not made in time: no byte of the request
was sent. Whatever happens once a connection stands may have been done by the server, and is looked
up by a later run instead. A certificate that is wrong is not better a second later.
"""

import socket
from collections.abc import Callable
from typing import TypeVar

import httpx

__all__ = ["certainly_never_left", "never_left"]

_TRIES, _SECONDS = 3, 20  # in all; a time-out of ten seconds leaves room for two
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 3  # seconds

_Answer = TypeVar("_Answer")


def certainly_never_left(make: Callable[[], _Answer]) -> _Answer:
    """Return what `make` returns; raise what its last try raised."""
    import stamina  # noqa: PLC0415  only runs that reach a network need it, and it loads slowly
    from stamina.instrumentation import set_on_retry_hooks  # noqa: PLC0415  as stamina

    set_on_retry_hooks([])  # staff read the outcome, not each try
    tries = stamina.RetryingCaller(
        attempts=_TRIES, timeout=_SECONDS, wait_initial=_FIRST_WAIT, wait_max=_LONGEST_WAIT
    )
    return tries.on(never_left)(make)


def never_left(error: Exception) -> bool:
    """Tell whether an error says that no connection was made."""
    if isinstance(error, httpx.ConnectTimeout):
        return True
    is_connecting = isinstance(error, httpx.ConnectError) or not isinstance(error, httpx.HTTPError)
    return is_connecting and any(
        isinstance(one, socket.gaierror | ConnectionRefusedError) for one in _causes(error)
    )


def _causes(error: BaseException) -> list[BaseException]:
    """Return an error and what caused it, the last first."""
    found = [error]
    while (below := found[-1].__cause__ or found[-1].__context__) and below not in found:
        found.append(below)
    return found
