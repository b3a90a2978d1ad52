"""The search of a site that stands under a path, in a real browser, under its own policy."""

import http.server
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import UIDS, SmallSite

from bedside.building import Announced, build_site
from bedside.site.search import SEARCH_POLICY

ROOT = Path(__file__).resolve().parents[2]
BASE = "/clinic"
SEARCHING = (f"{BASE}/search/", f"{BASE}/pagefind/")
OTHERS = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'"


@pytest.fixture
def start(site: SmallSite, now: datetime) -> Iterator[str]:
    """Build two articles, one in Spanish, for a path; serve them there with the policies."""
    toml = site.root / "practice.toml"
    toml.write_text(
        toml.read_text().replace(
            'url = "https://larkfield.example"', f'url = "https://larkfield.example{BASE}"', 1
        )
    )
    site.post("spacers", uid=UIDS[0], body="A wombatfruit helps nobody breathe.")
    site.post("gripe", uid=UIDS[1], title="Vacuna contra la gripe", extra="lang: es",
              body="La vacuna protege a los adultos mayores.")  # fmt: skip
    site.post("draft", uid=UIDS[2], extra="status: draft", body="A quokkaberry nobody may find.")
    build_site(site.project(), now, Announced())
    output = site.root / "output"

    class Handler(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            plain = path.partition("?")[0]
            inside = plain.removeprefix(BASE) if plain.startswith(f"{BASE}/") else "/nowhere"
            return str(output) + inside + ("index.html" if inside.endswith("/") else "")

        def end_headers(self) -> None:
            policy = SEARCH_POLICY if self.path.startswith(SEARCHING) else OTHERS
            self.send_header("Content-Security-Policy", policy)
            super().end_headers()

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{BASE}/topics/"
    server.shutdown()
    server.server_close()


def test_a_reader_searches(start: str) -> None:
    """Nothing is fetched before; results lead to pages, in both languages; drafts are not found.

    Without scripts the same form leads to a page that names topics and archive.
    """
    browser = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    assert browser, "Chromium is missing: run `inv setup`"
    shots = ROOT / "build" / "screenshots"
    shots.mkdir(parents=True, exist_ok=True)
    answer = subprocess.run(
        ["node", str(ROOT / "tests/node/search.mjs"), browser, start, str(shots), "quokkaberry", "vacunas", "wombatfruit"],
        capture_output=True, text=True, check=True, timeout=180,
    )  # fmt: skip
    seen = json.loads(answer.stdout)
    assert seen["early"] == 0
    assert seen["foreign"] == []
    assert seen["errors"] == []
    assert seen["found"]["quokkaberry"] == []
    assert seen["said"]["quokkaberry"].startswith("Nothing found for “quokkaberry”")
    assert seen["said"]["wombatfruit"] == "1 page found for “wombatfruit”."
    [hit] = seen["found"]["wombatfruit"]
    assert hit["url"] == f"{BASE}/blog/spacers/"
    assert hit["marks"]
    spanish = seen["found"]["vacunas"][0]  # the stem of vacuna, so the Spanish index answers
    assert (spanish["url"], spanish["lang"]) == (f"{BASE}/es/blog/gripe/", "es")
    assert seen["opened"].endswith(f"{BASE}/blog/spacers/")
    assert [one.partition(BASE)[2] for one in seen["without"]] == ["/topics/", "/blog/archive/"]
