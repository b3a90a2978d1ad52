"""LinkedIn: text that is not cut, versions that end, tokens that end, the card uploaded first."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.servers.linkedin_server import _LITTLE, LinkedInServer
from tests.servers.strict_server import Asked, Reply, network_running

from bedside.platforms import linkedin as wording
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
from bedside.platforms.linkedin_api import LinkedInPublisher
from bedside.platforms.linkedin_text import little, plain
from bedside.platforms.linkedin_version import newest_version, version_note, version_problem
from bedside.platforms.wire import new_client
from bedside.practice import Account

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://larkfield.example/blog/flu-shots/"
PAGE = LinkedInPublisher()


@pytest.fixture
def server(allow: Callable[..., None]) -> Iterator[LinkedInServer]:
    """Run LinkedIn."""
    with network_running(LinkedInServer()) as one:
        one.public = one.url
        allow(one.url)
        yield one


@pytest.fixture
def session(server: LinkedInServer) -> Iterator[Session]:
    """Return a session with that server."""
    account = Account(
        id="page", platform="linkedin", handle="@l", api=server.url, target="2414183",
        api_version="202610",
    )  # fmt: skip
    with new_client() as client:
        yield Session(account=account, client=client, secret=server.secret, now=lambda: NOW)


@pytest.fixture
def announcement(tmp_path: Path) -> Announcement:
    """Return an announcement with a card."""
    Image.new("RGB", (1200, 630), "#1f5a4a").save(tmp_path / "card.png")
    text = ShareText(platform="linkedin", text="When to get one (and where).", length=28, link=URL,
                     limit=wording.TEXT_LIMIT)  # fmt: skip
    return Announcement(
        uid="01M610AAAAAAAAAAAAAAAAAAAA", platform="linkedin", account="page", slot="announce",
        text=text, url=URL, title="Flu shots", description="When & where", lang="en",
        published=NOW, card=tmp_path / "card.png", card_alt="Wide green",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("Two (2) doses", r"Two \(2\) doses"),
        (r"a\b|c{d}@e[f]<g>*h_i~j", r"a\\b\|c\{d\}\@e\[f\]\<g\>\*h\_i\~j"),
        ("Get one #FluShot now, #1 tip", r"Get one #FluShot now, \#1 tip"),
        ("#flu_shot", r"#flu\_shot"),
        ("See https://cdc.gov/a_b/(c)~d#e now", r"See https://cdc.gov/a_b/%28c%29%7Ed\#e now"),
    ],
)
def test_reserved_characters_are_escaped(text: str, sent: str) -> None:
    """All but hashtags and addresses, which keep working."""
    assert little(text) == sent


@given(st.text(alphabet=r"ab #@(){}[]<>|*_~\ https://x.y/é", max_size=60))
def test_nothing_that_would_cut_a_post_is_left(text: str) -> None:
    """Whatever the words, the result is `little` text and reads as it was written."""
    made = little(text)
    assert _LITTLE.fullmatch(made)
    if "://" not in text:
        assert plain(made) == text


def test_hashtags_come_back_as_templates() -> None:
    """LinkedIn may show a hashtag as a template of its own."""
    assert plain(r"Now \(really\) {hashtag|\#|FluShot}") == "Now (really) #FluShot"


@pytest.mark.parametrize(
    ("version", "today", "said"),
    [
        ("202610", date(2026, 11, 22), ""),
        ("202601", date(2026, 11, 1), ""),
        ("202601", date(2026, 11, 22), "ends about 2027-01-01: set api_version to 202610"),
        ("202511", date(2026, 11, 22), "should have ended about 2026-11-01"),
    ],
)
def test_a_version_warns_sixty_days_before_its_year_is_over(
    version: str, today: date, said: str
) -> None:
    """And names the one to take instead."""
    note = version_note(version, today)
    assert said in note
    assert bool(note) == bool(said)


def test_a_version_is_year_and_month() -> None:
    """Anything else is refused before it is sent."""
    assert version_problem("202610") == ""
    assert "year and month" in version_problem("2026-10")
    assert newest_version(date(2027, 1, 3)) == "202612"


def test_the_card_is_uploaded_first(
    session: Session, server: LinkedInServer, announcement: Announcement
) -> None:
    """The card's bytes stand behind the post, its title and description are not escaped."""
    assert isinstance(PAGE.publish(announcement, session), Sent)
    assert announcement.card is not None
    assert list(server.images.values()) == [announcement.card.read_bytes()]
    article = server.posts[0]["content"]["article"]
    assert (article["title"], article["description"]) == ("Flu shots", "When & where")
    assert server.refused == []


