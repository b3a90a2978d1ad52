"""Google Business Profile, against its strict fake: signed in, judged, never doubled."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import httpx
import pytest
from tests.servers.google_fake import GoogleFake
from tests.servers.strict_server import Refused, network_running
from tests.syndication.desk import NOW, URL, announcement

from bedside.errors import BedsideError
from bedside.platforms.base import (
    AccountHealth,
    Deferred,
    NotFound,
    Rejected,
    Sent,
    Session,
    Unknown,
)
from bedside.platforms.google_business_api import GoogleBusinessPublisher
from bedside.platforms.google_login import GoogleLogin, GoogleLogins
from bedside.platforms.hosts import base_url
from bedside.platforms.wire import new_client
from bedside.practice import Account

ONE = announcement("google_business")


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[GoogleFake]:
    """Run a location whose verdicts are at once; pauses are left out."""
    monkeypatch.setattr("bedside.platforms.google_business_api._WAIT", 0)
    made = GoogleFake()
    with network_running(made):
        monkeypatch.setenv("BEDSIDE_ALLOW_HOSTS", made.url.removeprefix("http://"))
        yield made


class Desk:
    """A publisher and what it prepared."""

    def __init__(self, fake: GoogleFake, **more: Any) -> None:
        self.fake, self.more, self.prepared = fake, more, ""
        self.publisher = GoogleBusinessPublisher()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open a session."""
        given = {"api": self.fake.url, "target": self.fake.location} | self.more
        account = Account(id="one", platform="google_business", handle="l", secret_env="G", **given)
        with new_client() as client:
            yield Session(account=account, client=client, secret=json.dumps(self.fake.keys),
                          now=lambda: NOW, prepare=self._prepare)  # fmt: skip

    def _prepare(self, name: str) -> None:
        self.prepared = name


def test_what_google_has_not_judged_is_asked_for_by_the_next_run(fake: GoogleFake) -> None:
    """PROCESSING is not done: unknown, then found, and one update in all."""
    desk = Desk(fake)
    fake.slow = 8
    with desk.session() as session:
        assert isinstance(desk.publisher.publish(ONE, session), Unknown)
        again = replace(ONE, prepared=desk.prepared)
        assert isinstance(desk.publisher.find(again, session), Unknown)
        assert isinstance(desk.publisher.find(ONE, session), Unknown)
        fake.slow = 0
        found = desk.publisher.find(again, session)
        assert found == Sent(remote_id=desk.prepared, url="https://local.google.com/1")
        assert desk.publisher.publish(again, session) == found
    assert len(fake.posts) == 1


def test_a_refused_update_is_a_failure_and_is_changed_not_doubled(fake: GoogleFake) -> None:
    """The same words are refused again without a new update; new words are put into the old one."""
    desk = Desk(fake)
    fake.verdict = "REJECTED"
    with desk.session() as session:
        refused = desk.publisher.publish(ONE, session)
        assert isinstance(refused, Rejected)
        assert "change `share.google_business`" in refused.reason
        again = replace(ONE, prepared=desk.prepared)
        assert desk.publisher.find(again, session) == NotFound()
        assert isinstance(desk.publisher.publish(again, session), Rejected)
        fake.verdict = "LIVE"
        better = replace(again, text=replace(ONE.text, text="Better words."))
        assert isinstance(desk.publisher.publish(better, session), Sent)
    assert len(fake.posts) == 1
    assert [one.words for one in fake.copies()] == ["Better words."]


def test_a_re_share_is_known_by_its_words(fake: GoogleFake) -> None:
    """The button of both leads to the same page."""
    desk = Desk(fake)
    fake.page_size = 1
    reshare = replace(announcement("google_business", "Again, in other words."), slot="reshare-1")
    with desk.session() as session:
        first = desk.publisher.publish(ONE, session)
        assert desk.publisher.find(reshare, session) == NotFound()
        second = desk.publisher.publish(reshare, session)
        assert desk.publisher.find(reshare, session) == second
        assert first != second


def test_an_update_carries_language_button_and_card(fake: GoogleFake) -> None:
    """And nothing that the documentation does not know."""
    desk = Desk(fake)
    with desk.session() as session:
        desk.publisher.publish(ONE, session)
    (update,) = fake.posts.values()
    assert update["languageCode"] == "en-US"
    assert update["callToAction"] == {"actionType": "LEARN_MORE", "url": URL}
    assert update["media"][0]["sourceUrl"] == ONE.card_url


def test_an_empty_token_is_no_login_and_takes_no_login_s_place(fake: GoogleFake) -> None:
    """A full one stays; without one nothing is sent."""
    desk = Desk(fake)
    logins = GoogleLogins()
    with desk.session() as session:
        first = logins.get(session, fake.url)
        assert isinstance(first, GoogleLogin)
        fake.is_token_empty = True
        assert logins.get(session, fake.url) is first
        late = replace(session, now=lambda: first.ends)
        assert isinstance(logins.get(late, fake.url), Deferred)
        assert logins.get(session, fake.url) is first
        assert isinstance(desk.publisher.publish(ONE, session), Deferred)
        assert first.token not in repr(first)
    assert not fake.posts


