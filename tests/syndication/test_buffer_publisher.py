"""Buffer: each network's own fields, errors inside HTTP 200, posts that are sent later or never."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.servers.buffer_server import BufferServer
from tests.servers.strict_server import Asked, Reply, network_running

from bedside.platforms import PLATFORMS, buffer_api
from bedside.platforms.base import (
    AccountHealth,
    Announcement,
    Deferred,
    Film,
    NotFound,
    Outcome,
    Rejected,
    Sent,
    Session,
    ShareText,
    Unknown,
)
from bedside.platforms.buffer_api import BufferPublisher
from bedside.platforms.buffer_input import SERVICES
from bedside.platforms.publishers import PUBLISHERS, publisher_of
from bedside.platforms.wire import new_client
from bedside.practice import Account

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FILM = "https://larkfield.example/videos/flu.mp4"
URL = "https://larkfield.example/blog/flu-shots/"
BUFFER = BufferPublisher()


@pytest.fixture
def server(allow: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> Iterator[BufferServer]:
    """Run Buffer; patience is short."""
    monkeypatch.setattr(buffer_api, "_WAITS", (0, 0))
    with network_running(BufferServer()) as one:
        allow(one.url)
        yield one
        assert one.refused == []


@pytest.fixture
def session(server: BufferServer) -> Iterator[Session]:
    """Return a session with LinkedIn's channel."""
    with new_client() as client:
        yield Session(account=account("linkedin", server), client=client, secret=server.secret,
                      now=lambda: NOW)  # fmt: skip


def account(platform: str, server: BufferServer) -> Account:
    """Return an account that goes through Buffer."""
    board = "/board-1" if platform == "pinterest" else ""
    return Account(id="acct", platform=platform, handle="@l", api=server.url, via="buffer",
                   target=f"chan-{SERVICES[platform]}{board}")  # fmt: skip


def announcement(platform: str = "linkedin", text: str = "When to get one.") -> Announcement:
    """Return an announcement of one post."""
    shared = ShareText(platform=platform, text=text, length=0, limit=PLATFORMS[platform].TEXT_LIMIT,
                       link=URL, title="Flu shots")  # fmt: skip
    return Announcement(
        uid="01M610AAAAAAAAAAAAAAAAAAAA", platform=platform, account="acct", slot="announce",
        text=shared, url=URL, title="Flu shots", description="", lang="en", published=NOW,
        film=Film(url=FILM, sha256="0" * 64) if platform == "youtube" else None, card=None, card_alt="Wide green", card_url="https://larkfield.example/cards/1.png",
    )  # fmt: skip


@pytest.mark.parametrize("platform", SERVICES)
def test_each_network_gets_its_own_fields(
    platform: str, session: Session, server: BufferServer
) -> None:
    """Buffer's schema accepts the request, and the post is found by link or by words."""
    one = announcement(platform, f"Flu shots {URL}" if platform == "x" else "When to get one.")
    mine = replace(session, account=account(platform, server))
    assert isinstance(BUFFER.publish(one, mine), Sent)
    assert isinstance(BUFFER.find(one, mine), Sent)
    given = server.posts[0]["given"]
    assert (given["mode"], given["schedulingType"]) == ("shareNow", "automatic")
    has_picture = platform in {"instagram", "pinterest", "google_business"}
    if platform == "youtube":
        assert given["assets"] == [{"video": {"url": FILM}}]
        assert given["metadata"]["youtube"]["title"] == "Flu shots"
        return
    assert [one["image"]["url"] for one in given["assets"]] == (
        ["https://larkfield.example/cards/1.png"] if has_picture else []
    )


def test_youtube_gets_nothing_without_a_film(session: Session, server: BufferServer) -> None:
    """It is said before Buffer is asked to post."""
    mine = replace(session, account=account("youtube", server))
    outcome = BUFFER.publish(replace(announcement("youtube"), film=None), mine)
    assert isinstance(outcome, Rejected)
    assert "none of its own" in outcome.reason
    assert server.posts == []


def test_an_account_names_its_network_and_the_way() -> None:
    """`via` decides who posts; what is written in the ledger stays the network."""
    direct = Account(id="a", platform="linkedin", handle="@l")
    through = direct.model_copy(update={"via": "buffer"})
    assert publisher_of(direct, PUBLISHERS) is PUBLISHERS["linkedin"]
    assert isinstance(publisher_of(through, PUBLISHERS), BufferPublisher)


