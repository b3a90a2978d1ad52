"""Whether an office is open is computed from the hours on the page, where the practice is."""

import functools
import http.server
import json
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any

from tests.theme.theme_site import ROOT, rendered

from bedside.practice import load_practice

# Moments and what the Larkfield office (New York time) must say of them. Thursday is Thanksgiving.
SAID = {
    "2026-11-24T14:00:00Z": "Open now, until 7:00 pm",
    "2026-11-24T12:59:00Z": "Closed now. Opens today at 8:00 am",
    "2026-11-25T00:00:00Z": "Closed now. Opens tomorrow at 8:00 am",
    "2026-11-25T23:00:00Z": "Closed now. Opens Friday at 8:00 am",
    "2026-11-26T15:00:00Z": "Closed now. Opens tomorrow at 8:00 am",
    "2026-11-27T21:00:00Z": "Closed now. Opens Monday at 8:00 am",
    "2027-06-01T14:00:00Z": "",  # the page is old: it may not know of changed hours
}


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A plain file server that prints nothing."""

    def log_message(self, *_args: Any) -> None:
        """Keep the test's output clean."""


def test_the_line_is_true_at_every_hour_and_for_every_reader(tmp_path: Path) -> None:
    """In weekly hours, on a holiday, over a weekend, in another time zone; silent when it cannot know."""
    page = dict(rendered(load_practice(ROOT / "practice.toml")))["location"]
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    shutil.copytree(ROOT / "theme" / "static", tmp_path / "theme")
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(tmp_path))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    browser = shutil.which("chromium") or "google-chrome"
    address = f"http://127.0.0.1:{server.server_port}/"
    answer = subprocess.run(
        ["node", str(ROOT / "tests" / "node" / "clock.mjs"), browser, address, *SAID],
        capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    server.shutdown()
    server.server_close()
    assert json.loads(answer.stdout) == {moment: [words] for moment, words in SAID.items()}
