"""A practice with one account on one network, behind a proxy that loses things: the real command line."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import httpx
import pytest
from tests.servers.fault_proxy import Fault, FaultProxy, proxy_running
from tests.servers.strict_server import Network
from tests.syndication.networks import Case
from tests.syndication.town import Town, account_toml

from bedside.outbox import OutboxFacet, OutboxPost, OutboxText
from bedside.platforms import buffer_api
from bedside.platforms.base import Announcement, Publisher, Sent, Session
from bedside.platforms.wire import new_client
from bedside.syndication import setting
from bedside.syndication.alerts import Alert
from bedside.syndication.announcements import announcement_for
from bedside.syndication.model import Key, KeyState, Status
from bedside.syndication.setting import own_outbox, tools_for
from bedside.syndication.tools import open_session

__all__ = ["Call", "Stage", "stage_for"]

Call: TypeAlias = Callable[[Publisher, Session, Announcement], Any]
_PATIENCE = 0.2  # seconds until an answer that hangs counts as lost; any other may take long


@dataclass(slots=True, kw_only=True)
class Stage:
    """One post that is ready to go out, and what the network, the ledger and the operator know of it."""

    case: Case
    town: Town
    proxy: FaultProxy
    server: Network
    patch: pytest.MonkeyPatch
    told: list[str] = field(default_factory=list)  # the subjects of messages to the operator

    @property
    def post(self) -> OutboxPost:
        return self.town.posts[0]

    @property
    def text(self) -> OutboxText:
        return self.post.texts[0]

    @property
    def state(self) -> KeyState:
        """Return what the ledger knows of the announcement."""
        return self.town.states(self.post.uid).get("acct", KeyState())

    @property
    def sent(self) -> Sent:
        """Return the copy that the ledger knows."""
        assert self.state.sent is not None
        return self.state.sent

    def run(self, *faults: Fault) -> tuple[int, Status, int]:
        """Announce with faults: exit code, state in the ledger, copies on the account."""
        self.proxy.faults[:] = faults
        hung = [one.path for one in faults if one.kind == "hang"]
        self.patch.setattr(setting, "new_client", lambda: _client(hung))
        code = self.town.run("syndicate", "--live")
        self.proxy.faults.clear()
        self.proxy.settle()
        return code, self.state.status, len(self.server.copies())

    def token_dies(self, *, dead: bool = True) -> None:
        """Let the account's token end, or have a new one."""
        self.server.is_token_dead = dead
        self.patch.setenv("TEST_ACCT", self.server.secret)

    def tries(self) -> int:
        """Return how many requests would have made the post public."""
        return sum(self.case.post in line for line in self.proxy.asked)

    def no(self, status: int, body: dict[str, Any], line: str = "", **headers: str) -> Fault:
        """Return an answer to the next request that begins with `line`: the post itself."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Fault(path=line or self.case.post, kind="answer", status=status, headers=named,
                     body=json.dumps(body).encode())  # fmt: skip

    def say(self, words: str) -> None:
        """Give the post other words."""
        text = self.text.model_copy(update={"text": words, "facets": ()})
        self.town.posts[0] = self.post.model_copy(update={"texts": (text,)})
        self.town.save()

    def use(self, call: Call) -> Any:
        """Call the account's publisher as a run would."""
        project = self.town.project()
        account = project.practice.accounts[0]
        outbox = own_outbox(project)
        with httpx.Client() as public:
            tools = tools_for(project, outbox, public, lambda: self.post.published)
        publisher = tools.publisher(account.id)
        session = open_session(account, publisher, tools)
        key = Key(self.post.uid, account.platform, account.id)
        with session.client:
            return call(publisher, session, announcement_for(key, outbox, project.output))


@contextmanager
def stage_for(
    case: Case, server: Network, make_town: Callable[..., Town], allow: Callable[..., None],
    patch: pytest.MonkeyPatch, store: str = "",
) -> Iterator[Stage]:  # fmt: skip
    """Build the stage: a proxy, a practice, a ledger (`store`) after its first run, and one post."""
    patch.setattr(buffer_api, "_WAITS", (0.01, 0.01))
    for name in case.waits:
        patch.setattr(name, 0)
    with proxy_running(server.url) as proxy:
        path = httpx.URL(server.url).path.rstrip("/")
        server.public = proxy.url
        allow(proxy.url, server.url)
        patch.setenv("TEST_ACCT", server.secret)
        table = account_toml("acct", case.platform, server.handle, proxy.url + path)
        more = "".join(f"{key} = {json.dumps(one)}\n" for key, one in case.account.items())
        town = make_town(table + more)
        if store:
            town.store = store
            patch.setenv("BEDSIDE_LEDGER", store)
        town.first_run()
        _write_post(case, town)
        stage = Stage(case=case, town=town, proxy=proxy, server=server, patch=patch)
        patch.setattr(setting, "teller", lambda _: _noting(stage.told))
        yield stage


def _client(hung: list[str]) -> httpx.Client:
    """Return a client that soon loses its patience with those requests, and never with others."""
    client = new_client(httpx.Timeout(60))

    def lose_patience(request: httpx.Request) -> None:
        line = f"{request.method} {request.url.path} ".encode() + request.read()
        if any(one.encode() in line for one in hung):
            request.extensions["timeout"] = httpx.Timeout(60, read=_PATIENCE).as_dict()

    client.event_hooks = {"request": [lose_patience]}
    return client


def _noting(told: list[str]) -> Callable[[Alert], str]:
    def tell(alert: Alert) -> str:
        told.append(alert.subject.partition(") ")[2])
        return ""

    return tell


def _write_post(case: Case, town: Town) -> None:
    post = town.post("Flu shots")
    words = case.words.format(title=post.title, url=post.url)
    start = len(words[: words.find(post.url)].encode())
    facet = OutboxFacet(start=start, end=start + len(post.url.encode()), link=post.url)
    text = OutboxText(
        platform=case.platform, account="acct", title=post.title, text=words,
        link=post.url if case.is_link_beside else "",
        facets=(facet,) if case.platform == "bluesky" else (),
    )  # fmt: skip
    town.posts[0] = post.model_copy(update={"texts": (text,)})
    town.save()
