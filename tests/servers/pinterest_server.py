"""A strict fake of Pinterest: its own specification, tokens that are renewed, one board.

Answers and errors after https://github.com/pinterest/api-description 5.23.0 (read 2026-11-22).
"""

import base64
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

from tests.servers.openapi_contract import Contract, contract
from tests.servers.strict_server import Asked, Copy, Network, Reply

__all__ = ["PinterestServer"]

_APP = {"app_id": "1500001", "app_secret": "app-secret-0001"}
_SCOPES = "boards:read boards:write pins:read pins:write user_accounts:read"
_MONTH = 2_592_000  # seconds: `expires_in` of the examples
_BOARD = "900001"


def _error(status: int, message: str) -> Reply:
    return Reply(status=status, data={"code": 2, "message": message})


@dataclass(slots=True, kw_only=True)
class PinterestServer(Network):
    """One account with one board; each renewal gives new tokens and ends the old access token."""

    posts: list[dict[str, Any]] = field(default_factory=list)
    renewals: int = 0
    refresh_token: str = "pinr-first"
    access_token: str = "pina-first-0123456789"
    scope: str = _SCOPES
    contract: Contract = field(
        default_factory=lambda: contract("pinterest.json", "https://api.pinterest.com")
    )

    @property
    def secret(self) -> str:
        return self.secret_until(datetime.now(UTC) + timedelta(seconds=_MONTH))

    def secret_until(self, ends: datetime) -> str:
        """Return the account's secret as it stands now."""
        tokens = {"access_token": self.access_token, "refresh_token": self.refresh_token}
        return json.dumps(_APP | tokens | {"expires": ends.isoformat(), "scope": self.scope})

    def copies(self) -> list[Copy]:
        return [Copy(pin["id"], pin["description"], pin["link"]) for pin in self.posts]

    def answer(self, asked: Asked) -> Reply:
        if problem := self.contract.problem(asked):
            return self.breach(problem, 400, {"code": 1, "message": problem})
        if asked.path == "/v5/oauth/token":
            return self._renew(asked)
        given = asked.headers.get("authorization")
        if self.is_token_dead or given != f"Bearer {self.access_token}":
            return _error(401, f"Authentication failed for {given}")
        if asked.path == "/v5/user_account":
            return Reply(data={"username": "larkfield", "account_type": "BUSINESS"})
        if asked.path.startswith("/v5/boards/"):
            return self._board(asked)
        return self._create(asked) if asked.method == "POST" else self._pin(asked)

    def _renew(self, asked: Asked) -> Reply:
        pair = base64.b64encode(":".join(_APP.values()).encode()).decode()
        token = parse_qs(asked.body.decode())["refresh_token"][0]
        if asked.headers.get("authorization") != f"Basic {pair}":
            return self.breach("wrong app", 401, {"code": 2, "message": "Authentication failed."})
        if self.is_token_dead or token != self.refresh_token:
            return _error(401, f"Authentication failed: {token}")
        self.renewals += 1
        self.access_token = f"pina-{self.renewals}-0123456789"
        self.refresh_token = f"pinr-{self.renewals}-0123456789"
        return Reply(data={
            "response_type": "refresh_token", "access_token": self.access_token,
            "token_type": "bearer", "expires_in": _MONTH, "scope": self.scope,
            "refresh_token": self.refresh_token, "refresh_token_expires_in": 2 * _MONTH,
            "refresh_token_expires_at": 1_900_000_000,
        })  # fmt: skip

    def _create(self, asked: Asked) -> Reply:
        body = asked.json
        if body["board_id"] != _BOARD:
            return _error(404, "Board not found.")
        base64.b64decode(body["media_source"]["data"], validate=True)
        shown = {name: body[name] for name in ("title", "description", "link", "alt_text")}
        self.posts.append({"id": str(7_000_001 + len(self.posts)), "board_id": _BOARD} | shown)
        return Reply(status=201, data=self.posts[-1])

    def _board(self, asked: Asked) -> Reply:
        size, start = int(asked.query["page_size"]), int(asked.query.get("bookmark", 0))
        more = str(start + size) if start + size < len(self.posts) else None
        return Reply(data={"items": self.posts[start : start + size], "bookmark": more})

    def _pin(self, asked: Asked) -> Reply:
        wanted = asked.path.rpartition("/")[2]
        pin = next((one for one in self.posts if one["id"] == wanted), None)
        if pin is None:
            return _error(404, "Pin not found.")
        if asked.method == "DELETE":
            self.posts.remove(pin)
            return Reply(status=204)
        if asked.method == "PATCH":
            pin.update(asked.json)
        return Reply(data=pin)
