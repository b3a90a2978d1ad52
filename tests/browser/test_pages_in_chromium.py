"""The built sample site in a real browser: accessible, nothing from elsewhere, no sideways scroll."""

import functools
import http.server
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from bedside.building import Announced, build_site
from bedside.clock import current_time
from bedside.project import open_project

ROOT = Path(__file__).resolve().parents[2]
NODE = ROOT / "tests" / "node"
WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")
# The pages whose screenshots people look at, in build/screenshots/.
MAIN = (
    "/", "/blog/", "/blog/flu-shots/", "/blog/handwashing-infographic/",
    "/blog/inhaler-technique-video/", "/es/blog/vacuna-gripe/", "/clinicians/elena-marsh/",
    "/locations/larkfield/", "/services/", "/contact/", "/language-assistance/", "/404.html",
)  # fmt: skip


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sample practice in a copy of its folder and return the site."""
    root = tmp_path_factory.mktemp("sample")
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("practice.toml", "consents.toml", "pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, root / name)
    build_site(open_project(root / "practice.toml"), current_time(), Announced())
    return root / "output"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A plain file server that prints nothing."""

    def log_message(self, *_args: Any) -> None:
        """Keep the test's output clean."""


@pytest.fixture(scope="session")
def origin(built: Path) -> Iterator[str]:
    """Serve the site on loopback and return its origin."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(built))
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session", params=product(WIDTHS, SCHEMES), ids=str)
def seen(
    request: pytest.FixtureRequest,
    built: Path,
    origin: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Any]:
    """Open every page at one width, by day or night, and return what Chromium and axe-core said of each."""
    width, scheme = request.param
    paths = sorted(
        "/" + path.relative_to(built).as_posix().removesuffix("index.html")
        for path in built.rglob("*.html")
    )
    if (width, scheme) != (390, "light"):  # a phone by day sees all; else the main kinds of page
        paths = list(MAIN)
    browser = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    assert browser, "Chromium is missing: run `inv setup`"
    shots = ROOT / "build" / "screenshots"
    shots.mkdir(parents=True, exist_ok=True)
    answer = subprocess.run(
        ["node", str(NODE / "browse.mjs"), browser, origin, str(width), scheme, str(shots)],
        input=json.dumps({"paths": paths, "shots": MAIN}), capture_output=True, text=True, check=True, timeout=900,
    )  # fmt: skip
    pages: dict[str, Any] = json.loads(answer.stdout)
    assert len(pages) == len(paths)
    assert set(MAIN) <= set(pages)
    return pages


def test_axe_finds_no_violation_on_any_page(seen: dict[str, Any]) -> None:
    """Every page of the sample site, at both widths, light and dark."""
    assert {path: page["violations"] for path, page in seen.items() if page["violations"]} == {}


def test_no_page_asks_another_host_for_anything(seen: dict[str, Any]) -> None:
    """The browser's own request log holds this site alone."""
    assert {path: page["foreign"] for path, page in seen.items() if page["foreign"]} == {}


def test_no_page_scrolls_sideways(seen: dict[str, Any]) -> None:
    """Wide tables scroll on their own."""
    assert [path for path, page in seen.items() if page["sideways"]] == []


def test_every_page_answers_without_errors(seen: dict[str, Any]) -> None:
    """No missing picture, font or style."""
    assert {path: page["errors"] for path, page in seen.items() if page["errors"]} == {}
