"""A strict webhook receiver: it checks the signature, remembers deliveries and never forgets one."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["Receiver", "receiver_running"]


@dataclass(slots=True, kw_only=True)
class Receiver:
    """Where it listens and what came: bodies of good deliveries, reasons of bad ones."""

    url: str = ""
    secret: str = "hook-secret-0123456789"
    bodies: list[dict[str, Any]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    status: int = 204

    def problem(self, headers: dict[str, str], body: bytes) -> str:
        """Return why a delivery is refused, or nothing."""
        stamp = headers.get("x-bedside-timestamp", "")
        digest = hmac.new(self.secret.encode(), stamp.encode() + b"." + body, hashlib.sha256)
        if headers.get("x-bedside-signature") != f"sha256={digest.hexdigest()}":
            return "wrong signature"
        if headers.get("x-bedside-delivery") != json.loads(body)["delivery"]:
            return "delivery key differs"
        return "" if headers.get("content-type") == "application/json" else "not JSON"


@contextmanager
def receiver_running() -> Iterator[Receiver]:
    """Serve on a free port until the block ends."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            if said := receiver.problem(headers, body):
                receiver.refused.append(said)
                self.send_error(401)
                return
            receiver.bodies.append(json.loads(body))
            self.send_response(receiver.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_arguments: Any) -> None:
            """Keep the tests' output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
