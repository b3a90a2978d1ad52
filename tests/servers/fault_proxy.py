"""A proxy before a real server that loses what it is told to lose: the request or the answer."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

__all__ = ["Fault", "FaultProxy", "proxy_running"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What happens to the next request whose path contains `path`."""

    path: str
    kind: str  # answer (status, body), hang, cut (half a body), close
    is_passed_on: bool = False  # whether the real server gets the request first
    status: int = 500
    body: bytes = b'{"error":"broken"}'
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class FaultProxy:
    """Where it listens, which faults wait, and what was asked."""

    url: str = ""
    faults: list[Fault] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def take(self, line: str) -> Fault | None:
        """Return the fault for a request and use it up."""
        self.asked.append(line)
        found = next((one for one in self.faults if one.path in line), None)
        if found:
            self.faults.remove(found)
        return found


class _Server(ThreadingHTTPServer):
    """The listening side: knows its faults and the server behind it."""

    def __init__(self, proxy: FaultProxy, upstream: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.proxy, self.target = proxy, urlsplit(upstream)

    def handle_error(self, *_arguments: Any) -> None:
        """Clients leave in the middle: that is what the tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def __getattr__(self, name: str) -> Any:
        """Take every method the same way: http.server asks for do_GET, do_POST and so on."""
        if name.startswith("do_"):
            return self._take
        raise AttributeError(name)

    def _take(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        named = re.search(
            rb'"operationName": ?"(\w+)"', body
        )  # GraphQL has one path for everything
        name = f" {named[1].decode()}" if named else ""
        fault = self.server.proxy.take(f"{self.command} {self.path}{name}")
        if fault is None:
            self._answer(*self._upstream(body))
            return
        if fault.is_passed_on:
            self._upstream(body)
        self._fail(fault)

    def _upstream(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        target = self.server.target
        connection = HTTPConnection(str(target.hostname), int(target.port or 80), timeout=60)
        try:
            headers = {name: value for name, value in self.headers.items() if name != "Host"}
            connection.request(self.command, self.path, body or None, headers)
            answer = connection.getresponse()
            own = {"content-length", "connection", "date", "server", "transfer-encoding"}
            kept = {name: one for name, one in answer.headers.items() if name.lower() not in own}
            return answer.status, kept, answer.read()
        finally:
            connection.close()

    def _fail(self, fault: Fault) -> None:
        self.close_connection = True
        if fault.kind == "answer":
            self._answer(fault.status, fault.headers, fault.body)
        elif fault.kind == "hang":
            self.server.proxy.released.wait(30)
        elif fault.kind == "cut":
            self.send_response(200)
            self.send_header("Content-Length", str(len(fault.body) + 50))
            self.end_headers()
            self.wfile.write(fault.body)
        else:
            self.connection.shutdown(socket.SHUT_RDWR)

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: Any) -> None:
        """Keep the tests' output clean."""


@contextmanager
def proxy_running(upstream: str) -> Iterator[FaultProxy]:
    """Serve on a free port before `upstream` until the block ends."""
    proxy = FaultProxy()
    server = _Server(proxy, upstream)
    proxy.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
