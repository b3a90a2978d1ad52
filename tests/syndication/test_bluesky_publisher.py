"""Bluesky's API: answers as a PDS 0.4.217 gave them, and what each of them means."""

from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from tests.servers.pds_server import PdsServer

from bedside.platforms import bluesky as wording
from bedside.platforms.base import (
    Announcement,
    Deferred,
    Outcome,
    Rejected,
    Sent,
    Session,
    ShareText,
    Unknown,
)
from bedside.platforms.bluesky_api import BlueskyPublisher
from bedside.platforms.tid import tid_for
from bedside.practice import Account

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
UID = "01M610AAAAAAAAAAAAAAAAAAAA"
DID = "did:plc:abc"
AT = f"at://{DID}/app.bsky.feed.post/{tid_for(UID, 'bsky', 'announce')}"


def announcement(card: Path | None = None, uid: str = UID) -> Announcement:
    """Return an announcement of one post."""
    text = ShareText(platform="bluesky", text="Flu shots", length=9, limit=wording.TEXT_LIMIT)
    return Announcement(
        uid=uid, platform="bluesky", account="bsky", slot="announce", text=text,
        url="https://larkfield.example/blog/flu/", title="Flu", description="", lang="en",
        published=NOW, card=card,
    )  # fmt: skip


def publish(
    answers: dict[str, httpx.Response], card: Path | None = None, times: int = 1
) -> list[Outcome]:
    """Publish to a server with these answers by method name; logins always succeed."""

    def answer(request: httpx.Request) -> httpx.Response:
        name = request.url.path.removeprefix("/xrpc/com.atproto.")
        asked.append(name)
        login = httpx.Response(200, json={"did": DID, "accessJwt": "jwt"})
        return answers.get(name, login)

    asked: list[str] = []
    account = Account(id="bsky", platform="bluesky", handle="@larkfield.example", secret_env="X")
    publisher = BlueskyPublisher()
    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        session = Session(account=account, client=client, secret="pass", now=lambda: NOW)
        outcomes = [publisher.publish(announcement(card), session) for _ in range(times)]
    assert asked.count("server.createSession") <= 1
    return outcomes


def said(status: int, error: str, **headers: str) -> dict[str, httpx.Response]:
    """Return an error of putRecord."""
    body = {"error": error, "message": "said so"}
    return {"repo.putRecord": httpx.Response(status, json=body, headers=headers)}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"repo.putRecord": httpx.Response(200, json={"uri": AT, "cid": "b"})}, Sent),
        (said(400, "InvalidSwap"), Sent),
        (said(400, "InvalidRequest"), Rejected),
        (said(400, "ExpiredToken"), Deferred),
        (said(429, "RateLimitExceeded"), Deferred),
        (said(500, "InternalServerError"), Unknown),
        ({"repo.putRecord": httpx.Response(200, json={"uri": "at://someone/else/1"})}, Unknown),
        ({"server.createSession": httpx.Response(401, json={"error": "AuthenticationRequired"})}, Rejected),
        ({"server.createSession": httpx.Response(502)}, Deferred),
        ({"server.createSession": httpx.Response(200, json={"did": DID})}, Deferred),
    ],
)  # fmt: skip
def test_each_answer_has_its_meaning(answers: dict[str, httpx.Response], expected: type) -> None:
    """A record that is there already is the same post; before the record nothing is posted."""
    assert isinstance(publish(answers)[0], expected)


def test_a_limit_s_reset_is_kept() -> None:
    """Bluesky names it in seconds since 1970."""
    (outcome,) = publish(said(429, "RateLimitExceeded", **{"RateLimit-Reset": "1795350000"}))
    assert outcome == Deferred(
        reason="Bluesky: too many requests: said so", until=datetime.fromtimestamp(1795350000, UTC)
    )


def test_one_login_serves_all_posts_of_a_run() -> None:
    """Sessions are few: 300 a day."""
    sent = {"repo.putRecord": httpx.Response(200, json={"uri": AT})}
    assert (
        publish(sent, times=3)
        == [Sent(remote_id=AT, url=f"https://bsky.app/profile/{DID}/post/{AT[-13:]}")] * 3
    )


def test_a_card_beyond_the_limit_is_rejected_before_anything_is_sent(tmp_path: Path) -> None:
    """1,000,000 bytes fit, one more does not."""
    card = tmp_path / "card.png"
    blob = {"repo.uploadBlob": httpx.Response(200, json={"blob": {"$type": "blob"}}),
            "repo.putRecord": httpx.Response(200, json={"uri": AT})}  # fmt: skip
    card.write_bytes(b"x" * 1_000_000)
    assert isinstance(publish(blob, card)[0], Sent)
    card.write_bytes(b"x" * 1_000_001)
    (outcome,) = publish(blob, card)
    assert isinstance(outcome, Rejected)
    assert "1,000,001 bytes" in outcome.reason


def test_a_real_server_takes_the_record_once_and_deletes_it(
    pds: PdsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two sends, one record; a delete, and a second one, leave none."""
    monkeypatch.setenv("BEDSIDE_ALLOW_HOSTS", pds.url.removeprefix("http://"))
    account = Account(id="bsky", platform="bluesky", handle=pds.handle, api=pds.url, secret_env="X")
    publisher, one = BlueskyPublisher(), announcement(uid="01M611AAAAAAAAAAAAAAAAAAAA")
    before = len(pds.posts())
    with httpx.Client(timeout=30, trust_env=False) as client:
        session = Session(account=account, client=client, secret=pds.password, now=lambda: NOW)
        first, second = publisher.publish(one, session), publisher.publish(one, session)
        assert isinstance(first, Sent)
        assert first == second == publisher.find(one, session)
        assert len(pds.posts()) == before + 1
        assert publisher.delete(first, session) == publisher.delete(first, session) == first
    assert len(pds.posts()) == before
