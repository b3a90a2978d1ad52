"""The built sample site in a real browser: readable by everyone, light, and nobody else's."""

import functools
import gzip
import http.server
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.page_types import PAGE_TYPES

from bedside.checks.rules.web_media import FIRST_LOAD_BYTES
from bedside.project import Project

ROOT = Path(__file__).resolve().parents[2]
NODE = ROOT / "tests" / "node"
# What axe-core cannot decide by itself, by rule, with why it is right all the same.
EXPLAINED: dict[str, str] = {}
_PICTURES = {".avif", ".png", ".jpg", ".webp", ".svg", ".mp4"}


@pytest.fixture(scope="session")
def built(machine_site: Project) -> Path:
    """Return the sample practice's site."""
    return machine_site.output


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


@pytest.fixture(scope="session")
def audit(built: Path, origin: str) -> dict[str, Any]:
    """Return what Chromium and axe-core said of each type of page, and of every page without scripts."""
    names = ("chromium", "chromium-browser", "google-chrome")
    browser = next(filter(None, map(shutil.which, names)), None)
    assert browser, "Chromium is missing: run `inv setup`"
    every = sorted(
        "/" + path.relative_to(built).as_posix().removesuffix("index.html")
        for path in built.rglob("*.html")
    )
    answer = subprocess.run(
        ["node", str(NODE / "audit.mjs"), browser, origin, ""],
        input=json.dumps({"paths": list(PAGE_TYPES.values()), "every": every}),
        capture_output=True, text=True, check=True, timeout=900,
    )  # fmt: skip
    said: dict[str, Any] = json.loads(answer.stdout)
    assert set(PAGE_TYPES.values()) <= set(every)
    assert set(said["plain"]) == set(every)
    return said


@pytest.fixture(scope="session")
def closely(audit: dict[str, Any]) -> dict[str, Any]:
    """Return what was said of one page of each type."""
    pages: dict[str, Any] = audit["closely"]
    assert set(pages) == set(PAGE_TYPES.values())
    return pages


def test_axe_finds_no_violation_and_leaves_nothing_open(closely: dict[str, Any]) -> None:
    """Each type of page, by day and night, on a phone and at a desk; what needs review is explained."""
    assert {path: page["violations"] for path, page in closely.items() if page["violations"]} == {}
    unsure = {
        path: [one for one in page["incomplete"] if one["id"] not in EXPLAINED]
        for path, page in closely.items()
    }
    assert {path: found for path, found in unsure.items() if found} == {}


def test_tab_goes_through_each_page_in_order_and_out_again(closely: dict[str, Any]) -> None:
    """Everything that acts is reached, in the order of the page; nothing holds the keyboard."""
    ways = {path: page["keyboard"] for path, page in closely.items()}
    lost = {
        path: way for path, way in ways.items()
        if not way["inOrder"] or way["reached"] != way["wanted"]
    }  # fmt: skip
    assert lost == {}
    assert all(way["wanted"] > 10 for way in ways.values())


def test_who_uses_the_keyboard_sees_where_they_are_and_can_skip(closely: dict[str, Any]) -> None:
    """The first stop leads past the header, each stop is drawn, and menus open with Enter."""
    for path, page in closely.items():
        way = page["keyboard"]
        assert 'class="skip"' in way["first"], path
        assert way["skips"], path
        assert way["unseen"] == [], path
        assert "stuck" not in way, path


def test_no_page_asks_another_host_for_anything(audit: dict[str, Any]) -> None:
    """The browser's own request log holds this site alone."""
    pages = audit["closely"] | audit["plain"]
    assert {path: page["foreign"] for path, page in pages.items() if page["foreign"]} == {}


def test_no_page_scrolls_sideways(audit: dict[str, Any]) -> None:
    """At 1280, 390 and 320 pixels, and magnified four times (WCAG 1.4.10); wide tables scroll alone."""
    said = audit["closely"].items(), audit["plain"].items()
    assert [path for pages in said for path, page in pages if page["sideways"]] == []


def test_every_page_answers_without_errors_and_without_scripts(audit: dict[str, Any]) -> None:
    """No missing file, nothing that the page's own policy forbids, and the words without a script."""
    pages = audit["closely"] | audit["plain"]
    assert {path: page["errors"] for path, page in pages.items() if page["errors"]} == {}
    assert all(page["status"] == 200 for page in pages.values())
    assert [path for path, page in audit["plain"].items() if page["words"] < 100] == []


def test_a_first_visit_loads_less_than_60_kilobytes(closely: dict[str, Any], built: Path) -> None:
    """What the browser asked for, compressed, with fonts, without pictures."""
    weights = {
        path: sum(_weight(built, one) for one in dict.fromkeys(page["asked"]))
        for path, page in closely.items()
    }
    assert {path: size for path, size in weights.items() if size > FIRST_LOAD_BYTES} == {}
    assert min(weights.values()) > 40_000  # the fonts are among it


def _weight(root: Path, address: str) -> int:
    file = root / address.lstrip("/")
    file = file / "index.html" if file.is_dir() else file
    if file.suffix in _PICTURES:
        return 0
    data = file.read_bytes()
    return len(data) if file.suffix == ".woff2" else len(gzip.compress(data))


def test_no_page_jumps_when_its_fonts_come_late(closely: dict[str, Any]) -> None:
    """What stands in for a font is as wide as it is: on a slow line, too, the words stay where they are.

    The sum of Chromium's layout shifts, on a phone and at a desk; Google calls up to 0.1 good.
    """
    jumps = {path: page["jumps"] for path, page in closely.items()}
    assert {path: found for path, found in jumps.items() if max(found) > 0.03} == {}


def test_the_nu_checker_finds_no_error(built: Path) -> None:
    """Every page is valid HTML; its CSS parser is older than container queries.

    Of the policy in each page it warns, since from a file `'self'` is nobody.
    """
    jar = NODE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    answer = subprocess.run(
        ["java", "-Xss2m", "-jar", str(jar), "--format", "json", "--skip-non-html", str(built)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    said = json.loads(answer.stderr)["messages"]
    assert said  # the warnings: it ran
    assert [one for one in said if one["type"] == "error"] == []
    assert [one for one in said if "Content Security Policy" not in one["message"]] == []
