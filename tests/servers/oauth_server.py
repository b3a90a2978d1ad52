"""A strict OAuth token server: refresh tokens rotate and are good for one use; it can fail on cue."""

import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

from tests.servers.loopback import Quiet, loopback

__all__ = ["OAuthServer", "oauth_running"]

_FORM = "application/x-www-form-urlencoded"


@dataclass(slots=True, kw_only=True)
class OAuthServer:
    """The one grant it knows, and what the next answer does."""

    url: str = ""
    refresh_token: str = "refresh-first-000"
    access_token: str = "access-first-000"
    fault: str = ""  # `lost` after rotating, `empty`, `poorer`, `busy`
    lives: int = 7776000  # seconds
    renewals: int = 0
    refused: list[str] = field(default_factory=list)
    _turn: Any = field(default_factory=threading.Lock)

    def secret(self, ends: datetime) -> str:
        """Return the account's secret as it stands now."""
        return json.dumps({
            "access_token": self.access_token, "refresh_token": self.refresh_token,
            "client_id": "bedside", "client_secret": "client-secret-000", "expires": ends.isoformat(),
        })  # fmt: skip

    def answer(self, path: str, kind: str, body: bytes) -> tuple[int, dict[str, Any]] | None:
        """Answer one request; None is an answer that gets lost."""
        with self._turn:
            if self.fault == "busy":
                return 503, {}
            given = parse_qs(body.decode())
            if problem := self._problem(path, kind, given):
                self.refused.append(problem)
                return 400, {"error": problem}
            self.renewals += 1
            self.refresh_token = f"refresh-{secrets.token_hex(8)}"
            self.access_token = f"access-{secrets.token_hex(8)}"
            if self.fault == "lost":
                return None
            new = {"access_token": self.access_token, "refresh_token": self.refresh_token,
                   "token_type": "Bearer", "expires_in": self.lives}  # fmt: skip
            if self.fault == "empty":
                new["refresh_token"] = ""
            if self.fault == "poorer":
                new["expires_in"] = 60
            return 200, new

    def _problem(self, path: str, kind: str, given: dict[str, list[str]]) -> str:
        names = {"grant_type", "refresh_token", "client_id", "client_secret"}
        if path != "/oauth/token" or kind != _FORM or set(given) != names:
            return "invalid_request"
        if (given["client_id"], given["client_secret"]) != (["bedside"], ["client-secret-000"]):
            return "invalid_client"
        if given["grant_type"] != ["refresh_token"]:
            return "unsupported_grant_type"
        return "" if given["refresh_token"] == [self.refresh_token] else "invalid_grant"


@contextmanager
def oauth_running() -> Iterator[OAuthServer]:
    """Serve on a free port until the block ends."""
    oauth = OAuthServer()

    class Handler(Quiet):
        def do_POST(self) -> None:  # noqa: N802  http.server's name
            found = oauth.answer(self.path, self.headers["Content-Type"], self.read_body())
            if found is None:
                self.close_connection = True
                return
            status, document = found
            self.send_body(status, json.dumps(document).encode())

    with loopback(Handler) as oauth.url:
        yield oauth


def soon() -> datetime:
    """Return an end that is near enough to renew."""
    return datetime.now(UTC) + timedelta(hours=3)
