"""A webhook goes to the address that was checked: not where a second DNS answer or a redirect says."""

import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from bedside.platforms import webhook as wording
from bedside.platforms.base import (
    Announcement,
    Deferred,
    Rejected,
    Sent,
    Session,
    ShareText,
    Unknown,
)
from bedside.platforms.webhook_api import WebhookPublisher
from bedside.platforms.wire import new_client
from bedside.practice import Account

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PUBLIC, HOME = "93.184.215.14", "127.0.0.1"


def announcement() -> Announcement:
    text = ShareText(platform="webhook", text="Flu shots", length=9, limit=wording.TEXT_LIMIT)
    return Announcement(
        uid="01M610AAAAAAAAAAAAAAAAAAAA", platform="webhook", account="hook", slot="announce",
        text=text, url="https://larkfield.example/blog/flu/", title="Flu", description="",
        lang="en", published=NOW, card=None,
    )  # fmt: skip


def send(client: httpx.Client, url: str) -> Any:
    account = Account(id="hook", platform="webhook", handle="hook", api=url, secret_env="X")
    session = Session(account=account, client=client, secret="s" * 20, now=lambda: NOW)
    return WebhookPublisher().publish(announcement(), session)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Return a function that sets what the name of the receiver is answered with, time by time."""

    def of(*addresses: str) -> list[str]:
        asked: list[str] = []

        def look(host: str, port: int, *_more: Any, **_named: Any) -> list[Any]:
            asked.append(host)
            return [(2, 1, 6, "", (addresses[min(len(asked), len(addresses)) - 1], port))]

        monkeypatch.setattr("bedside.platforms.hosts.socket.getaddrinfo", look)
        return asked

    return of


@pytest.mark.parametrize(
    ("said", "expected"),
    [({"error": "no such list"}, Unknown), ({"ok": False}, Unknown), ({"errors": [1]}, Unknown),
     ({"success": True, "errors": []}, Sent), ({"error": None, "id": 7}, Sent), ("done", Sent)],
)  # fmt: skip
def test_an_error_under_a_200_is_no_yes(
    answers: Callable[..., list[str]], said: Any, expected: type
) -> None:
    """Whether it was stored nobody can ask: a person looks."""
    answers(PUBLIC)
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=said))
    with httpx.Client(transport=transport) as client:
        assert isinstance(send(client, "https://hook.example/in"), expected)


def test_a_name_that_changes_its_mind_is_asked_once(answers: Callable[..., list[str]]) -> None:
    """The second answer points into the network at home; the request still goes to the first."""
    asked, seen = answers(PUBLIC, HOME), list[httpx.Request]()

    def take(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(204)

    with httpx.Client(transport=httpx.MockTransport(take)) as client:
        assert isinstance(send(client, "https://hooks.example:8443/bedside"), Sent)
    (request,) = seen
    assert (request.url.host, request.url.port, request.url.path) == (PUBLIC, 8443, "/bedside")
    assert request.headers["Host"] == "hooks.example:8443"
    assert request.extensions["sni_hostname"] == "hooks.example"
    assert asked == ["hooks.example"]


@pytest.mark.parametrize(
    "address", [HOME, "::ffff:127.0.0.1", "64:ff9b::7f00:1", "169.254.169.254"]
)
def test_nothing_is_sent_into_a_private_network(
    address: str, answers: Callable[..., list[str]]
) -> None:
    """However the address is written; the post stays to be sent."""
    answers(address)

    def never(request: httpx.Request) -> httpx.Response:
        raise AssertionError(request.url)

    with httpx.Client(transport=httpx.MockTransport(never)) as client:
        assert isinstance(send(client, "https://hooks.example/bedside"), Deferred)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_refused_and_not_followed(
    status: int, answers: Callable[..., list[str]]
) -> None:
    """Neither body nor signature goes where a receiver points."""
    answers(PUBLIC)
    seen = list[httpx.URL]()

    def elsewhere(request: httpx.Request) -> httpx.Response:
        seen.append(request.url)
        return httpx.Response(status, headers={"Location": "http://169.254.169.254/latest"})

    with httpx.Client(transport=httpx.MockTransport(elsewhere)) as client:
        outcome = send(client, "https://hooks.example/bedside")
    # "See other" may be said by one that took it.
    assert isinstance(outcome, Unknown if status in {302, 303} else Rejected)
    assert len(seen) == 1


@pytest.fixture
def tls_receiver(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[int, list[str]]]:
    """Serve over TLS with a certificate for hooks.larkfield.example; return port and Host headers."""
    found, key = tmp_path / "hook.pem", tmp_path / "hook.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-keyout", str(key), "-out", str(found), "-subj", "/CN=hooks.larkfield.example",
         "-addext", "subjectAltName=DNS:hooks.larkfield.example"],
        check=True, capture_output=True,
    )  # fmt: skip
    hosts: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            hosts.append(self.headers["Host"])
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_arguments: Any) -> None:
            """Keep the tests' output clean."""

    server = ThreadingHTTPServer((HOME, 0), Handler)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(found, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    monkeypatch.setenv("SSL_CERT_FILE", str(found))
    monkeypatch.setattr("bedside.platforms.wire.trusted", httpx.create_ssl_context)
    monkeypatch.setattr("bedside.platforms.hosts._is_public", lambda _address: True)
    yield server.server_address[1], hosts
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_certificate_must_be_the_names_own(
    tls_receiver: tuple[int, list[str]], answers: Callable[..., list[str]]
) -> None:
    """Over real TLS: the name's certificate passes, another name's does not, at the same address."""
    port, hosts = tls_receiver
    answers(HOME)
    with new_client() as client:
        right = send(client, f"https://hooks.larkfield.example:{port}/bedside")
        wrong = send(client, f"https://other.larkfield.example:{port}/bedside")
    assert isinstance(right, Sent)
    assert isinstance(wrong, Deferred)
    assert hosts == [f"hooks.larkfield.example:{port}"]
