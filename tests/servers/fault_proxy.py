"""A proxy before a real server that loses what it is told to lose: the request or the answer."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection
from typing import Any
from urllib.parse import SplitResult, urlsplit

from tests.servers.loopback import Quiet, loopback

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
    passing: int = 0  # requests that the real server is still at work on
    turn: threading.Condition = field(default_factory=threading.Condition)

    def settle(self) -> None:
        """Wait until the real server has answered all that was passed on, heard or not."""
        with self.turn:
            assert self.turn.wait_for(lambda: not self.passing, 60)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Count one request that is passed on."""
        with self.turn:
            self.passing += 1
        try:
            yield
        finally:
            with self.turn:
                self.passing -= 1
                self.turn.notify_all()

    def take(self, line: str) -> Fault | None:
        """Return the fault for a request and use it up."""
        self.asked.append(line)
        found = next((one for one in self.faults if one.path in line), None)
        if found:
            self.faults.remove(found)
        return found


@dataclass(frozen=True, slots=True)
class _Between:
    """What a handler needs: the faults, and the server behind them."""

    proxy: FaultProxy
    target: SplitResult


class _Handler(Quiet):
    def __init__(self, between: _Between, *arguments: Any) -> None:
        self.between = between
        super().__init__(*arguments)

    def __getattr__(self, name: str) -> Any:
        """Take every method the same way: http.server asks for do_GET, do_POST and so on."""
        if name.startswith("do_"):
            return self._take
        raise AttributeError(name)

    def _take(self) -> None:
        body = self.read_body()
        named = re.search(
            rb'"operationName": ?"(\w+)"', body
        )  # GraphQL has one path for everything
        name = f" {named[1].decode()}" if named else ""
        fault = self.between.proxy.take(f"{self.command} {self.path}{name}")
        if fault is None:
            self._answer(*self._upstream(body))
            return
        if fault.is_passed_on:
            with self.between.proxy.at_work():
                self._upstream(body)
        self._fail(fault)

    def _upstream(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        target = self.between.target
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
            self.between.proxy.released.wait(30)
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


@contextmanager
def proxy_running(upstream: str) -> Iterator[FaultProxy]:
    """Serve on a free port before `upstream` until the block ends."""
    proxy = FaultProxy()
    with loopback(partial(_Handler, _Between(proxy, urlsplit(upstream)))) as proxy.url:
        yield proxy
        proxy.released.set()
