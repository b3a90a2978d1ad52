"""Pinterest: the tall picture goes with the pin, a token that dies midway is renewed by the next run."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.servers.pinterest_server import PinterestServer
from tests.servers.strict_server import network_running

from bedside.files import sha256_file
from bedside.platforms import pinterest as wording
from bedside.platforms.base import (
    AccountHealth,
    Announcement,
    Deferred,
    NotFound,
    Picture,
    Rejected,
    Sent,
    Session,
    ShareText,
    Unknown,
)
from bedside.platforms.pinterest_api import PinterestPublisher
from bedside.platforms.wire import new_client
from bedside.practice import Account

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://larkfield.example/blog/flu-shots/"
PINS = PinterestPublisher()


@pytest.fixture
def server(
    monkeypatch: pytest.MonkeyPatch, allow: Callable[..., None], tmp_path: Path
) -> Iterator[PinterestServer]:
    """Run Pinterest; tokens are kept in a folder of the test."""
    monkeypatch.setenv("BEDSIDE_TOKENS", str(tmp_path / "tokens"))
    with network_running(PinterestServer()) as one:
        allow(one.url)
        yield one
        assert one.refused == []


@pytest.fixture
def session(server: PinterestServer) -> Iterator[Session]:
    """Return a session with that server."""
    account = Account(id="pins", platform="pinterest", handle="@l", api=server.url, target="900001")
    with new_client() as client:
        yield Session(account=account, client=client, secret=server.secret, now=lambda: NOW)


@pytest.fixture
def announcement(tmp_path: Path) -> Announcement:
    """Return an announcement with a card and a tall picture."""
    Image.new("RGB", (1200, 630), "#1f5a4a").save(tmp_path / "card.png")
    Image.new("RGB", (1000, 1500), "#1f5a4a").save(tmp_path / "pin.jpg")
    pin = Picture(file=tmp_path / "pin.jpg", url="https://larkfield.example/pin.jpg", alt="Tall green",
                  sha256=sha256_file(tmp_path / "pin.jpg"), size=(1000, 1500))  # fmt: skip
    text = ShareText(platform="pinterest", text="When to get one.", length=16, title="Flu shots",
                     limit=wording.TEXT_LIMIT, link=URL)  # fmt: skip
    return Announcement(
        uid="01M610AAAAAAAAAAAAAAAAAAAA", platform="pinterest", account="pins", slot="announce",
        text=text, url=URL, title="Flu shots", description="", lang="en", published=NOW,
        card=tmp_path / "card.png", card_alt="Wide green", pictures={"pin": pin},
    )  # fmt: skip


def test_the_pin_s_own_picture_goes_with_it(
    session: Session, server: PinterestServer, announcement: Announcement
) -> None:
    """With its alt text; without one the card and its alt text do."""
    assert isinstance(PINS.publish(announcement, session), Sent)
    assert isinstance(PINS.publish(replace(announcement, pictures={}), session), Sent)
    assert [pin["alt_text"] for pin in server.pins] == ["Tall green", "Wide green"]


def test_a_picture_that_was_not_built_is_not_sent(
    session: Session, server: PinterestServer, announcement: Announcement
) -> None:
    """A changed or missing file puts the pin off, a post without any picture is refused."""
    announcement.pictures["pin"].file.write_bytes(b"other")
    assert isinstance(PINS.publish(announcement, session), Deferred)
    bare = replace(announcement, pictures={}, card=None)
    assert isinstance(PINS.publish(bare, session), Rejected)
    assert server.asked == []


def test_a_token_that_dies_midway_is_renewed_by_the_next_try(
    session: Session, server: PinterestServer, announcement: Announcement
) -> None:
    """The refused pin was certainly not made; the kept token is forgotten and renewed once."""
    assert PINS.find(announcement, session) == NotFound()
    server.access_token = "pina-ended-elsewhere"
    first = PINS.publish(announcement, session)
    assert isinstance(first, Deferred)
    assert isinstance(PINS.publish(announcement, session), Sent)
    assert (server.renewals, len(server.pins)) == (2, 1)


def test_a_dead_refresh_token_names_the_way_out(
    session: Session, server: PinterestServer, announcement: Announcement
) -> None:
    """Only a person can sign in again."""
    server.is_token_dead = True
    refused = PINS.publish(announcement, session)
    assert isinstance(refused, Rejected)
    assert "sign in again" in refused.reason
    health = PINS.examine(session)
    assert isinstance(health, AccountHealth)
    assert "sign in again" in health.problem


def test_scopes_that_are_missing_are_named(session: Session, server: PinterestServer) -> None:
    """The renewal says what the token may do and when its renewal ends."""
    server.scope = "boards:read pins:read user_accounts:read"
    health = PINS.examine(session)
    assert isinstance(health, AccountHealth)
    assert health.missing_scopes == ("boards:write", "pins:write")
    assert health.expires == datetime.fromtimestamp(1_900_000_000, UTC)


def test_a_board_of_many_pages_is_read_to_its_end(
    session: Session, server: PinterestServer, announcement: Announcement
) -> None:
    """The pin is found on the last page; a board beyond reading is never "not there"."""
    PINS.publish(announcement, session)
    ours = server.pins.pop()
    other: list[dict[str, Any]] = [ours | {"id": str(n), "link": f"{URL}{n}"} for n in range(600)]
    server.pins[:] = [*other, ours]
    assert PINS.find(announcement, session) == Sent(
        remote_id=ours["id"], url=f"https://www.pinterest.com/pin/{ours['id']}/"
    )
    server.pins[:] = other * 9
    assert isinstance(PINS.find(announcement, session), Unknown)


def test_a_repeat_is_known_by_its_words(
    session: Session, server: PinterestServer, announcement: Announcement
) -> None:
    """The first announcement's pin is not taken for that of a later one with other words."""
    PINS.publish(announcement, session)
    text = replace(announcement.text, text="A year later: get one again.")
    later = replace(announcement, slot="reshare-2027-03", text=text)
    assert PINS.find(later, session) == NotFound()
    PINS.publish(later, session)
    found = PINS.find(later, session)
    assert isinstance(found, Sent)
    assert found.remote_id == server.pins[1]["id"]
