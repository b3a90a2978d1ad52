"""The accounts of the fault suite: a network is a function that starts its server, and one line below.

Each says how often a stranger finds a post there. `can_be_asked` is the publisher's own word.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.servers.mastodon_server import MastodonServer, mastodon_running
from tests.servers.pds_server import PdsServer, pds_running
from tests.servers.receiver import receiver_running
from tests.syndication.town import account_toml

from bedside.outbox import OutboxPost
from bedside.platforms.publishers import CANNOT_BE_ASKED

__all__ = ["NETWORKS", "Network"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """One account on one server that runs."""

    account: str
    platform: str
    url: str
    toml: str
    secret: str
    shown: Callable[[], list[str]]  # what a stranger sees: one text for each copy of any post
    ignores_key: bool = False

    def copies(self, posts: list[OutboxPost]) -> list[int]:
        """Return how often a stranger finds each post."""
        texts = self.shown()
        return [sum(post.url in text for text in texts) for post in posts]

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


def _mastodon(name: str, *, ignores_key: bool = False) -> Callable[[ExitStack, Path], Network]:
    def start(stack: ExitStack, folder: Path) -> Network:
        folder.mkdir()
        server: MastodonServer = stack.enter_context(mastodon_running(folder))

        def shown() -> list[str]:
            return [str(one["content"]) for one in server.statuses()]

        return Network(
            account=name, platform="mastodon", url=server.url, secret=server.token, shown=shown,
            toml=account_toml(name, "mastodon", "@larkfield", server.url),
            ignores_key=ignores_key,
        )  # fmt: skip

    return start


def _bluesky(stack: ExitStack, folder: Path) -> Network:
    folder.mkdir()
    server: PdsServer = stack.enter_context(pds_running(folder))

    def shown() -> list[str]:
        return [str(one["value"]["text"]) for one in server.posts()]

    return Network(
        account="bsky", platform="bluesky", url=server.url, secret=server.password, shown=shown,
        toml=account_toml("bsky", "bluesky", server.handle, server.url),
    )  # fmt: skip


def _webhook(stack: ExitStack, _folder: Path) -> Network:
    server = stack.enter_context(receiver_running())

    def shown() -> list[str]:
        return [str(one["url"]) for one in server.bodies]

    return Network(
        account="hook", platform="webhook", url=server.url, secret=server.secret, shown=shown,
        toml=account_toml("hook", "webhook", "newsletter", server.url),
    )  # fmt: skip


# name -> how its server is started; one line each.
NETWORKS: dict[str, Callable[[ExitStack, Path], Network]] = {
    "mastodon": _mastodon("masto"),
    "mastodon without key": _mastodon("plain", ignores_key=True),
    "bluesky": _bluesky,
    "webhook": _webhook,
}
