"""Pinterest: the tall picture goes with the pin, its tokens are renewed and stored before they end."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
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
from bedside.platforms.renewal import expires_of
from bedside.platforms.wire import new_client
from bedside.practice import Account
from bedside.syndication.secret_store import SecretStore, renewed
from bedside.syndication.secrets import Secrets

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://larkfield.example/blog/flu-shots/"
PINS = PinterestPublisher()


@pytest.fixture
def server(allow: Callable[..., None]) -> Iterator[PinterestServer]:
    """Run Pinterest."""
    with network_running(PinterestServer()) as one:
        allow(one.url)
        yield one
        assert one.refused == []


@pytest.fixture
def session(server: PinterestServer) -> Iterator[Session]:
    """Return a session with that server."""
    account = Account(
        id="pins", platform="pinterest", handle="@l", api=server.url, target="900001",
        secret_env="TOK",
    )  # fmt: skip
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
    assert [pin["alt_text"] for pin in server.posts] == ["Tall green", "Wide green"]


def test_a_picture_that_was_not_built_is_not_sent(
    session: Session, server: PinterestServer, announcement: Announcement
) -> None:
    """A changed or missing file puts the pin off, a post without any picture is refused."""
    announcement.pictures["pin"].file.write_bytes(b"other")
    assert isinstance(PINS.publish(announcement, session), Deferred)
    bare = replace(announcement, pictures={}, card=None)
    assert isinstance(PINS.publish(bare, session), Rejected)
    assert server.asked == []


def _renewed(
    session: Session, server: PinterestServer, store: SecretStore, *, days: int
) -> tuple[Session, str | None]:
    """Open the account as a run does, with a secret that ends in `days`."""
    secrets = Secrets({"TOK": server.secret_until(NOW + timedelta(days=days))})
    start = replace(session, secret=secrets.read(session.account))
    return renewed(start, PINS, secrets, store)


def test_tokens_are_renewed_in_time_and_stored_before_they_are_used(
    session: Session, server: PinterestServer, announcement: Announcement, tmp_path: Path
) -> None:
    """Half of the month is left: the new pair goes to the practice's store, nothing into our files."""
    kept, locks = tmp_path / "kept", tmp_path / "locks"
    store = SecretStore(command=("sh", "-c", f'cat > "{kept}"'), locks=locks)
    assert _renewed(session, server, store, days=16)[1] == ""
    assert server.renewals == 0
    used, problem = _renewed(session, server, store, days=14)
    assert (problem, server.renewals) == ("", 1)
    assert kept.read_text() == used.secret
    new = json.loads(used.secret)
    assert (new["access_token"], new["refresh_token"]) == (
        server.access_token,
        server.refresh_token,
    )
    assert expires_of(used.secret) == NOW + timedelta(days=30)
    left = b"".join(path.read_bytes() for path in locks.iterdir())
    assert b"pin" not in left
    assert isinstance(PINS.publish(announcement, used), Sent)


def test_where_nothing_can_store_them_no_token_is_renewed(
    session: Session, server: PinterestServer, announcement: Announcement, tmp_path: Path
) -> None:
    """The old access token serves to its end, and a person is told."""
    used, problem = _renewed(session, server, SecretStore(locks=tmp_path), days=13)
    assert "nothing renews it here" in str(problem)
    assert server.renewals == 0
    assert isinstance(PINS.publish(announcement, used), Sent)


def test_a_dead_token_names_the_way_out(
    session: Session, server: PinterestServer, announcement: Announcement, tmp_path: Path
) -> None:
    """Only a person can sign in again: said by the pin, the renewal and the examination."""
    server.is_token_dead = True
    refused = PINS.publish(announcement, session)
    assert isinstance(refused, Rejected)
    assert refused.whole_account
    assert "sign in again" in refused.reason
    store = SecretStore(command=("cat",), locks=tmp_path)
    assert "sign in again" in str(_renewed(session, server, store, days=1)[1])
    health = PINS.examine(session)
    assert isinstance(health, AccountHealth)
    assert "sign in again" in health.problem


def test_a_secret_without_a_token_sends_nothing(
    session: Session, server: PinterestServer, announcement: Announcement
) -> None:
    """What is missing is named."""
    bare = replace(session, secret='{"app_id": "1", "app_secret": "s3cret"}')
    found = PINS.publish(announcement, bare)
    assert isinstance(found, Deferred)
    assert "lacks refresh_token, expires, access_token" in found.reason
    assert "s3cret" not in found.reason
    assert server.asked == []


def test_scopes_that_are_missing_are_named(session: Session, server: PinterestServer) -> None:
    """The secret holds what its token may do and when it ends."""
    server.scope = "boards:read pins:read user_accounts:read"
    health = PINS.examine(replace(session, secret=server.secret_until(NOW)))
    assert isinstance(health, AccountHealth)
    assert health.missing_scopes == ("boards:write", "pins:write")
    assert health.expires == NOW


def test_a_board_of_many_pages_is_read_to_its_end(
    session: Session, server: PinterestServer, announcement: Announcement
) -> None:
    """The pin is found on the last page; a board beyond reading is never "not there"."""
    PINS.publish(announcement, session)
    ours = server.posts.pop()
    other: list[dict[str, Any]] = [ours | {"id": str(n), "link": f"{URL}{n}"} for n in range(600)]
    server.posts[:] = [*other, ours]
    assert PINS.find(announcement, session) == Sent(
        remote_id=ours["id"], url=f"https://www.pinterest.com/pin/{ours['id']}/"
    )
    server.posts[:] = other * 9
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
    assert found.remote_id == server.posts[1]["id"]