def test_the_id_is_written_down_before_the_network_has_it(
    session: Session, server: BufferServer
) -> None:
    """A run that ends while Buffer is sending is settled by that id, whatever the words."""
    server.looks_until_sent = 99
    written: list[str] = []
    first = BUFFER.publish(announcement(), replace(session, prepare=written.append))
    assert isinstance(first, Unknown)
    assert written == ["buffer:post0"]
    later = replace(
        announcement(text="Other words"), url="https://other.example/", prepared=written[0]
    )
    assert isinstance(BUFFER.find(later, session), Unknown)
    server.looks_until_sent = 0
    assert BUFFER.find(later, session) == Sent(
        remote_id="buffer:post0", url="https://linkedin.example/post0"
    )
    server.posts.clear()
    assert BUFFER.find(later, session) == NotFound()


def test_what_the_network_refuses_is_said(session: Session, server: BufferServer) -> None:
    """Buffer took it, the network did not: a clear no, and later nothing is sent unasked."""
    server.fails_with = "Image could not be loaded"
    found = BUFFER.publish(announcement(), session)
    assert isinstance(found, Rejected)
    assert "Image could not be loaded" in found.reason
    assert isinstance(BUFFER.find(announcement(), session), Unknown)


def test_an_earlier_try_s_id_does_not_hide_a_later_try(
    session: Session, server: BufferServer
) -> None:
    """A person deleted the failed post, the next try lost its answer: it is found by its link."""
    BUFFER.publish(announcement(), session)
    later = replace(announcement(), prepared="buffer:deleted-by-a-person")
    found = BUFFER.find(later, session)
    assert isinstance(found, Sent)
    assert found.remote_id == "buffer:post0"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("InvalidInputError", Rejected), ("NotFoundError", Rejected), ("UnauthorizedError", Rejected),
     ("LimitReachedError", Deferred), ("UnexpectedError", Unknown), ("RestProxyError", Unknown)],
)  # fmt: skip
def test_typed_errors_inside_a_success(
    kind: str, expected: type[Outcome], session: Session, server: BufferServer
) -> None:
    """What Buffer refused was not posted; what failed behind Buffer may have been."""
    server.answers.append({"__typename": kind, "message": "No."})
    assert isinstance(BUFFER.publish(announcement(), session), expected)


@pytest.mark.parametrize(
    ("code", "expected"),
    [("UNAUTHORIZED", Rejected), ("FORBIDDEN", Rejected), ("NOT_FOUND", Rejected),
     ("RATE_LIMIT_EXCEEDED", Deferred), ("UNEXPECTED", Unknown), ("", Unknown)],
)  # fmt: skip
def test_errors_beside_the_data(
    code: str, expected: type[Outcome], session: Session, server: BufferServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The list of errors counts, not the status 200 above it."""
    answer = BufferServer.answer

    def failing(self: BufferServer, asked: Asked) -> Reply:
        if b"CreatePost" not in asked.body:
            return answer(self, asked)
        error: dict[str, Any] = {"message": "No.", "extensions": {"code": code}}
        return Reply(data={"data": None, "errors": [error]})

    monkeypatch.setattr(BufferServer, "answer", failing)
    assert isinstance(BUFFER.publish(announcement(), session), expected)
    assert server.posts == []


@pytest.mark.parametrize(
    ("channel", "said"),
    [({"isDisconnected": True}, "reconnect"), ({"isLocked": True}, "fewer channels"),
     ({"service": "twitter"}, "correct target"),
     ({"linkShortening": {"isEnabled": True}}, "turn it off")],
)  # fmt: skip
def test_a_channel_that_is_not_in_order_sends_nothing(
    channel: dict[str, Any], said: str, session: Session, server: BufferServer
) -> None:
    """It is seen before the post is handed over, and by an examination."""
    server.channel = channel
    found = BUFFER.publish(announcement(text=f"Flu shots {URL}"), session)
    assert isinstance(found, Rejected)
    assert found.whole_account
    assert said in found.reason
    health = BUFFER.examine(session)
    assert isinstance(health, AccountHealth)
    assert said in health.problem
    assert server.posts == []


def test_only_what_is_not_sent_yet_can_be_deleted(session: Session, server: BufferServer) -> None:
    """A copy on the network is a person's to remove; a failed one is deleted in Buffer."""
    sent = BUFFER.publish(announcement(), session)
    assert isinstance(sent, Sent)
    by_hand = BUFFER.delete(sent, session)
    assert isinstance(by_hand, Rejected)
    assert "https://linkedin.example/post0" in by_hand.reason
    server.posts[0] |= {"status": "error", "error": {"message": "No."}}
    assert BUFFER.delete(sent, session) == sent
    assert server.posts == []
    assert isinstance(BUFFER.delete(sent, session), Rejected)
    assert isinstance(BUFFER.delete(Sent(remote_id="urn:li:share:1"), session), Rejected)


def test_limits_left_are_told(session: Session) -> None:
    """Three windows, as the headers name them."""
    health = BUFFER.examine(session)
    assert isinstance(health, AccountHealth)
    assert "100-in-15min: 98 left" in health.notes[0]
