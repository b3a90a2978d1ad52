"""The accounts of the fault suite: a network is a function that starts its server, and one line below.

Each counts how often a stranger finds a post there. `can_be_asked` is the publisher's own word.
"""

import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.servers.fake_api import fake_running
from tests.servers.mastodon_server import MastodonServer, mastodon_running
from tests.servers.pds_server import PdsServer, pds_running
from tests.servers.receiver import receiver_running
from tests.servers.strict_server import network_running
from tests.syndication import meta_and_google, networks
from tests.syndication.town import account_toml

from bedside.outbox import OutboxPost
from bedside.platforms.publishers import CANNOT_BE_ASKED

__all__ = ["GROUPS", "NETWORKS", "Network"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """One account on one server that runs."""

    account: str
    platform: str
    url: str
    toml: str
    secret: str
    count: Callable[[OutboxPost], int]  # how many copies of a post a stranger sees
    clear: Callable[[], object] = list  # forget every copy: a look-up reads no thousands
    broken: Callable[[], list[str]] = list  # what was asked against the documented contract
    ignores_key: bool = False

    def copies(self, posts: list[OutboxPost]) -> list[int]:
        """Return how often a stranger finds each post."""
        return [self.count(post) for post in posts]

    @property
    def unit(self) -> str:
        """Return the name of its calls' points."""
        return urlsplit(self.url).netloc

    @property
    def secret_env(self) -> str:
        """Return the variable that holds its secret."""
        return f"TEST_{self.account.upper()}"

    @property
    def can_be_asked(self) -> bool:
        """Tell whether the network can say what is there."""
        return self.platform not in CANNOT_BE_ASKED


Start = Callable[[ExitStack, Path], Network]


def _mastodon(name: str, *, ignores_key: bool = False) -> Start:
    def start(stack: ExitStack, folder: Path) -> Network:
        folder.mkdir()
        server: MastodonServer = stack.enter_context(mastodon_running(folder))
        return Network(
            account=name, platform="mastodon", url=server.url, secret=server.token,
            count=lambda post: sum(post.url in str(one["content"]) for one in server.statuses()),
            toml=account_toml(name, "mastodon", "@larkfield", server.url),
            clear=server.clear, ignores_key=ignores_key,
        )  # fmt: skip

    return start


def _bluesky(stack: ExitStack, folder: Path) -> Network:
    folder.mkdir()
    server: PdsServer = stack.enter_context(pds_running(folder))
    return Network(
        account="bsky", platform="bluesky", url=server.url, secret=server.password,
        count=lambda post: sum(post.url in str(one["value"]["text"]) for one in server.posts()),
        toml=account_toml("bsky", "bluesky", server.handle, server.url),
    )  # fmt: skip


def _webhook(stack: ExitStack, _folder: Path) -> Network:
    server = stack.enter_context(receiver_running())
    return Network(
        account="hook", platform="webhook", url=server.url, secret=server.secret,
        count=lambda post: sum(post.url in str(one["url"]) for one in server.bodies),
        toml=account_toml("hook", "webhook", "newsletter", server.url),
    )  # fmt: skip


def _strict(name: str, case: networks.Case) -> Start:
    """A network with a fake of tests/syndication/networks.py."""

    def start(stack: ExitStack, _folder: Path) -> Network:
        server = stack.enter_context(network_running(case.server()))
        server.public = server.url
        table = account_toml(name, case.platform, "@larkfield", server.url)
        return Network(
            account=name, platform=case.platform, url=server.url, secret=server.secret,
            count=lambda post: int(server.copies(post.url)),
            # X's guides have another name for a parameter than its specification: both are tried.
            broken=lambda: [one for one in server.refused if "['tweet.fields']" not in one],
            clear=(server.pins if case.platform == "pinterest" else server.posts).clear,
            toml=table + "".join(f"{key} = {json.dumps(one)}\n" for key, one in case.account.items()),
        )  # fmt: skip

    return start


def _fake(name: str, network: meta_and_google.Network) -> Start:
    """A network with a fake of tests/syndication/meta_and_google.py."""

    def start(stack: ExitStack, _folder: Path) -> Network:
        fake = network.fake()
        stack.enter_context(fake_running(fake))
        more = {"target": network.target} if network.target else {}
        return Network(
            account=name, platform=network.platform, url=fake.url, secret=network.secret,
            count=lambda post: sum(post.texts[0].text in words for words in fake.copies()),
            clear=fake.posts.clear,
            toml=account_toml(name, network.platform, "larkfield", fake.url, **more),
        )  # fmt: skip

    return start


_FAKES = {one.platform: one for one in meta_and_google.NETWORKS}

# name -> how its server is started; one line each.
NETWORKS: dict[str, Start] = {
    "mastodon": _mastodon("masto"),
    "mastodon without key": _mastodon("plain", ignores_key=True),
    "bluesky": _bluesky,
    "webhook": _webhook,
    "x": _strict("x", networks.NETWORKS["x"]),
    "pinterest": _strict("pins", networks.NETWORKS["pinterest"]),
    "linkedin": _strict("linked", networks.NETWORKS["linkedin"]),
    "buffer": _strict("buffer", networks.NETWORKS["linkedin through buffer"]),
    "facebook": _fake("face", _FAKES["facebook"]),
    "instagram": _fake("insta", _FAKES["instagram"]),
    "threads": _fake("threads", _FAKES["threads"]),
    "google": _fake("google", _FAKES["google_business"]),
}

# Four accounts a run. A store does not know which network an event is of, so the first group is
# tried on every store and the others on one.
GROUPS: tuple[tuple[str, ...], ...] = tuple(
    tuple(NETWORKS)[start : start + 4] for start in range(0, len(NETWORKS), 4)
)