def test_an_upload_answered_with_words_was_no_upload(
    session: Session,
    server: LinkedInServer,
    announcement: Announcement,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was stored is answered with nothing; anything else keeps the post back."""
    said = Reply(data={"message": "Media is not allowed"})
    monkeypatch.setattr(LinkedInServer, "_upload", lambda *_: said)
    found = PAGE.publish(announcement, session)
    assert isinstance(found, Deferred)
    assert "the card was not uploaded: Media is not allowed" in found.reason
    assert server.posts == []


def test_a_token_goes_to_linkedin_alone(
    session: Session, server: LinkedInServer, announcement: Announcement
) -> None:
    """An upload address on another host gets neither the picture nor the token."""
    server.public = "https://linkedin.com.evil.example"
    found = PAGE.publish(announcement, session)
    assert isinstance(found, Deferred)
    assert "named no place" in found.reason


def test_a_retired_version_says_which_to_take(
    session: Session, server: LinkedInServer, announcement: Announcement
) -> None:
    """426 is a clear no with the way out."""
    server.live_versions = ("202611",)
    found = PAGE.publish(announcement, session)
    assert isinstance(found, Rejected)
    assert "set api_version to 202610" in found.reason
    health = PAGE.examine(session)
    assert isinstance(health, AccountHealth)
    assert "retired" in health.problem


def test_the_same_text_again_is_looked_for(
    session: Session, server: LinkedInServer, announcement: Announcement
) -> None:
    """LinkedIn's refusal of a repeat names a post that may be gone, so it is never taken for sent."""
    PAGE.publish(announcement, session)
    again = PAGE.publish(announcement, session)
    assert isinstance(again, Unknown)
    assert isinstance(PAGE.find(announcement, session), Sent)
    assert len(server.posts) == 1


def test_without_the_right_to_read_a_lost_answer_stays_open(
    session: Session, server: LinkedInServer, announcement: Announcement
) -> None:
    """Looking needs `r_organization_social`; examining names it."""
    server.scope = "w_organization_social"
    assert isinstance(PAGE.find(announcement, session), Unknown)
    health = PAGE.examine(session)
    assert isinstance(health, AccountHealth)
    assert (health.problem, health.missing_scopes) == ("", ("r_organization_social",))
    assert health.expires == datetime.fromtimestamp(1_800_000_000, UTC)


def test_a_plain_token_works_and_its_end_is_unknown(
    session: Session, server: LinkedInServer, announcement: Announcement
) -> None:
    """The secret may be the access token alone."""
    plain_session = replace(session, secret="AQX-token-0123456789")
    assert isinstance(PAGE.publish(announcement, plain_session), Sent)
    health = PAGE.examine(plain_session)
    assert isinstance(health, AccountHealth)
    assert health.expires is None
    assert "client_id" in health.notes[0]


def test_a_day_s_limit_ends_at_midnight_utc(
    session: Session, server: LinkedInServer, announcement: Announcement,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """No header says so, the documentation does."""

    def full(_self: Any, _asked: Asked) -> Reply:
        return Reply(status=429, data={"status": 429, "message": "Resource level throttle"})

    monkeypatch.setattr(LinkedInServer, "_begin", full)
    found = PAGE.publish(announcement, session)
    assert isinstance(found, Deferred)
    assert found.until == datetime(2026, 11, 23, tzinfo=UTC)


def test_old_posts_end_the_search(
    session: Session, server: LinkedInServer, announcement: Announcement
) -> None:
    """Posts older than the article cannot be its copies; too many younger ones leave it open."""
    PAGE.publish(announcement, session)
    ours = server.posts.pop()
    other = ours | {"content": {"article": {"source": "https://larkfield.example/"}}}
    server.posts[:] = [other | {"createdAt": 1} for _ in range(200)]
    asked = len(server.asked)
    assert PAGE.find(announcement, session) == NotFound()
    assert len(server.asked) - asked == 1
    server.posts[:] = [other for _ in range(600)]
    assert isinstance(PAGE.find(announcement, session), Unknown)
