"""One account on one fake, and announcements for it: no ledger, no proxy."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.servers.meta_fake import MetaFake
from tests.servers.strict_server import network_running

from bedside.platforms import PLATFORMS
from bedside.platforms.base import (
    Announcement,
    Session,
    ShareText,
)
from bedside.platforms.wire import new_client
from bedside.practice import Account

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://larkfield.example/blog/flu-shots/"
TOKEN = "meta-token-0123456789"


def announcement(platform: str, words: str = "Flu shots are here.", **changes: Any) -> Announcement:
    """Return an announcement of one post."""
    network = PLATFORMS[platform]
    text = ShareText(
        platform=platform, text=words, length=network.length(words), limit=network.TEXT_LIMIT
    )
    made = Announcement(
        uid="01M610AAAAAAAAAAAAAAAAAAAA", platform=platform, account="one", slot="announce",
        text=text, url=URL, title="Flu shots", description="", lang="en-US", published=NOW,
        card=None, card_alt="A green card", card_url="https://larkfield.example/cards/1.png",
    )  # fmt: skip
    return replace(made, **changes)


class Desk:
    """One fake that runs, and sessions of its account that remember what was prepared."""

    def __init__(self, fake: MetaFake, platform: str, target: str, secret: str) -> None:
        self.fake, self.platform, self.target, self.secret = fake, platform, target, secret
        self.prepared: list[str] = []

    @contextmanager
    def session(self, api: str = "") -> Iterator[Session]:
        """Open a session."""
        account = Account(id="one", platform=self.platform, handle="l", api=api or self.fake.url,
                          target=self.target, secret_env="META_TOKEN")  # fmt: skip
        with new_client() as client:
            yield Session(account=account, client=client, secret=self.secret, now=lambda: NOW,
                          prepare=self.prepared.append)  # fmt: skip


@contextmanager
def desk(
    fake: MetaFake, platform: str, monkeypatch: pytest.MonkeyPatch, target: str = "1000",
    secret: str = TOKEN,
) -> Iterator[Desk]:  # fmt: skip
    """Run a fake and allow its address for secrets."""
    with ExitStack() as stack:
        stack.enter_context(network_running(fake))
        monkeypatch.setenv("BEDSIDE_ALLOW_HOSTS", fake.url.removeprefix("http://"))
        yield Desk(fake, platform, target, secret)
