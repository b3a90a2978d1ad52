"""A strict webhook receiver: it checks the signature, remembers deliveries and never forgets one."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.servers.loopback import Quiet, loopback

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

    class Handler(Quiet):
        def do_POST(self) -> None:  # noqa: N802  http.server's name
            body = self.read_body()
            headers = {name.lower(): value for name, value in self.headers.items()}
            if said := receiver.problem(headers, body):
                receiver.refused.append(said)
                self.send_error(401)
                return
            receiver.bodies.append(json.loads(body))
            self.send_body(receiver.status, b"")

    with loopback(Handler) as address:
        receiver.url = f"{address}/hook"
        yield receiver
