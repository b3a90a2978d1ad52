"""A deploy is proven only by what the public address answers."""

from dataclasses import replace

import httpx
import pytest
from tests.deploy.small_site import FLU, Clock, Host, Reply, hosting

from bedside.deploy.base import Release
from bedside.deploy.verify import (
    Patience,
    expected,
    gone_problem,
    online_problem,
    prove,
    verify,
)
from bedside.errors import DeployError
from bedside.outbox import load_outbox

PAGE, CARD, FEED = "blog/flu/index.html", "cards/flu.png", "feeds/all.atom.xml"


def proven(host: Host, release: Release, client: httpx.Client, patience: Patience) -> set[str]:
    files = expected(load_outbox(release.outbox), release.site)
    return set(verify(files, host.url, client, release.site, patience))


def test_everything_online(
    host: Host, release: Release, client: httpx.Client, patience: Patience
) -> None:
    """Article, card, feed, home page and mark are fetched and have the bytes we built."""
    wanted = {PAGE, CARD, FEED, "index.html", ".well-known/bedside.json"}
    assert proven(host, release, client, patience) == wanted
    assert "/blog/flu/" in host.asked  # the address people use, not the file's


def test_late_upload(
    host: Host, release: Release, client: httpx.Client, patience: Patience
) -> None:
    """A page that answers 404 twice and then 200 is waited for, and asked for no more than needed."""
    host.twist = lambda path, count: Reply(status=404) if "flu/" in path and count < 3 else None
    assert PAGE in proven(host, release, client, patience)
    assert host.asked.count("/blog/flu/") == 3
    assert host.asked.count("/cards/flu.png") == 1


@pytest.mark.parametrize(
    ("path", "reply", "said"),
    [
        ("/blog/flu/", Reply(status=404), "answers 404"),
        ("/blog/flu/", Reply(status=503), "answers 503"),
        ("/cards/flu.png", Reply(status=404), "answers 404"),
        ("/feeds/all.atom.xml", Reply(status=500), "answers 500"),
        ("/blog/flu/", Reply(body=b"<html>old</html>", headers={"Content-Type": "text/html"}),
         "other bytes than we built"),
        ("/cards/flu.png", Reply(body=b"<html>", headers={"Content-Type": "text/html"}),
         "comes as text/html, not as image/"),
        ("/blog/flu/", Reply(status=302, headers={"Location": "https://login.host.example/?t=1"}),
         "redirects to another host, login.host.example"),
        ("/blog/flu/", Reply(status=302, headers={"Location": "/blog/flu/"}),
         "redirects in a circle"),
        ("/.well-known/bedside.json", Reply(status=404), "answers 404"),
    ],
)  # fmt: skip
def test_not_online(
    host: Host, release: Release, client: httpx.Client, patience: Patience,
    path: str, reply: Reply, said: str,
) -> None:  # fmt: skip
    """What stays wrong until the time-out ends the deploy, named with its reason."""
    host.twist = lambda asked, _: reply if asked == path else None
    with pytest.raises(
        DeployError, match="1 not online after 30 s; nothing was announced"
    ) as caught:
        proven(host, release, client, patience)
    assert said in str(caught.value)
    assert "t=1" not in str(caught.value)  # a redirect's query may hold a token


@pytest.mark.parametrize(
    ("rewrite", "said"),
    [
        (lambda page: b"".join(line.strip() for line in page.splitlines()), "turn its HTML minifier off"),
        (lambda page: page.replace(b"</html>", b"<script src=x></script>\n</html>"), "adds something"),
    ],
)  # fmt: skip
def test_host_that_rewrites(
    host: Host,
    release: Release,
    client: httpx.Client,
    patience: Patience,
    rewrite: object,
    said: str,
) -> None:
    """A host that changes pages on the way is told apart from an old copy."""
    assert callable(rewrite)
    body = rewrite((release.site / PAGE).read_bytes())
    page = Reply(body=body, headers={"Content-Type": "text/html"})
    host.twist = lambda path, _: page if path == "/blog/flu/" else None
    with pytest.raises(DeployError, match=said):
        proven(host, release, client, patience)


def test_redirect_on_the_same_host(
    host: Host, release: Release, client: httpx.Client, patience: Patience
) -> None:
    """A redirect that stays on the host is followed."""
    moved = Reply(status=301, headers={"Location": "/blog/flu/index.html"})
    host.twist = lambda path, _: moved if path == "/blog/flu/" else None
    assert PAGE in proven(host, release, client, patience)


def test_dead_host(release: Release, client: httpx.Client, patience: Patience) -> None:
    """A host that does not answer is not asked for every file, yet all are listed."""
    with hosting(release.site) as host:
        dead = Host(url=host.url)
    with pytest.raises(DeployError, match="5 not online") as caught:
        proven(dead, release, client, patience)
    assert "blog/flu/index.html: " in str(caught.value)
    assert "no answer" in str(caught.value)


def test_order_of_proof(release: Release) -> None:
    """The mark and what changed are looked at first: they tell soonest that nothing arrived."""
    found = [one.path for one in expected(load_outbox(release.outbox), release.site, [CARD])]
    assert set(found[:2]) == {".well-known/bedside.json", CARD}


def test_backoff() -> None:
    """Asking pauses longer each time, and never beyond the time-out."""
    clock, pauses = Clock(), []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        clock.sleep(seconds)

    patience = Patience(seconds=20, longest_pause=8, clock=clock.read, sleep=sleep)
    with pytest.raises(DeployError):
        prove(["a"], lambda _: "answers 404", "not online", patience)
    assert pauses == [1, 2, 4, 8, 5]


def test_problem_before_sending(host: Host, release: Release, client: httpx.Client) -> None:
    """Right before a post is announced its page and card are looked at once more."""
    post = load_outbox(release.outbox).posts[0]
    assert online_problem(client, host.url, post) == ""
    host.twist = lambda path, _: Reply(status=404) if path == "/cards/flu.png" else None
    assert online_problem(client, host.url, post) == f"{host.url}/cards/flu.png: answers 404"


@pytest.mark.parametrize(
    ("status", "said"),
    [(404, ""), (410, ""), (200, "still answers 200"), (403, "still answers 403")],
)
def test_gone(host: Host, client: httpx.Client, status: int, said: str) -> None:
    """A removed page is gone when its address answers 404 or 410, and only then."""
    host.twist = lambda _path, _: Reply(status=status)
    assert gone_problem(client, host.url, "blog/old/index.html").startswith(said)
    assert bool(gone_problem(client, host.url, "blog/old/index.html")) == bool(said)


def test_gone_under_both_addresses(host: Host, client: httpx.Client) -> None:
    """A page that is gone as a folder but still there as a file is not gone."""
    host.twist = lambda path, _: None if path.endswith("index.html") else Reply(status=404)
    assert "still answers 200" in gone_problem(client, host.url, f"blog/{FLU.slug}/index.html")


def test_impatience(host: Host, release: Release, client: httpx.Client, patience: Patience) -> None:
    """A time-out of nothing still looks once."""
    assert proven(host, release, client, replace(patience, seconds=0))
