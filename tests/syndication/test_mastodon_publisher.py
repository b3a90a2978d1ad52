"""Mastodon's API, against a strict fake of what servers answer.

Transcribed, not recorded: https://docs.joinmastodon.org/methods/ (statuses, media, instance; read 2026-11-21).
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from bedside.platforms import mastodon as wording
from bedside.platforms.base import (
    Announcement,
    NotFound,
    Outcome,
    Rejected,
    Sent,
    Session,
    ShareText,
    Unknown,
)
from bedside.platforms.mastodon_api import MastodonPublisher
from bedside.platforms.mastodon_search import links_to
from bedside.practice import Account

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://larkfield.example/blog/flu-shots/"
UID = "01M610AAAAAAAAAAAAAAAAAAAA"
HTML = httpx.Response(404, text="<h1>404 Not Found</h1>", headers={"Content-Type": "text/html"})


def announcement(text: str = f"Flu shots {URL}", card: Path | None = None) -> Announcement:
    """Return an announcement of one post."""
    shared = ShareText(platform="mastodon", text=text, length=0, limit=wording.TEXT_LIMIT)
    return Announcement(
        uid=UID, platform="mastodon", account="masto", slot="announce", text=shared, url=URL,
        title="Flu shots", description="", lang="en-US", published=NOW, card=card,
        card_alt="A green card",
    )  # fmt: skip


class Server:
    """Answers by path, remembering what was asked."""

    def __init__(self, answers: dict[str, list[httpx.Response]]) -> None:
        """Take the answers of each `METHOD /path` in order; the last one stays."""
        self.answers = answers
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.asked.append(request)
        known = self.answers.get(f"{request.method} {request.url.path}", [HTML])
        return known.pop(0) if len(known) > 1 else known[0]

    def use(
        self, call: Callable[[MastodonPublisher, Session], Outcome | NotFound]
    ) -> Outcome | NotFound:
        """Call a publisher that talks to this server."""
        account = Account(
            id="masto", platform="mastodon", handle="@l@social.example", secret_env="X"
        )
        with httpx.Client(transport=httpx.MockTransport(self)) as client:
            session = Session(account=account, client=client, secret="t0ken", now=lambda: NOW)
            return call(MastodonPublisher(), session)

    def publish(self, one: Announcement) -> Outcome | NotFound:
        """Publish to this server."""
        return self.use(lambda publisher, session: publisher.publish(one, session))


def ok(data: object, status: int = 200) -> list[httpx.Response]:
    """Return one JSON answer."""
    return [httpx.Response(status, json=data)]


POSTED = ok({"id": "7", "url": "https://social.example/@l/7"})


def test_the_request_carries_token_key_language_and_nothing_else() -> None:
    """One JSON body; the Idempotency-Key comes from the ledger key alone."""
    server = Server({"POST /api/v1/statuses": POSTED})
    assert server.publish(announcement()) == Sent(remote_id="7", url="https://social.example/@l/7")
    request = server.asked[-1]
    assert request.headers["Authorization"] == "Bearer t0ken"
    assert request.headers["Idempotency-Key"] == f"{UID}-mastodon-masto-announce"
    assert json.loads(request.content) == {
        "status": f"Flu shots {URL}", "visibility": "public", "language": "en",
    }  # fmt: skip


LIMIT_2 = {"configuration": {"statuses": {"max_characters": 60, "characters_reserved_per_url": 23}}}


@pytest.mark.parametrize(
    "answers",
    [
        {"GET /api/v2/instance": ok(LIMIT_2)},
        {"GET /api/v1/instance": ok(LIMIT_2)},
        {"GET /api/v2/instance": [HTML], "GET /api/v1/instance": ok({"max_toot_chars": 60})},
    ],
)
def test_the_server_s_own_limit_counts(answers: dict[str, list[httpx.Response]]) -> None:
    """From the newer address, the older one, or an older server's field; links count 23."""
    server = Server(answers | {"POST /api/v1/statuses": POSTED})
    assert isinstance(server.publish(announcement("x" * 36 + f" {URL}")), Sent)
    refused = server.publish(announcement("x" * 37 + f" {URL}"))
    assert isinstance(refused, Rejected)
    assert "max_characters = 60" in refused.reason
    assert sum(one.method == "POST" for one in server.asked) == 1


