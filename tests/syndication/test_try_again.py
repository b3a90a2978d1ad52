"""What certainly never left is tried again within seconds; what may have arrived never is."""

import smtplib
import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest
import stamina

from bedside.platforms.again import certainly_never_left
from bedside.platforms.base import Deferred, Session, Unknown
from bedside.platforms.wire import Answer, call, new_client
from bedside.practice import Account

ACCOUNT = Account(id="masto", platform="mastodon", handle="@larkfield")


class Wire(httpx.BaseTransport):
    """A wire that fails with these, one after another, then answers."""

    def __init__(self, *errors: Exception) -> None:
        self.errors, self.tries = list(errors), 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.tries += 1
        if self.errors:
            raise self.errors.pop(0)
        return httpx.Response(200, json={}, request=request)


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


REFUSED = caused(httpx.ConnectError("no"), ConnectionRefusedError())
NO_NAME = caused(httpx.ConnectError("no"), socket.gaierror())


def posted(wire: Wire) -> Answer | Deferred | Unknown:
    with httpx.Client(transport=wire) as client:
        session = Session(account=ACCOUNT, client=client, secret="", now=lambda: datetime.now(UTC))
        return call(session, "POST", "https://social.larkfield.example/api", json={})


@pytest.mark.parametrize("error", [REFUSED, NO_NAME, httpx.ConnectTimeout("late")])
def test_what_never_left_is_tried_three_times(error: Exception) -> None:
    """The third try may succeed; after it nothing was sent, and a later run tries."""
    wire = Wire(error, error)
    assert isinstance(posted(wire), Answer)
    assert wire.tries == 3
    wire = Wire(*[error] * 4)
    assert isinstance(posted(wire), Deferred)
    assert wire.tries == 3


@pytest.mark.parametrize("error", [
    httpx.ReadTimeout("late"), httpx.WriteTimeout("late"), httpx.ReadError("cut"),
    httpx.WriteError("cut"), httpx.RemoteProtocolError("half an answer"),
    caused(httpx.ReadError("cut"), ConnectionRefusedError()),
    caused(httpx.ConnectError("no"), ssl.SSLCertVerificationError()),
    httpx.ProxyError("no"), httpx.PoolTimeout("busy"),
])  # fmt: skip
def test_nothing_else_is(error: Exception) -> None:
    """What may have arrived is for a look-up; what will not mend itself is for a person."""
    wire = Wire(error)
    assert isinstance(posted(wire), Deferred | Unknown)
    assert wire.tries == 1


def test_a_closed_port_and_an_unknown_name_never_left() -> None:
    """The errors as this machine's own network raises them."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen
        port = taken.getsockname()[1]
        with new_client() as client:
            _three_tries(lambda: client.get(f"http://127.0.0.1:{port}/"), httpx.ConnectError)
        _three_tries(lambda: smtplib.SMTP("127.0.0.1", port, timeout=5), ConnectionRefusedError)


def _three_tries(make: Callable[[], object], expected: type[Exception]) -> None:
    tries = 0

    def counted() -> object:
        nonlocal tries
        tries += 1
        return make()

    with pytest.raises(expected):
        certainly_never_left(counted)
    assert tries == 3


def test_the_waits_are_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside the tests: two waits, each of at most three seconds."""
    waits: list[float] = []
    monkeypatch.setattr("tenacity.nap.time.sleep", waits.append)
    with stamina.set_testing(False):
        assert isinstance(posted(Wire(REFUSED, REFUSED, REFUSED)), Deferred)
    assert len(waits) == 2
    assert all(0.4 < one <= 4 for one in waits)
