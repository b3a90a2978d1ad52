"""What every strict fake of a network is made of: a loopback server that keeps what it refused."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlsplit

N = TypeVar("N", bound="Network")

__all__ = ["Asked", "Network", "Reply", "network_running"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request; header names are lower case."""

    method: str
    target: str  # path and query as they were sent
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer; `data` None has no body."""

    status: int = 200
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Network:
    """The base of a fake: where it listens, what it would never have let pass, what is public."""

    url: str = ""
    public: str = ""  # where clients reach it: behind a proxy
    refused: list[str] = field(default_factory=list)  # breaches of the contract; tests want none
    asked: list[str] = field(default_factory=list)
    is_token_dead: bool = False
    can_delete: bool = True  # what is public, by API

    def answer(self, asked: Asked) -> Reply:
        """Answer one request."""
        raise NotImplementedError

    def breach(self, what: str, status: int, data: Any) -> Reply:
        """Refuse a request that breaks the documented contract, and remember it."""
        self.refused.append(what)
        return Reply(status=status, data=data)


@contextmanager
def network_running(network: N) -> Iterator[N]:
    """Serve on a free port until the block ends."""
    handler = _handler(network)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    network.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield network
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(network: Network) -> type[BaseHTTPRequestHandler]:
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def __getattr__(self, name: str) -> Any:
            """Take every method the same way."""
            if name.startswith("do_"):
                return self._take
            raise AttributeError(name)

        def _take(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            with lock:
                network.asked.append(f"{self.command} {self.path}")
                reply = network.answer(
                    Asked(method=self.command, target=self.path, headers=headers, body=body)
                )
            self._send(reply)

        def _send(self, reply: Reply) -> None:
            data = b"" if reply.data is None else json.dumps(reply.data).encode()
            self.send_response(reply.status)
            for name, value in ({"Content-Type": "application/json"} | reply.headers).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_arguments: Any) -> None:
            """Keep the tests' output clean."""

    return Handler
