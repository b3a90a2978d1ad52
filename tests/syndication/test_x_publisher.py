"""X: keys that lack a part, text that is too long, links that X hides, the time a limit ends."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.servers.strict_server import Asked, Reply, network_running
from tests.servers.x_server import XServer

from bedside.platforms import x as wording
from bedside.platforms.base import (
    AccountHealth,
    Announcement,
    Deferred,
    NotFound,
    Rejected,
    Sent,
    Session,
    ShareText,
    Unknown,
)
from bedside.platforms.wire import new_client
from bedside.platforms.x_api import XPublisher
from bedside.practice import Account
from bedside.uid import mint_uid

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://larkfield.example/blog/flu-shots/"
X = XPublisher()


@pytest.fixture
def server(allow: Callable[..., None]) -> Iterator[XServer]:
    """Run X."""
    with network_running(XServer()) as one:
        one.public = one.url
        allow(one.url)
        yield one


@pytest.fixture
def session(server: XServer) -> Iterator[Session]:
    """Return a session with that server."""
    account = Account(id="x", platform="x", handle="@l", api=server.url, monthly_cap_usd=5)
    with new_client() as client:
        yield Session(account=account, client=client, secret=server.secret, now=lambda: NOW)


def announcement(text: str = f"Flu shots <now> & here {URL}") -> Announcement:
    """Return an announcement of one post."""
    shared = ShareText(platform="x", text=text, length=0, limit=wording.TEXT_LIMIT)
    return Announcement(
        uid=mint_uid(NOW), platform="x", account="x", slot="announce", text=shared, url=URL,
        title="Flu shots", description="", lang="en", published=NOW, card=None,
    )  # fmt: skip


def test_a_secret_that_lacks_a_part_sends_nothing(session: Session, server: XServer) -> None:
    """The part is named, no value is."""
    parts = json.loads(server.secret)
    del parts["access_token_secret"]
    found = X.publish(announcement(), replace(session, secret=json.dumps(parts)))
    assert isinstance(found, Deferred)
    assert "lacks access_token_secret" in found.reason
    assert "app-secret" not in found.reason
    assert server.asked == []


def test_a_text_over_the_limit_is_not_paid_for(session: Session, server: XServer) -> None:
    """280 by X's own count; an account that may write more says so."""
    long = announcement("x" * 281)
    assert isinstance(X.publish(long, session), Rejected)
    assert server.asked == []
    more = session.account.model_copy(update={"max_characters": 25_000})
    X.publish(long, replace(session, account=more))
    assert server.asked == ["POST /2/tweets"]


def test_the_links_that_x_hides_are_asked_for_by_either_name(
    session: Session, server: XServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where one name of the parameter brings no links the other does; without links nothing is said."""
    X.publish(announcement(), session)
    timeline = XServer._timeline
    monkeypatch.setattr(
        server.contract, "problem", lambda _asked: ""
    )  # it knows the newer name only

    def older(self: XServer, asked: Asked) -> Reply:
        known = "post.fields=entities" if "tweet.fields" in asked.query else ""
        return timeline(self, replace(asked, target=f"{asked.path}?max_results=20&{known}"))

    monkeypatch.setattr(XServer, "_timeline", older)
    assert isinstance(X.find(announcement(), session), Sent)

    def neither(self: XServer, asked: Asked) -> Reply:
        return timeline(self, replace(asked, target=f"{asked.path}?max_results=20"))

    monkeypatch.setattr(XServer, "_timeline", neither)
    assert isinstance(X.find(announcement(), session), Unknown)


def test_an_article_whose_date_was_moved_is_still_found(session: Session, server: XServer) -> None:
    """The search begins a day before the article's uid was minted, whatever date it carries today."""
    X.publish(announcement(), session)
    moved = replace(announcement(), published=NOW + timedelta(days=30))
    X.find(moved, session)
    assert any("start_time=2026-11-21" in line for line in server.asked)


def test_more_posts_than_are_read_leave_it_open(session: Session, server: XServer) -> None:
    """Reading costs, so a hundred posts are read; beyond that a person looks."""
    server.posts[:] = [
        {"id": str(n), "text": "other", "sent": "", "entities": {"urls": []}} for n in range(101)
    ]
    assert isinstance(X.find(announcement(), session), Unknown)
    server.posts.pop()
    assert X.find(announcement(), session) == NotFound()


def test_a_repeat_is_known_by_its_words(session: Session, server: XServer) -> None:
    """X's short links and escaped signs are undone before words are compared."""
    X.publish(announcement(), session)
    again = replace(announcement(), slot="reshare-2027-03")
    assert isinstance(X.find(again, session), Sent)
    other = replace(announcement(f"A year later: {URL}"), slot="reshare-2027-03")
    assert X.find(other, session) == NotFound()


def test_the_limit_ends_when_x_says(
    session: Session, server: XServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """X names the second in a header of its own."""
    until = NOW + timedelta(minutes=7)
    headers = {"x-rate-limit-reset": str(int(until.timestamp()))}
    refusal = Reply(status=429, data={"title": "Too Many Requests"}, headers=headers)
    monkeypatch.setattr(XServer, "_create", lambda _self, _asked: refusal)
    found = X.publish(announcement(), session)
    assert isinstance(found, Deferred)
    assert found.until == until


def test_the_same_text_again_is_looked_for(session: Session, server: XServer) -> None:
    """X refuses a repeat and names no post: it may be ours, so it is unknown, and then found."""
    X.publish(announcement(), session)
    assert isinstance(X.publish(announcement(), session), Unknown)
    assert isinstance(X.find(announcement(), session), Sent)
    assert len(server.posts) == 1


def test_an_app_that_may_only_read_is_a_problem(
    session: Session, server: XServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And copies of another way of sending are not deleted by their ids."""
    me = Reply(data={"data": {"id": "77", "username": "l"}}, headers={"x-access-level": "read"})
    monkeypatch.setattr(XServer, "answer", lambda _self, _asked: me)
    health = X.examine(session)
    assert isinstance(health, AccountHealth)
    assert "Read and write" in health.problem
    assert isinstance(X.delete(Sent(remote_id="buffer:1"), session), Rejected)
