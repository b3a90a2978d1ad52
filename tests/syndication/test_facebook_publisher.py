"""A Facebook page, against its strict fake: read in first, looked for, proven, examined."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.servers.facebook_fake import FacebookFake
from tests.syndication.desk import NOW, TOKEN, URL, Desk, announcement, desk

from bedside.platforms.base import (
    AccountHealth,
    NotFound,
    Rejected,
    Sent,
    Unknown,
)
from bedside.platforms.facebook_api import FacebookPublisher


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bedside.platforms.facebook_api._WAIT", 0)
    monkeypatch.setattr("bedside.platforms.meta_containers._WAIT", 0)


@pytest.fixture
def facebook(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[FacebookFake, Desk]]:
    """Run a page."""
    fake = FacebookFake()
    with desk(fake, "facebook", monkeypatch) as made:
        yield fake, made


def test_facebook_reads_the_page_in_before_its_link_is_posted(
    facebook: tuple[FacebookFake, Desk],
) -> None:
    """Until it shows a picture, so that the first card is the right one."""
    fake, made = facebook
    fake.blind = 2
    with made.session() as session:
        assert isinstance(FacebookPublisher().publish(announcement("facebook"), session), Sent)
    assert fake.read_in == [URL] * 3
    assert fake.posts[0]["link"] == URL


def test_where_facebook_finds_no_picture_the_card_is_posted_and_found_again(
    facebook: tuple[FacebookFake, Desk],
) -> None:
    """As a photograph with its alt text, the address below the words."""
    fake, made = facebook
    fake.blind = 9
    one = announcement("facebook", words="Flu shots.\n\n#FluShot")
    with made.session() as session:
        sent = FacebookPublisher().publish(one, session)
        assert isinstance(sent, Sent)
        assert fake.posts[0]["words"] == f"Flu shots.\n\n#FluShot\n\n{URL}"
        assert FacebookPublisher().find(one, session) == sent
        reshare = replace(one, slot="reshare-2027-03")
        assert FacebookPublisher().find(reshare, session) == sent
        other = replace(announcement("facebook", "Other words."), slot="reshare-2027-03")
        assert FacebookPublisher().find(other, session) == NotFound()


def test_what_facebook_takes_for_a_repeat_is_looked_for(
    facebook: tuple[FacebookFake, Desk],
) -> None:
    """There: it is that post. Not there: refused for good, never sent again."""
    fake, made = facebook
    with made.session() as session:
        sent = FacebookPublisher().publish(announcement("facebook"), session)
        assert FacebookPublisher().publish(announcement("facebook"), session) == sent
        fake.posts[0]["attachments"] = {"data": [{"unshimmed_url": "https://other.example/"}]}
        fake.posts[0]["message"] = "Other words."
        refused = FacebookPublisher().publish(announcement("facebook"), session)
    assert isinstance(refused, Rejected)
    assert "change its words" in refused.reason
    assert len(fake.posts) == 1


def test_the_same_words_for_another_page_are_another_post(
    facebook: tuple[FacebookFake, Desk],
) -> None:
    """Last year's flu shots are not this year's."""
    _, made = facebook
    old = announcement("facebook", url=URL.replace("shots", "shots-2025"))
    with made.session() as session:
        FacebookPublisher().publish(old, session)
        assert FacebookPublisher().find(announcement("facebook"), session) == NotFound()


def test_a_look_up_reads_page_by_page_and_never_says_not_there_too_early(
    facebook: tuple[FacebookFake, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oldest of many is found; an account with more than is read stays unknown."""
    fake, made = facebook
    fake.page_size = 2
    with made.session() as session:
        first = FacebookPublisher().publish(announcement("facebook"), session)
        for number in range(5):
            later = announcement("facebook", url=f"{URL}{number}/")
            FacebookPublisher().publish(later, session)
        assert FacebookPublisher().find(announcement("facebook"), session) == first
        monkeypatch.setattr("bedside.platforms.meta_copies._PAGES", 2)
        unknown = FacebookPublisher().find(announcement("facebook"), session)
        assert isinstance(unknown, Unknown)
        assert "more posts than" in unknown.reason


def test_the_app_s_own_secret_proves_every_request(monkeypatch: pytest.MonkeyPatch) -> None:
    """An app that demands the proof gets it; the app's keys ask what the token may do."""
    secret = json.dumps({"access_token": TOKEN, "app_id": "77", "app_secret": "app-secret-1"})
    fake = FacebookFake(app_secret="app-secret-1", ends=int(NOW.timestamp()) + 86400)
    with desk(fake, "facebook", monkeypatch, secret=secret) as made, made.session() as session:
        sent = FacebookPublisher().publish(announcement("facebook"), session)
        assert isinstance(sent, Sent)
        assert FacebookPublisher().delete(sent, session) == sent
        health = FacebookPublisher().examine(session)
    assert isinstance(health, AccountHealth)
    assert health.expires == NOW + timedelta(days=1)
    assert not health.missing_scopes


def test_a_missing_permission_is_named_before_and_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """The examination lists it, and more than is needed; a post is refused for the whole account."""
    fake = FacebookFake(scopes={"pages_read_engagement", "ads_management", "public_profile"})
    with desk(fake, "facebook", monkeypatch) as made, made.session() as session:
        health = FacebookPublisher().examine(session)
        refused = FacebookPublisher().publish(announcement("facebook"), session)
    assert isinstance(health, AccountHealth)
    assert health.missing_scopes == ("pages_manage_posts",)
    assert health.extra_scopes == ("ads_management",)
    assert isinstance(refused, Rejected)
    assert refused.whole_account


def test_a_token_that_has_ended_is_a_problem_with_a_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It names the variable that needs a new one, and never the token."""
    with (
        desk(FacebookFake(), "facebook", monkeypatch, secret="an-old-token") as made,
        made.session() as session,
    ):
        health = FacebookPublisher().examine(session)
    assert isinstance(health, AccountHealth)
    assert "META_TOKEN" in health.problem
    assert "an-old-token" not in health.problem
