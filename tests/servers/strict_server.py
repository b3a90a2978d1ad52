"""What every strict fake of a network is made of: a loopback server that keeps what it refused."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar
from urllib.parse import parse_qsl, urlsplit

from tests.servers.loopback import Quiet, loopback

N = TypeVar("N", bound="Network")

__all__ = ["Asked", "Copy", "Network", "Refused", "Reply", "network_running"]


class Copy(NamedTuple):
    """One post that a stranger sees on the account."""

    id: str
    words: str
    link: str  # where it leads, by a card, a button or a link in the words


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

    @property
    def fields(self) -> dict[str, Any]:
        """Return the body's JSON object, or its form."""
        if "json" in self.headers.get("content-type", ""):
            return dict(self.json)
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))

    @property
    def token(self) -> str:
        return self.headers.get("authorization", "").removeprefix("Bearer ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer; `data` None has no body."""

    status: int = 200
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Refused(Exception):
    """What a network says instead of doing it; a breach breaks what its documentation says."""

    status: int
    body: dict[str, Any]
    breach: str = ""


@dataclass(slots=True, kw_only=True)
class Network:
    """The base of a fake: where it listens, what it would never have let pass, what is public."""

    url: str = ""
    public: str = ""  # where clients reach it: behind a proxy
    refused: list[str] = field(default_factory=list)  # breaches of the contract; tests want none
    asked: list[str] = field(default_factory=list)
    is_token_dead: bool = False
    can_delete: bool = True  # what is public, by API
    handle: str = "@larkfield"
    posts: Any = field(default_factory=list)  # what is there, in the network's own shape

    @property
    def secret(self) -> str:
        """Return the account's secret."""
        raise NotImplementedError

    def copies(self) -> list[Copy]:
        """Return what is public on the account, oldest first."""
        raise NotImplementedError

    def answer(self, asked: Asked) -> Reply:
        """Answer one request, or raise Refused."""
        raise NotImplementedError

    def clear(self) -> None:
        """Forget every post."""
        self.posts.clear()

    def breach(self, what: str, status: int, data: Any) -> Reply:
        """Refuse a request that breaks the documented contract, and remember it."""
        self.refused.append(what)
        return Reply(status=status, data=data)

    def reply(self, asked: Asked) -> Reply:
        """Answer one request, whatever the answer is."""
        self.asked.append(f"{asked.method} {asked.target}")
        try:
            return self.answer(asked)
        except Refused as refused:
            if refused.breach:
                return self.breach(refused.breach, refused.status, refused.body)
            return Reply(status=refused.status, data=refused.body)


@contextmanager
def network_running(network: N) -> Iterator[N]:
    """Serve on a free port until the block ends."""
    with loopback(_handler(network)) as network.url:
        network.public = network.public or network.url
        yield network


def _handler(network: Network) -> type[Quiet]:
    lock = threading.Lock()

    class Handler(Quiet):
        def _take(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.read_body()
            with lock:
                reply = network.reply(
                    Asked(method=self.command, target=self.path, headers=headers, body=body)
                )
            data = b"" if reply.data is None else json.dumps(reply.data).encode()
            self.send_body(reply.status, data, reply.headers)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _take  # noqa: N815  http.server's names

    return Handler
