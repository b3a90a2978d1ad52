"""A server that speaks Mastodon's API loosely, as snac2 2.75 did when it ran here on 2026-11-22.

Checked against its source, mastoapi.c (read 2026-11-22): an account's statuses are its newest 256
each time, whatever `limit` and `max_id` say; JSON alone is taken as JSON; an uploaded file has the
hash of its name as its id. A status's id begins with the second of its last change, and older ids of
it go on working (2.75 and 2.96, both ran here on 2026-11-23).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from html import escape
from typing import Any

import httpx
import pytest

from bedside.platforms import mastodon as wording
from bedside.platforms.base import Announcement, NotFound, Sent, Session, ShareText, Unknown
from bedside.platforms.mastodon_api import MastodonPublisher
from bedside.practice import Account

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://larkfield.example/blog/flu-shots/"
PAGE = "<!doctype html><title>Not found</title>"
LIMITS = {"statuses": {"max_characters": 100_000, "characters_reserved_per_url": 32}}


@dataclass(slots=True)
class Loose:
    """No v2, keys ignored, pages as errors, no cards, and a delete that deletes nothing."""

    fault: str = ""  # `lost`: it posts and does not answer; `page`: it posts and answers a page
    statuses: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api/")
        assert request.headers.get("Authorization") == "Bearer t0ken" or path.endswith("instance")
        match request.method, path:
            case "GET", "v1/instance":
                return httpx.Response(200, json={"configuration": LIMITS})
            case "POST", "v1/statuses":
                return self._post(request)
            case "GET", "v1/accounts/verify_credentials":
                return httpx.Response(200, json={"id": "9"})
            case "GET", "v1/accounts/9/statuses":
                return httpx.Response(200, json=self.statuses[::-1][:256])
            case "GET", _ if path.removeprefix("v1/statuses/") in {
                one["id"] for one in self.statuses
            }:
                return httpx.Response(200, json=self.statuses[0])
        return httpx.Response(404, text=PAGE, headers={"Content-Type": "text/html"})

    def _post(self, request: httpx.Request) -> httpx.Response:
        if request.headers["Content-Type"] != "application/json":
            return httpx.Response(400)
        number = len(self.statuses) + 1
        link = f'<a href="{escape(URL)}" target="_blank">{escape(URL)}</a>'
        status = {"id": f"1795351{number}", "content": f"<p>Flu shots {link}</p>", "card": None,
                  "created_at": "2026-11-22T12:00:00Z", "url": f"https://social.example/practice/p/{number}"}  # fmt: skip
        self.statuses.append(status)
        if self.fault == "lost":
            raise httpx.ReadError("closed", request=request)
        if self.fault == "page":
            return httpx.Response(200, text=PAGE, headers={"Content-Type": "text/html"})
        return httpx.Response(200, json=status)


def announcement() -> Announcement:
    text = ShareText(
        platform="mastodon", text=f"Flu shots {URL}", length=9, limit=wording.TEXT_LIMIT
    )
    return Announcement(
        uid="01M610AAAAAAAAAAAAAAAAAAAA", platform="mastodon", account="masto", slot="announce",
        text=text, url=URL, title="Flu shots", description="", lang="en", published=NOW, card=None,
    )  # fmt: skip


@pytest.fixture
def server() -> Loose:
    """Return the server."""
    return Loose()


@pytest.fixture
def session(server: Loose) -> Iterator[Session]:
    """Return a session with it."""
    account = Account(id="masto", platform="mastodon", handle="@l@social.example", secret_env="X")
    with httpx.Client(transport=httpx.MockTransport(server)) as client:
        yield Session(account=account, client=client, secret="t0ken", now=lambda: NOW)


@pytest.mark.parametrize("fault", ["lost", "page"])
def test_what_was_posted_without_an_answer_is_found_and_not_posted_again(
    fault: str, server: Loose, session: Session
) -> None:
    """The key protects nothing here: only looking does."""
    publisher, server.fault = MastodonPublisher(), fault
    assert isinstance(publisher.find(announcement(), session), NotFound)
    assert isinstance(publisher.publish(announcement(), session), Unknown)
    found = publisher.find(announcement(), session)
    assert found == Sent(remote_id="17953511", url="https://social.example/practice/p/1")
    assert len(server.statuses) == 1


def test_the_server_is_as_loose_as_it_is_said_to_be(server: Loose, session: Session) -> None:
    """Posted twice with one key it has two: this is what a blind repeat would do."""
    publisher = MastodonPublisher()
    first, second = (publisher.publish(announcement(), session) for _ in range(2))
    assert isinstance(first, Sent)
    assert first != second
    assert len(server.statuses) == 2


def test_a_delete_that_keeps_the_post_is_not_called_done(server: Loose, session: Session) -> None:
    """It answers 404 and goes on showing it: a person is told."""
    publisher = MastodonPublisher()
    sent = publisher.publish(announcement(), session)
    assert isinstance(sent, Sent)
    outcome = publisher.delete(sent, session)
    assert isinstance(outcome, Unknown)
    assert "by hand" in outcome.reason
    assert server.statuses


def test_an_edit_that_renames_the_status_does_not_hide_whose_it_is(
    server: Loose, session: Session
) -> None:
    """A repeat of the page is not taken for sent because the first copy has another id now."""
    sent = MastodonPublisher().publish(announcement(), session)
    assert isinstance(sent, Sent)
    server.statuses[0]["id"] = "17953599"
    later = replace(announcement(), slot="reshare-2027-03", other_copies=sent.names)
    assert isinstance(MastodonPublisher().find(later, session), NotFound)


def _others(number: int, made: str) -> list[dict[str, Any]]:
    return [
        {"id": f"other{index}", "content": "<p>else</p>", "card": None, "created_at": made}
        for index in range(number)
    ]


@pytest.mark.parametrize(("number", "made", "expected"), [
    (3, "2026-11-22T12:00:00Z", NotFound),  # all that there is
    (256, "2026-01-01T12:00:00Z", NotFound),  # further back than the article
    (256, "2026-11-22T12:00:00Z", Unknown),  # more may be behind them
])  # fmt: skip
def test_a_page_that_comes_again_and_again_is_no_proof(
    number: int, made: str, expected: type, server: Loose, session: Session
) -> None:
    """Only what is all there is, or reaches back to the article's beginning, says "not there"."""
    server.statuses = _others(number, made)
    assert isinstance(MastodonPublisher().find(announcement(), session), expected)


def test_an_account_that_posts_without_end_is_left_to_a_person(session: Session) -> None:
    """Twenty-five pages of new statuses without ours are no proof either."""
    pages = 0

    def endless(request: httpx.Request) -> httpx.Response:
        nonlocal pages
        if request.url.path.endswith("verify_credentials"):
            return httpx.Response(200, json={"id": "9"})
        pages += 1
        made = _others(40, "2026-11-22T12:00:00Z")
        return httpx.Response(200, json=[one | {"id": f"{pages}-{one['id']}"} for one in made])

    with httpx.Client(transport=httpx.MockTransport(endless)) as client:
        found = MastodonPublisher().find(announcement(), replace(session, client=client))
    assert isinstance(found, Unknown)
    assert pages == 25
