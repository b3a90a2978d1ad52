"""A Mastodon-API server (mastodon-mock from PyPI), its faults, and what a stranger sees on it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.servers.launch import HTTP, free_port, running

__all__ = ["MastodonServer", "mastodon_running"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MastodonServer:
    """The server, and its seeded account's access token."""

    url: str
    token: str = "mock_token"

    def statuses(self) -> list[dict[str, Any]]:
        """Return the account's statuses, newest first."""
        me = self._get("/api/v1/accounts/verify_credentials")
        found: list[dict[str, Any]] = self._get(f"/api/v1/accounts/{me['id']}/statuses?limit=40")
        return found

    def fault(self, path: str, effect: dict[str, Any], methods: list[str], count: int = 1) -> None:
        """Let the next `count` requests to `path` fail."""
        rule = {"match": {"methods": methods, "path": path}, "effect": effect, "count": count}
        HTTP.post(f"{self.url}/api/v1/_mock/faults", json=rule).raise_for_status()

    def heal(self) -> None:
        """Remove every fault."""
        HTTP.delete(f"{self.url}/api/v1/_mock/faults")

    def clear(self) -> None:
        """Delete every status of the account."""
        self.heal()
        for status in self.statuses():
            HTTP.delete(f"{self.url}/api/v1/statuses/{status['id']}", headers=self._headers)

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def _get(self, path: str) -> Any:
        answer = HTTP.get(self.url + path, headers=self._headers)
        return answer.raise_for_status().json()


@contextmanager
def mastodon_running(folder: Path) -> Iterator[MastodonServer]:
    """Start the server with everything in memory."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("mastodon_mock")), "serve", "--in-memory",
               "--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"]  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    with running(command, f"{url}/health", folder / "mastodon.log", folder):
        yield MastodonServer(url=url)
