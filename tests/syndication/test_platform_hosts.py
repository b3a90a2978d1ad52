"""Where secrets may go."""

import pytest

from bedside.errors import BedsideError
from bedside.platforms.bluesky_api import BlueskyPublisher
from bedside.platforms.hosts import base_url, refuse_private
from bedside.practice import Account

BLUESKY = BlueskyPublisher.HOSTS


def account(api: str | None, handle: str = "larkfield", **more: str) -> Account:
    """Return an account with this API address."""
    return Account(id="a", platform="p", handle=handle, api=api, secret_env="X", **more)  # type: ignore[arg-type]  # any field


@pytest.mark.parametrize(
    ("given", "hosts", "expected"),
    [
        (account(None), BLUESKY, "https://bsky.social"),
        (account("https://bsky.social/"), BLUESKY, "https://bsky.social"),
        (account("https://morel.us-east.host.bsky.network"), BLUESKY,
         "https://morel.us-east.host.bsky.network"),
        (account(None, "@larkfield@social.example"), (), "https://social.example"),
        (account("https://api.social.example", "@larkfield@social.example"), (),
         "https://api.social.example"),
        (account("https://hooks.example/bedside"), (), "https://hooks.example/bedside"),
    ],
)  # fmt: skip
def test_the_platform_s_own_hosts_are_fine(
    given: Account, hosts: tuple[str, ...], expected: str
) -> None:
    """Bluesky has its own; on Mastodon the handle or the profile names the server."""
    assert base_url(given, hosts) == expected


@pytest.mark.parametrize(
    ("given", "hosts"),
    [
        (account("https://bsky.social.evil.example"), BLUESKY),
        (account("https://evilbsky.social"), BLUESKY),
        (account("https://host.bsky.network.example"), BLUESKY),
        (account("http://127.0.0.1:2583"), BLUESKY),
        (account("http://localhost:3000"), ()),
        (account("https://elsewhere.example", "@larkfield@social.example"), ()),
        (account(None), ()),
    ],
)
def test_any_other_host_is_refused(given: Account, hosts: tuple[str, ...]) -> None:
    """Also plain http, and an account that names no server at all."""
    with pytest.raises(BedsideError, match=r"practice\.toml"):
        base_url(given, hosts)


@pytest.mark.parametrize(
    ("allowed", "is_fine"),
    [("127.0.0.1:2583", True), ("127.0.0.1", True), ("pds.example, 127.0.0.1:2583", True),
     ("127.0.0.1:2584", False), ("", False)],
)  # fmt: skip
def test_the_environment_allows_a_host_by_name_and_port(
    monkeypatch: pytest.MonkeyPatch, allowed: str, *, is_fine: bool
) -> None:
    """BEDSIDE_ALLOW_HOSTS is for self-hosted servers and tests; http is allowed there."""
    monkeypatch.setenv("BEDSIDE_ALLOW_HOSTS", allowed)
    if is_fine:
        assert base_url(account("http://127.0.0.1:2583"), BLUESKY) == "http://127.0.0.1:2583"
    else:
        with pytest.raises(BedsideError):
            base_url(account("http://127.0.0.1:2583"), BLUESKY)


@pytest.mark.parametrize(
    "addresses",
    [
        ["10.0.0.8"],
        ["127.0.0.1"],
        ["169.254.169.254"],
        ["::1"],
        ["fd00::1"],
        ["::ffff:127.0.0.1"],
        ["::ffff:10.0.0.8"],
        ["::10.0.0.8"],
        ["64:ff9b::a00:8"],
        ["2002:a00:8::1"],
        ["fec0::1"],
        ["fe80::1%eth0"],
        ["224.0.0.1"],
        ["100.64.0.1"],
        ["0.0.0.0"],  # noqa: S104  an answer, nothing is bound
        ["93.184.215.14", "10.0.0.8"],
    ],
)
def test_a_receiver_inside_a_private_network_is_refused(
    monkeypatch: pytest.MonkeyPatch, addresses: list[str]
) -> None:
    """Every address of a name counts, so one public address hides no private one."""
    found = [(0, 0, 0, "", (one, 443)) for one in addresses]
    monkeypatch.setattr("bedside.platforms.hosts.socket.getaddrinfo", lambda *_a, **_k: found)
    with pytest.raises(BedsideError, match="private network"):
        refuse_private("https://hooks.example/bedside")


def test_a_public_receiver_is_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name with public addresses alone; the first is the one to connect to."""
    names = ("93.184.215.14", "::ffff:8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c")
    found = [(0, 0, 0, "", (one, 443)) for one in names]
    monkeypatch.setattr("bedside.platforms.hosts.socket.getaddrinfo", lambda *_a, **_k: found)
    assert refuse_private("https://hooks.example/bedside") == names[0]
