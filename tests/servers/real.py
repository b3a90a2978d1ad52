"""The accounts on real servers in the shape of the fakes': what is public, the secret, a token that has ended."""

import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from tests.servers.mail_server import MailServer
from tests.servers.mastodon_server import MastodonServer
from tests.servers.pds_server import PdsServer
from tests.servers.receiver import Receiver
from tests.servers.strict_server import Copy, Network

__all__ = ["Real", "bluesky", "mail", "mastodon", "webhook"]


@dataclass(slots=True, kw_only=True)
class Real(Network):
    """One account on a server that runs."""

    key: str
    seen: Callable[[], list[Copy]]
    forget: Callable[[], object] = list
    older: set[str] = field(default_factory=set)  # what other tests left there

    def __post_init__(self) -> None:
        self.public = self.url
        self.older = {one.id for one in self.seen()}

    @property
    def secret(self) -> str:
        return "of-yesterday-0123456789" if self.is_token_dead else self.key

    def copies(self) -> list[Copy]:
        return [one for one in self.seen() if one.id not in self.older]

    def clear(self) -> None:
        self.forget()


def mastodon(server: MastodonServer) -> Real:
    """Return the account of a Mastodon server."""

    def seen() -> list[Copy]:
        return [_status(one) for one in server.statuses()[::-1]]

    return Real(url=server.url, key=server.token, seen=seen, forget=server.clear)


def bluesky(server: PdsServer) -> Real:
    """Return the account of a PDS. Its look-up is by key, so old records are no burden."""

    def seen() -> list[Copy]:
        return [
            Copy(one["uri"], one["value"]["text"], one["value"]["embed"]["external"]["uri"])
            for one in server.posts()
        ]

    return Real(url=server.url, key=server.password, seen=seen, handle=server.handle)


def webhook(server: Receiver) -> Real:
    """Return a receiver's newsletter."""

    def seen() -> list[Copy]:
        taken_back = {one.get("retracts") for one in server.bodies}
        return [
            Copy(one["delivery"], one["text"], one["url"])
            for one in server.bodies
            if one["event"] == "announce" and one["delivery"] not in taken_back
        ]

    return Real(url=server.url, key=server.secret, seen=seen, refused=server.refused)


def mail(server: MailServer) -> Real:
    """Return a list that a mail server delivers to."""
    login = json.dumps({"username": server.username, "password": server.password})
    return Real(url=server.url, key=login, handle="news@larkfield.example",
                seen=lambda: [_letter(one) for one in server.messages],
                forget=server.messages.clear)  # fmt: skip


def _letter(one: EmailMessage) -> Copy:
    page = one.get_body(("html",))
    assert page
    words = str(page.get_content())
    link = re.search(r'<h1[^>]*><a href="([^"]+)"', words)
    return Copy(one["Message-ID"], words, html.unescape(link[1]) if link else "")


def _status(one: dict[str, Any]) -> Copy:
    words = html.unescape(re.sub(r"<[^>]+>", "", one["content"]))
    link = re.search(r'href="([^"]+)"', one["content"])
    return Copy(one["id"], words, html.unescape(link[1]) if link else "")
