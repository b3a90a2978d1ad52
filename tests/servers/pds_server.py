"""A real Bluesky PDS (npm, tests/servers/pds) with one account, and what a stranger sees on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.servers.launch import HTTP, free_port, running

__all__ = ["PdsServer", "pds_running"]

_FOLDER = Path(__file__).resolve().parent / "pds"


@dataclass(frozen=True, slots=True, kw_only=True)
class PdsServer:
    """The server and the practice's account on it."""

    url: str
    handle: str
    password: str
    did: str

    def posts(self) -> list[dict[str, Any]]:
        """Return the account's post records, oldest key first."""
        query = {"repo": self.did, "collection": "app.bsky.feed.post", "limit": "100"}
        answer = HTTP.get(f"{self.url}/xrpc/com.atproto.repo.listRecords", params=query)
        found: list[dict[str, Any]] = answer.raise_for_status().json()["records"]
        return sorted(found, key=lambda record: str(record["uri"]))


@contextmanager
def pds_running(folder: Path) -> Iterator[PdsServer]:
    """Start a PDS with its data in `folder`. Fails when its npm packages are missing."""
    assert (_FOLDER / "node_modules").is_dir(), f"{_FOLDER}: not installed: run `inv setup`"
    port, plc = free_port(), free_port()
    url = f"http://127.0.0.1:{port}"
    command = ["node", "start.mjs", str(folder / "data"), str(port), str(plc)]
    with running(command, f"{url}/xrpc/_health", folder / "pds.log", _FOLDER):
        yield new_account(url, "larkfield.test")


def new_account(url: str, handle: str) -> PdsServer:
    """Make an account on the server at `url`."""
    body = {"handle": handle, "email": f"{handle}@mail.test", "password": "app-pass-word-1234"}
    answer = HTTP.post(f"{url}/xrpc/com.atproto.server.createAccount", json=body)
    did = str(answer.raise_for_status().json()["did"])
    return PdsServer(url=url, handle=handle, password=body["password"], did=did)
