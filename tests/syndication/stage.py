"""One account of one network behind a proxy that loses things, with a real ledger and the real apply."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from PIL import Image
from tests.servers.fault_proxy import Fault, FaultProxy, proxy_running
from tests.syndication.meta_and_google import Network
from tests.syndication.town import Town, account_toml

from bedside.files import sha256_file
from bedside.outbox import OutboxText, load_outbox
from bedside.platforms.base import Announcement, Outcome, Picture, Publisher, Sent, Session
from bedside.platforms.wire import new_client
from bedside.practice import Account
from bedside.syndication.alerts import Alert
from bedside.syndication.apply import apply
from bedside.syndication.model import KeyState, Status
from bedside.syndication.plan import plan
from bedside.syndication.results import Done
from bedside.syndication.secrets import Secrets
from bedside.syndication.setting import policy_for
from bedside.syndication.tools import Tools, open_session

__all__ = ["Stage", "stage_for"]

WORDS = "Flu shots are here, and nobody waits long."


class _WithPictures:
    """A publisher that is given the upright picture of a build beside the card."""

    def __init__(self, inner: Publisher, picture: Picture) -> None:
        self.inner, self.picture = inner, picture

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def publish(self, announcement: Announcement, session: Session, /) -> Outcome:
        return self.inner.publish(
            replace(announcement, pictures={"portrait": self.picture}), session
        )


@dataclass(slots=True, kw_only=True)
class Stage:
    """A practice with one account on `network`."""

    network: Network
    fake: Any
    proxy: FaultProxy
    town: Town
    publisher: Any
    told: list[str] = field(default_factory=list)  # the subjects of messages to the operator

    def run(self, *faults: Fault) -> Done | None:
        """Plan and apply once; return what became of the announcement, None when nothing was to do."""
        self.proxy.faults[:] = list(faults)
        tools, now = self._tools(), datetime.now(UTC)
        ledger = self.town.ledger()
        policy = replace(
            policy_for(self.town.project(), 0, self.town.ledger_url),
            publishers=frozenset({self.network.platform}), cannot_be_asked=frozenset(),
        )  # fmt: skip
        planned = plan(tools.outbox, ledger.state(), policy, now)
        with ledger.run(now) as name:
            results = tuple(apply(planned, ledger, name, tools))
        self.proxy.faults.clear()
        return results[0].done if results else None

    @property
    def state(self) -> KeyState:
        """Return what the ledger knows of the announcement."""
        return self.town.states(self.town.posts[0].uid).get("one", KeyState())

    @property
    def sent(self) -> Sent:
        """Return the copy that the ledger knows."""
        assert self.state.status is Status.SENT
        assert self.state.sent is not None
        return self.state.sent

    def account(self) -> Account:
        """Return the account."""
        return self.town.project().practice.accounts[0]

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open a session as a run does."""
        session = open_session(self.account(), self.publisher, self._tools())
        with session.client:
            yield session

    def asked(self, line: str) -> int:
        """Return how many requests began with `line`."""
        return sum(one.startswith(line) for one in self.proxy.asked)

    def fault(self, line: str, **more: Any) -> Fault:
        """Return a fault for the next request that begins with `line`."""
        return Fault(path=line, **more)

    def _tools(self) -> Tools:
        project = self.town.project()
        return Tools(
            outbox=load_outbox(project.outbox), output=project.output,
            accounts={one.id: one for one in project.practice.accounts},
            publishers={self.network.platform: self.publisher},
            secrets=Secrets({"TEST_ONE": self.network.secret}),
            new_client=lambda: new_client(httpx.Timeout(0.5, connect=5)),
            is_online=lambda _one: "", now=lambda: datetime.now(UTC), tell=self._tell,
        )  # fmt: skip

    def _tell(self, alert: Alert) -> str:
        self.told.append(alert.subject.partition(") ")[2])
        return ""


@contextmanager
def stage_for(
    network: Network, make_town: Callable[..., Town], allow: Callable[..., None], folder: Path
) -> Iterator[Stage]:
    """Build the stage: fake, proxy, practice, a ledger after its first run, and one post."""
    with ExitStack() as stack:
        fake = stack.enter_context(network.running())
        proxy = stack.enter_context(proxy_running(fake.url))
        stack.callback(proxy.released.set)
        allow(proxy.url)
        more = {"target": network.target} if network.target else {}
        town = make_town(account_toml("one", network.platform, "larkfield", proxy.url, **more))
        town.first_run()
        post = town.post(texts=())
        text = OutboxText(platform=network.platform, account="one", text=WORDS, link=post.url)
        town.posts[:] = [post.model_copy(update={"texts": (text,)})]
        town.save()
        publisher = _WithPictures(network.publisher(), _portrait(folder))
        yield Stage(network=network, fake=fake, proxy=proxy, town=town, publisher=publisher)


def _portrait(folder: Path) -> Picture:
    file = folder / "portrait.jpg"
    Image.new("RGB", (1080, 1350), "#1f5a4a").save(file, quality=60)
    return Picture(file=file, url="https://larkfield.example/cards/portrait.jpg", alt="Green",
                   sha256=sha256_file(file), size=(1080, 1350))  # fmt: skip