def test_a_server_that_counts_addresses_in_another_length_is_believed() -> None:
    """`characters_reserved_per_url` is the server's."""
    limits = {
        "configuration": {"statuses": {"max_characters": 60, "characters_reserved_per_url": 50}}
    }
    server = Server({"GET /api/v2/instance": ok(limits)})
    assert isinstance(server.publish(announcement(f"Ten words {URL} x")), Rejected)


def test_a_picture_is_waited_for_until_it_is_processed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """202, then 206, then 200: only then the status is posted with it."""
    monkeypatch.setattr("bedside.platforms.mastodon_api.time.sleep", lambda _seconds: None)
    card = tmp_path / "card.png"
    card.write_bytes(b"picture")
    server = Server({
        "POST /api/v2/media": ok({"id": "55"}, 202),
        "GET /api/v1/media/55": [*ok({"id": "55"}, 206), *ok({"id": "55"})],
        "POST /api/v1/statuses": POSTED,
    })  # fmt: skip
    assert isinstance(server.publish(announcement(card=card)), Sent)
    assert b"A green card" in server.asked[2].content
    assert json.loads(server.asked[-1].content)["media_ids"] == ["55"]
    paths = [one.url.path for one in server.asked]
    assert paths.count("/api/v1/media/55") == 2


CONTENT = '<p>Flu <a href="https://larkfield.example/blog/flu-shots/?a=1&amp;b=2" rel="nofollow"><span class="invisible">https://</span><span class="ellipsis">larkfield.example/bl</span></a></p>'


@pytest.mark.parametrize(
    ("status", "url", "is_found"),
    [
        ({"content": CONTENT}, "https://larkfield.example/blog/flu-shots/?a=1&b=2", True),
        ({"content": CONTENT}, URL, False),
        ({"content": "<p>x</p>", "card": {"url": URL.rstrip("/")}}, URL, True),
        ({"content": f"<p>plain {URL}</p>"}, URL, True),
        ({"content": f"<p>{URL}part-two/</p>"}, URL, False),
        ({"content": "", "text": f"see {URL}"}, URL, True),
        ({"content": "", "text": f"see {URL}?utm_source=mastodon"}, URL, True),
        ({"content": None, "card": None}, URL, False),
    ],
)
def test_a_status_is_recognised_by_its_links(
    status: dict[str, object], url: str, *, is_found: bool
) -> None:
    """In HTML, in the card, in plain text; never by a part of another address."""
    assert links_to(status, url) is is_found


ME = ok({"id": "9"})


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        (ok([]), NotFound),
        (ok([{"id": "3", "content": "", "url": "u", "card": {"url": URL}}]), Sent),
        (ok({"error": "no"}), Unknown),
        ([HTML], Unknown),
        ([httpx.Response(503)], Unknown),
    ],
)
def test_a_look_up_says_not_there_only_when_it_was_answered(
    pages: list[httpx.Response], expected: type
) -> None:
    """A server that fails to answer leaves it unknown."""
    server = Server({"GET /api/v1/accounts/verify_credentials": list(ME),
                     "GET /api/v1/accounts/9/statuses": list(pages)})  # fmt: skip
    found = server.use(lambda publisher, session: publisher.find(announcement(), session))
    assert isinstance(found, expected)
    assert not [one for one in server.asked if one.method != "GET"]


def test_a_delete_is_believed_only_when_the_post_is_gone() -> None:
    """Some servers answer 404 to a delete and keep the post."""
    gone = Server({"DELETE /api/v1/statuses/7": ok({"id": "7"})})
    kept = Server({"GET /api/v1/statuses/7": ok({"id": "7"})})
    sent = Sent(remote_id="7")
    assert gone.use(lambda publisher, session: publisher.delete(sent, session)) == sent
    assert isinstance(kept.use(lambda publisher, session: publisher.delete(sent, session)), Unknown)


def test_a_server_cannot_vouch_for_another_s_copy() -> None:
    """The account moved since: "not found" on the new server says nothing of the copy on the old one."""
    server = Server({})
    sent = Sent(remote_id="7", url="https://old.example/@larkfield/7")
    outcome = server.use(lambda publisher, session: publisher.delete(sent, session))
    assert isinstance(outcome, Unknown)
    assert "the copy is on old.example" in outcome.reason
