"""Instagram and Threads, against their strict fakes: prepared, written down, published once."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.servers.container_fake import ContainerFake, InstagramFake, ThreadsFake
from tests.servers.meta_fake import limit
from tests.syndication.desk import NOW, TOKEN, Desk, announcement, desk

from bedside.files import sha256_file
from bedside.platforms import meta_containers
from bedside.platforms.base import (
    AccountHealth,
    Announcement,
    Deferred,
    NotFound,
    Picture,
    Rejected,
    Sent,
    Unknown,
)
from bedside.platforms.instagram_api import InstagramPublisher
from bedside.platforms.renewal import NewSecret, is_poorer
from bedside.platforms.threads_api import ThreadsPublisher


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bedside.platforms.facebook_api._WAIT", 0)
    monkeypatch.setattr("bedside.platforms.meta_containers._WAIT", 0)


@pytest.fixture
def portrait(tmp_path: Path) -> Picture:
    """Return an upright picture as a build makes it."""
    return picture(tmp_path / "portrait.jpg", (1080, 1350))


def picture(file: Path, size: tuple[int, int]) -> Picture:
    """Return a picture of this size."""
    Image.new("RGB", size, "#1f5a4a").save(file)
    return Picture(file=file, url=f"https://larkfield.example/cards/{file.name}", alt="Green",
                   sha256=sha256_file(file), size=size)  # fmt: skip


@pytest.fixture
def instagram(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[InstagramFake, Desk]]:
    """Run an account."""
    fake = InstagramFake()
    with desk(fake, "instagram", monkeypatch) as made:
        yield fake, made


@pytest.mark.parametrize(
    ("name", "size", "said"),
    [("a.png", (1080, 1350), "JPEG alone"), ("a.jpg", (1080, 1500), "4:5 to 1.91:1"),
     ("a.jpg", (200, 220), "4:5 to 1.91:1"), ("a.jpg", (2000, 2000), "4:5 to 1.91:1")],
)  # fmt: skip
def test_a_picture_that_instagram_would_refuse_is_refused_here(
    instagram: tuple[InstagramFake, Desk], tmp_path: Path, name: str, size: tuple[int, int],
    said: str,
) -> None:  # fmt: skip
    """With the reason, before anything is sent."""
    fake, made = instagram
    one = announcement("instagram", pictures={"portrait": picture(tmp_path / name, size)})
    with made.session() as session:
        refused = InstagramPublisher().publish(one, session)
    assert isinstance(refused, Rejected)
    assert said in refused.reason
    assert not fake.containers


def test_without_an_upright_picture_instagram_says_what_to_do(
    instagram: tuple[InstagramFake, Desk], portrait: Picture
) -> None:
    """Also when the file is no longer the one that was built."""
    _, made = instagram
    with made.session() as session:
        missing = InstagramPublisher().publish(announcement("instagram"), session)
        portrait.file.write_bytes(b"another")
        one = announcement("instagram", pictures={"portrait": portrait})
        changed = InstagramPublisher().publish(one, session)
    assert isinstance(missing, Rejected)
    assert "needs an upright picture" in missing.reason
    assert isinstance(changed, Rejected)
    assert "not the picture that was built" in changed.reason


@pytest.fixture(params=["instagram", "threads"])
def in_steps(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, portrait: Picture
) -> Iterator[tuple[ContainerFake, Desk, Any, Announcement]]:
    """Run each network that publishes in two steps; with its publisher and an announcement."""
    platform = str(request.param)
    fake = InstagramFake() if platform == "instagram" else ThreadsFake()
    publisher = InstagramPublisher() if platform == "instagram" else ThreadsPublisher()
    one = announcement(platform, pictures={"portrait": portrait})
    with desk(fake, platform, monkeypatch) as made:
        yield fake, made, publisher, one


InSteps = tuple[ContainerFake, Desk, Any, Announcement]


def test_what_is_prepared_is_written_down_before_it_is_public(in_steps: InSteps) -> None:
    """At the moment of writing nothing is public."""
    fake, made, publisher, one = in_steps
    public: list[int] = []
    with made.session() as session:
        noted = replace(session, prepare=lambda _name: public.append(len(fake.posts)))
        assert isinstance(publisher.publish(one, noted), Sent)
    assert public == [0]


def test_a_slow_container_is_waited_for_and_then_left_to_the_next_run(in_steps: InSteps) -> None:
    """The next run publishes the same container: one is made in all."""
    fake, made, publisher, one = in_steps
    fake.slow = meta_containers._TRIES + 3
    with made.session() as session:
        first = publisher.publish(one, session)
        assert isinstance(first, Deferred)
        again = replace(one, prepared=made.prepared[0])
        assert isinstance(publisher.find(again, session), Unknown)
        assert isinstance(publisher.publish(again, session), Sent)
    assert len(fake.containers) == len(fake.posts) == 1


@pytest.mark.parametrize("state", ["EXPIRED", "ERROR"])
def test_a_container_that_has_ended_is_made_anew(in_steps: InSteps, state: str) -> None:
    """It can never become public, so a second one is the first copy."""
    fake, made, publisher, one = in_steps
    with made.session() as session:
        fake.quota = 0
        assert isinstance(publisher.publish(one, session), Deferred)
        fake.containers[made.prepared[0].partition(":")[0]]["state"] = state
        fake.quota = 9
        again = replace(one, prepared=made.prepared[0])
        assert publisher.find(again, session) == NotFound()
        assert isinstance(publisher.publish(again, session), Sent)
    assert len(fake.containers) == 2
    assert len(fake.posts) == 1


def test_a_container_with_older_words_is_never_published(in_steps: InSteps) -> None:
    """The author changed the text in the meantime: the new text goes out, once."""
    fake, made, publisher, one = in_steps
    with made.session() as session:
        fake.quota = 0
        publisher.publish(one, session)
        fake.quota = 9
        better = replace(one, prepared=made.prepared[0],
                         text=replace(one.text, text="Corrected words."))  # fmt: skip
        assert isinstance(publisher.publish(better, session), Sent)
    assert [one.words for one in fake.copies()] == ["Corrected words."]


def test_a_container_that_was_published_is_looked_for_not_published_again(
    in_steps: InSteps,
) -> None:
    """In the list: it is that post. Not in the list: unknown, for a person."""
    fake, made, publisher, one = in_steps
    with made.session() as session:
        sent = publisher.publish(one, session)
        again = replace(one, prepared=made.prepared[0])
        assert publisher.publish(again, session) == sent
        fake.posts.clear()
        assert isinstance(publisher.publish(again, session), Unknown)
        assert isinstance(publisher.find(again, session), Unknown)
    assert len(fake.containers) == 1


def test_a_container_that_fails_is_refused_with_its_reason(in_steps: InSteps) -> None:
    """The network's own word is kept."""
    fake, made, publisher, one = in_steps
    fake.slow = 2
    with made.session() as session:
        noted = replace(
            session, prepare=lambda name: fake.containers[name[:4]].update(state="ERROR")
        )
        refused = publisher.publish(one, noted)
    assert isinstance(refused, Rejected)
    assert "could not prepare it" in refused.reason