def test_one_sign_in_serves_a_run_and_a_lost_one_is_made_again(fake: GoogleFake) -> None:
    """Google ends it in the middle: nothing was posted, the next try signs in."""
    desk = Desk(fake)
    with desk.session() as session:
        sent = desk.publisher.publish(ONE, session)
        assert isinstance(sent, Sent)
        assert fake.tokens == 1
        fake.token = "another"
        second = announcement("google_business", "Two.", url=f"{URL}2/")
        refused = desk.publisher.publish(second, session)
        assert isinstance(refused, Rejected)
        assert refused.whole_account
        assert isinstance(desk.publisher.publish(second, session), Sent)
    assert fake.tokens == 2


def test_a_refresh_token_that_has_ended_says_what_to_do(fake: GoogleFake) -> None:
    """The examination and a post say the same; no other post fares better."""
    desk = Desk(fake)
    with desk.session() as session:
        fake.keys = fake.keys | {"refresh_token": "taken back"}
        refused = desk.publisher.publish(ONE, session)
        health = desk.publisher.examine(session)
    assert isinstance(refused, Rejected)
    assert refused.whole_account
    assert "seven days" in refused.reason
    assert health == AccountHealth(problem=refused.reason)


QUOTA = {"error": {"code": 429, "status": "RESOURCE_EXHAUSTED", "message": "Quota exceeded",
                   "details": [{"metadata": {"quota_limit_value": "0"}}]}}  # fmt: skip
FIELD = {"error": {"code": 400, "message": "Request contains an invalid argument.", "details": [
    {"errorDetails": [{"code": 2, "field": "topic_type", "message": "Topic type is required."}]},
]}}  # fmt: skip


@pytest.mark.parametrize(
    ("refused", "expected", "said"),
    [
        (Refused(429, QUOTA), Rejected, "no quota"),
        (Refused(429, {"error": {"code": 429, "message": "busy"}}), Deferred, "too many"),
        (Refused(403, {"error": {"code": 403, "message": "denied"}}), Rejected, "given access"),
        (Refused(404, {"error": {"code": 404, "message": "none"}}), Rejected, "correct `target`"),
        (Refused(409, {"error": {"code": 409, "message": "at once"}}), Unknown, "at once"),
        (Refused(500, {"error": {"code": 500, "message": "internal"}}), Unknown, "HTTP 500"),
        (Refused(503, {}), Unknown, "HTTP 503"),
        (Refused(400, FIELD), Rejected, "topic_type: Topic type is required"),
        (Refused(200, {"error": {"message": "odd"}}), Unknown, "odd"),
        (Refused(200, {}), Unknown, "without the name"),
    ],
)
def test_each_answer_of_google_has_its_meaning(
    fake: GoogleFake, monkeypatch: pytest.MonkeyPatch, refused: Refused, expected: type, said: str
) -> None:
    """Only a clear no is rejected or deferred."""

    def refuse(*_arguments: Any) -> dict[str, Any]:
        raise refused

    monkeypatch.setattr(GoogleFake, "_create", refuse)
    desk = Desk(fake)
    with desk.session() as session:
        found = desk.publisher.publish(ONE, session)
    assert not isinstance(found, Sent)
    assert type(found) is expected
    assert said in found.reason


def test_a_target_that_is_no_location_is_said_before_anything_is_asked(fake: GoogleFake) -> None:
    """The number alone is what people copy."""
    desk = Desk(fake, target="12345")
    with desk.session() as session:
        refused = desk.publisher.publish(ONE, session)
    assert isinstance(refused, Rejected)
    assert "accounts/NUMBER/locations/NUMBER" in refused.reason
    assert fake.tokens == 0


def test_keys_go_to_google_s_own_token_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """With Google's address the sign-in goes to oauth2.googleapis.com and nowhere else."""
    monkeypatch.delenv("BEDSIDE_ALLOW_HOSTS", raising=False)
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(200, json={"access_token": "a", "expires_in": 3599})

    account = Account(id="one", platform="google_business", handle="l", secret_env="G",
                      target="accounts/1/locations/2")  # fmt: skip
    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        session = Session(account=account, client=client, secret=json.dumps(GoogleFake().keys),
                          now=lambda: NOW)  # fmt: skip
        GoogleBusinessPublisher().examine(session)
    assert asked[0] == "https://oauth2.googleapis.com/token"
    assert asked[1].startswith("https://mybusiness.googleapis.com/v4/accounts/1/locations/2/")
    elsewhere = account.model_copy(update={"api": "https://googleapis.com.evil.example"})
    with pytest.raises(BedsideError):
        base_url(elsewhere, GoogleBusinessPublisher.HOSTS)


def test_a_secret_without_its_parts_names_them(fake: GoogleFake) -> None:
    """Never their values."""
    desk = Desk(fake)
    with desk.session() as session, pytest.raises(BedsideError, match="lacks client_id") as told:
        desk.publisher.publish(ONE, replace(session, secret='{"refresh_token": "r3fresh"}'))
    assert "r3fresh" not in str(told.value)
