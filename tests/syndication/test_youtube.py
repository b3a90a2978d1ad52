"""YouTube through Buffer: a post with a film of its own goes out once, any other is named."""

from collections.abc import Callable, Iterator

import pytest
from tests.servers.buffer_server import BufferServer
from tests.servers.strict_server import network_running
from tests.syndication.town import Town, account_toml

from bedside.platforms import buffer_api
from bedside.practice import Account
from bedside.share import by_api
from bedside.syndication.model import Status


@pytest.fixture
def buffer(allow: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> Iterator[BufferServer]:
    """Run Buffer; patience is short."""
    monkeypatch.setattr(buffer_api, "_WAITS", (0, 0))
    with network_running(BufferServer()) as server:
        allow(server.url)
        monkeypatch.setenv("TEST_TUBE", server.secret)
        yield server
        assert server.refused == []


@pytest.fixture
def town(make_town: Callable[..., Town], buffer: BufferServer) -> Town:
    """Return a practice with a YouTube channel, that has had its first run."""
    how = {"via": "buffer", "target": "chan-youtube"}
    made = make_town(account_toml("tube", "youtube", "@larkfield", buffer.url, **how))
    assert made.run("syndicate", "--live") == 0
    return made


def test_a_film_goes_out_once_with_title_words_and_link(town: Town, buffer: BufferServer) -> None:
    """Buffer fetches it from the practice's own site; a second run sends nothing."""
    post = town.post()
    for _ in range(2):
        assert town.run("syndicate", "--live") == 0
    (sent,) = buffer.posts
    assert post.film is not None
    assert sent["given"]["assets"] == [{"video": {"url": f"{town.url}/{post.film.path}"}}]
    assert sent["given"]["metadata"]["youtube"]["title"] == post.title
    assert town.states(post.uid)["tube"].status is Status.SENT


def test_a_post_without_a_film_is_named_and_never_sent(
    town: Town, buffer: BufferServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """The plan says why, and what would help."""
    post = town.post(film=None)
    assert town.run("syndicate", "--verbose") == 0
    assert "no film of its own" in (said := capsys.readouterr().out)
    assert "youtube takes nothing but a film: add `video`" in said
    assert town.run("syndicate", "--live") == 0
    assert buffer.posts == []
    assert "tube" not in town.states(post.uid)


def test_a_film_that_is_not_online_holds_the_post_back(town: Town, buffer: BufferServer) -> None:
    """Buffer could not fetch it either."""
    post = town.post()
    assert post.film is not None
    file = town.root / "output" / post.film.path
    data = file.read_bytes()
    file.unlink()
    assert town.run("syndicate", "--live") == 3
    assert buffer.posts == []
    file.write_bytes(data)
    assert town.run("syndicate", "--live") == 0
    assert len(buffer.posts) == 1


def test_another_film_at_the_address_holds_the_post_back(town: Town, buffer: BufferServer) -> None:
    """Only the film that was built, and looked at, is handed on."""
    post = town.post()
    assert post.film is not None
    file = town.root / "output" / post.film.path
    data = file.read_bytes()
    file.write_bytes(data[:-1] + b"x")
    assert town.run("syndicate", "--live") == 3
    assert buffer.posts == []
    file.write_bytes(data)
    assert town.run("syndicate", "--live") == 0
    assert len(buffer.posts) == 1


def test_the_way_must_be_named() -> None:
    """A YouTube account without `via` is never posted to: its secret may be for another service."""
    direct = Account(id="tube", platform="youtube", handle="@larkfield")
    assert not by_api(direct)
    assert by_api(direct.model_copy(update={"via": "buffer"}))
