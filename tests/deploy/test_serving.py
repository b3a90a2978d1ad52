"""The server on this machine answers as a real host does."""

import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bedside.deploy.base import Release
from bedside.deploy.reloading import CHANGES, SCRIPT, Reloading
from bedside.deploy.serving import make_server, served


@pytest.fixture(params=["", "/site"])
def base(request: pytest.FixtureRequest, release: Release) -> Iterator[str]:
    """Serve the small site, at the root and under a path."""
    with served(release.site, request.param) as url:
        yield url


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/blog/flu/", 200, "text/html; charset=utf-8"),
        ("/cards/flu.png", 200, "image/png"),
        ("/feeds/all.atom.xml", 200, "application/xml"),
        ("/.well-known/bedside.json", 200, "application/json"),
        ("/blog/flu", 301, "text/plain; charset=utf-8"),
        ("/blog/", 404, "text/html; charset=utf-8"),
        ("/no/such/", 404, "text/html; charset=utf-8"),
        ("/../build/outbox.json", 404, "text/html; charset=utf-8"),
        ("/%2e%2e/build/outbox.json", 404, "text/html; charset=utf-8"),
    ],
)
def test_answers(base: str, path: str, status: int, kind: str) -> None:
    """Pages, types, the redirect to a folder, 404.html for what is not there or outside."""
    answer = httpx.get(f"{base}{path}", trust_env=False)
    assert (answer.status_code, answer.headers["content-type"]) == (status, kind)
    if status == 404:
        assert "Not here" in answer.text or ".." in path


def test_no_list_of_a_folder(base: str) -> None:
    """A folder without a page is a 404, not a list of its files."""
    answer = httpx.get(f"{base}/cards/", trust_env=False)
    assert answer.status_code == 404
    assert "Not here" in answer.text


def test_outside_the_base_path(release: Release) -> None:
    """Under a base path the root answers 404, as it does on the real host."""
    with served(release.site, "/site") as url:
        assert (
            httpx.get(url.removesuffix("/site") + "/index.html", trust_env=False).status_code == 404
        )


def test_a_link_out_of_the_site(release: Release, tmp_path: Path) -> None:
    """A symbolic link does not show a file outside the site."""
    (tmp_path / "secret.txt").write_text("secret")
    (release.site / "x.txt").symlink_to(tmp_path / "secret.txt")
    with served(release.site) as url:
        assert httpx.get(f"{url}/x.txt", trust_env=False).status_code == 404


def test_head(base: str) -> None:
    """HEAD says the length and sends no body."""
    answer = httpx.head(f"{base}/cards/flu.png", trust_env=False)
    assert int(answer.headers["content-length"]) > 0
    assert not answer.content


def test_looking_at_a_site_follows_its_redirects(release: Release) -> None:
    """An old address leads on here, where the page that stands there leads to the public site."""
    (release.site / "_redirects").write_text(
        "/site/blog/old/ /site/blog/flu/ 301\n", encoding="utf-8"
    )
    server = make_server(release.site, "/site", live=Reloading())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with server:
        for path in ("/site/blog/old/", "/site/blog/old"):
            url = f"http://127.0.0.1:{server.server_address[1]}{path}"
            answer = httpx.get(url, trust_env=False)
            assert (answer.status_code, answer.headers["location"]) == (301, "/site/blog/flu/")
        server.shutdown()


def test_a_page_is_loaded_again(release: Release) -> None:
    """What was rendered since stands before the file; whoever looks is told at each turn."""
    live = Reloading()
    server = make_server(release.site, "/site", live=live)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}/site"

    def page() -> str:
        return httpx.get(f"{url}/blog/flu/", trust_env=False).text

    with server, httpx.stream("GET", f"{url}{CHANGES}", trust_env=False) as told:
        lines = told.iter_lines()
        built = page()
        assert f'<script src="/site{SCRIPT}" defer></script></head>' in built
        assert CHANGES in httpx.get(f"{url}{SCRIPT}", trust_env=False).text
        live.show({"blog/flu/index.html": "<head></head>Newer words"})
        assert next(lines) == "data: again"
        assert "Newer words" in page()
        live.show_built()
        assert [next(lines), next(lines)] == ["", "data: again"]
        assert page() == built
        server.shutdown()


def test_a_deploy_is_served_as_it_is(base: str, release: Release) -> None:
    """Where a site is proven, nothing is put into its pages and nothing else answers."""
    answer = httpx.get(f"{base}/blog/flu/", trust_env=False)
    assert answer.content == (release.site / "blog/flu/index.html").read_bytes()
    for path in (SCRIPT, CHANGES):
        assert httpx.get(f"{base}{path}", trust_env=False).status_code == 404
