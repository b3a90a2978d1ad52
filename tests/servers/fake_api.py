"""A web server on loopback that stands in for a network's API: requests are parsed, rules are asked."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

__all__ = ["Asked", "Fake", "Refused", "fake_running"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request: `fields` is its form or its JSON object."""

    method: str
    path: str
    query: dict[str, str]
    fields: dict[str, Any]
    token: str  # of `Authorization: Bearer`

    def limited_to(self, *names: str) -> None:
        """Refuse a request with a parameter that the documentation does not know."""
        unknown = sorted({*self.query, *self.fields} - set(names))
        if unknown:
            raise Refused(400, {"error": {"message": f"unknown parameters {unknown}", "code": 100}})


@dataclass(slots=True)
class Refused(Exception):
    """What the network says instead of doing it."""

    status: int
    body: dict[str, Any]


class Fake(Protocol):
    """The rules and the memory of one network."""

    url: str

    def answer(self, asked: Asked) -> dict[str, Any]:
        """Return the JSON of a success, or raise Refused."""


@dataclass(slots=True)
class _Listening:
    fake: Fake
    lock: threading.Lock = field(default_factory=threading.Lock)

    def reply(self, asked: Asked) -> tuple[int, dict[str, Any]]:
        with self.lock:
            try:
                return 200, self.fake.answer(asked)
            except Refused as refused:
                return refused.status, refused.body


@contextmanager
def fake_running(fake: Fake) -> Iterator[None]:
    """Serve on a free port until the block ends; `fake.url` says where."""
    listening = _Listening(fake)

    class Handler(BaseHTTPRequestHandler):
        def _take(self) -> None:
            status, body = listening.reply(_parsed(self))
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=UTF-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = do_DELETE = _take  # noqa: N815  http.server's names

        def log_message(self, *_arguments: Any) -> None:
            """Keep the tests' output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _parsed(handler: BaseHTTPRequestHandler) -> Asked:
    parts = urlsplit(handler.path)
    body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0)).decode()
    kind = handler.headers.get("Content-Type", "")
    fields = json.loads(body) if "json" in kind else dict(parse_qsl(body, keep_blank_values=True))
    return Asked(
        method=handler.command, path=parts.path,
        query=dict(parse_qsl(parts.query, keep_blank_values=True)), fields=fields,
        token=handler.headers.get("Authorization", "").removeprefix("Bearer "),
    )  # fmt: skip
