"""The accounts of the fault suite: the networks of the contract suite on servers that run, one line each.

Each counts how often a stranger finds a post there. `can_be_asked` is the publisher's own word.
"""

import json
import logging
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from tests.servers import real, strict_server
from tests.servers.buffer_server import BufferServer
from tests.servers.mail_server import certificate, mail_running
from tests.servers.mastodon_server import mastodon_running
from tests.servers.pds_server import pds_running
from tests.servers.receiver import receiver_running
from tests.syndication import networks
from tests.syndication.town import account_toml

from bedside.outbox import OutboxPost
from bedside.platforms.publishers import CANNOT_BE_ASKED

_OWN_ADDRESS = "https://www.facebook.com/photo/"  # a photo links to itself: its words name the post

__all__ = ["GROUPS", "NETWORKS", "Network"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """One account on one server that runs."""

    account: str
    case: networks.Case
    server: strict_server.Network
    ignores_key: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)  # what the runs must know besides

    def copies(self, posts: list[OutboxPost]) -> list[int]:
        """Return how often a stranger finds each post."""
        there = self.server.copies()
        return [sum(self._is_of(post, one) for one in there) for post in posts]

    def _is_of(self, post: OutboxPost, copy: strict_server.Copy) -> bool:
        """Instagram shows no link: there the words, of their own for each post, tell."""
        if copy.link and not copy.link.startswith(_OWN_ADDRESS):
            return copy.link == post.url
        return any(one.text in copy.words for one in post.texts if one.account == self.account)

    def broken(self) -> list[str]:
        """Return what was asked against the documented contract.

        X's guides have another name for a parameter than its specification: both are tried.
        """
        return [one for one in self.server.refused if "['tweet.fields']" not in one]

    def clear(self) -> None:
        """Forget every copy: a look-up reads no thousands."""
        self.server.clear()

    @property
    def platform(self) -> str:
        return self.case.platform

    @property
    def url(self) -> str:
        return self.server.url

    @property
    def secret(self) -> str:
        return self.server.secret

    @property
    def toml(self) -> str:
        """Return its table of practice.toml."""
        more = "".join(f"{key} = {json.dumps(one)}\n" for key, one in self.case.account.items())
        return account_toml(self.account, self.platform, self.server.handle, self.url) + more

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


Start: TypeAlias = Callable[[ExitStack, Path], Network]


def _started(account: str, name: str | networks.Case, *, ignores_key: bool = False) -> Start:
    """Return what starts a network, by its name in tests/syndication/networks.py."""
    case = networks.NETWORKS[name] if isinstance(name, str) else name

    def start(stack: ExitStack, folder: Path) -> Network:
        folder.mkdir()
        server = _server(case, stack, folder)
        return Network(account=account, case=case, server=server, ignores_key=ignores_key)

    return start


def _server(case: networks.Case, stack: ExitStack, folder: Path) -> strict_server.Network:
    if case.fake:
        return stack.enter_context(strict_server.network_running(case.fake()))
    match case.platform:
        case "mastodon":
            return real.mastodon(stack.enter_context(mastodon_running(folder)))
        case "bluesky":
            return real.bluesky(stack.enter_context(pds_running(folder)))
        case _:
            return real.webhook(stack.enter_context(receiver_running()))


def _mail(stack: ExitStack, folder: Path) -> Network:
    """Start a mail server whose certificate the runs trust."""
    folder.mkdir()
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # it knows only of STARTTLS
    pair = certificate(folder)
    more = {"target": "readers@lists.larkfield.example", "url": "https://larkfield.example/leave"}
    return Network(
        account="news", case=networks.Case(platform="email", post="", no=(0, {}), account=more),
        server=real.mail(stack.enter_context(mail_running(pair, starttls=False))),
        environment={"SSL_CERT_FILE": str(pair[0])},
    )  # fmt: skip


# name -> how its server is started; one line each.
NETWORKS: dict[str, Start] = {
    "mastodon": _started("masto", "mastodon"),
    "mastodon without key": _started("plain", "mastodon", ignores_key=True),
    "bluesky": _started("bsky", "bluesky"),
    "webhook": _started("hook", "webhook"),
    "x": _started("x", "x"),
    "pinterest": _started("pins", "pinterest"),
    "linkedin": _started("linked", "linkedin"),
    "buffer": _started("buffer", "linkedin through buffer"),
    "facebook": _started("face", "facebook"),
    "instagram": _started("insta", "instagram"),
    "threads": _started("threads", "threads"),
    "google": _started("google", "google"),
    "e-mail": _mail,
    "youtube": _started(
        "tube",
        networks.Case(
            platform="youtube",
            fake=BufferServer,
            post="CreatePost",
            no=(0, {}),
            account={"via": "buffer", "target": "chan-youtube"},
        ),
    ),
}

# Four accounts a run. A store does not know which network an event is of, so the first group is
# tried on every store and the others on one.
GROUPS: tuple[tuple[str, ...], ...] = tuple(
    tuple(NETWORKS)[start : start + 4] for start in range(0, len(NETWORKS), 4)
)