def test_a_day_s_posts_that_are_used_up_wait(in_steps: InSteps) -> None:
    """Deferred with a time; the examination tells how many are used."""
    fake, made, publisher, one = in_steps
    fake.quota = 0
    with made.session() as session:
        waiting = publisher.publish(one, session)
        health = publisher.examine(session)
    assert isinstance(waiting, Deferred)
    assert isinstance(health, AccountHealth)
    assert health.who == "larkfieldfamily"
    assert health.notes == ("0 of 0 posts of 24 hours used",)
    if waiting.until is not None:
        assert waiting.until > NOW


def test_instagram_s_own_login_deletes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said before anything is asked of Instagram."""
    made = Desk(InstagramFake(), "instagram", "1000", TOKEN)
    with made.session(api="https://graph.instagram.com") as session:
        refused = InstagramPublisher().delete(Sent(remote_id="9001"), session)
        margin = InstagramPublisher().renewal_margin(session)
    assert isinstance(refused, Rejected)
    assert "by hand" in refused.reason
    assert margin == timedelta(days=30)


def test_an_emoji_counts_its_bytes_on_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """497 letters and one emoji are 501: refused here, not there."""
    fake = ThreadsFake()
    with desk(fake, "threads", monkeypatch, target="") as made, made.session() as session:
        refused = ThreadsPublisher().publish(announcement("threads", "x" * 497 + "💉"), session)
        fits = ThreadsPublisher().publish(announcement("threads", "x" * 496 + "💉"), session)
    assert isinstance(refused, Rejected)
    assert "501 of 500" in refused.reason
    assert isinstance(fits, Sent)


@pytest.mark.parametrize("answer", [
    {"access_token": "new-token", "expires_in": 5183944}, {"access_token": "", "expires_in": 5},
    {"expires_in": 5183944}, {}, {"access_token": "new-token"},
])  # fmt: skip
def test_a_renewed_token_is_never_empty_and_keeps_the_other_parts(
    monkeypatch: pytest.MonkeyPatch, answer: dict[str, Any]
) -> None:
    """A whole answer makes a new secret; any other makes none."""
    secret = json.dumps({"access_token": TOKEN, "app_id": "77", "expires": "2026-12-01"})

    class Renewing(ThreadsFake):
        def do(self, asked: Any) -> dict[str, Any]:
            assert asked.path == "/refresh_access_token"
            limit(asked, "grant_type", "access_token")
            assert asked.query == {"grant_type": "th_refresh_token", "access_token": TOKEN}
            return answer

    with (
        desk(Renewing(), "threads", monkeypatch, target="", secret=secret) as made,
        made.session() as session,
    ):
        renewed = ThreadsPublisher().renew(session)
    if len(answer) == 2 and answer["access_token"]:
        assert isinstance(renewed, NewSecret)
        assert not is_poorer(renewed, secret)
        assert json.loads(renewed.secret)["app_id"] == "77"
        assert json.loads(renewed.secret)["access_token"] == "new-token"
    else:
        assert isinstance(renewed, Deferred)
