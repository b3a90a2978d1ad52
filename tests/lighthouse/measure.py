"""Run Lighthouse over one page of each type of the built site: `inv lighthouse`.

Prints the median scores of three runs, page by page, with what fell short in the last of them, and
exits 1 where one is below 100. Search engines are told to leave out the 404 page, search pages and
hidden ones, so their SEO score says nothing.
"""

import contextlib
import functools
import gzip
import http.server
import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.page_types import PAGE_TYPES  # noqa: E402  the path stands above
from tests.setup_components import install_node  # noqa: E402  the path stands above

_TEXT = {".html", ".css", ".js", ".svg", ".xml", ".json"}
_UNLISTED = ("404", "hidden", "search", "search in Spanish")


class Served(http.server.SimpleHTTPRequestHandler):
    """The site as hosts serve it: text compressed, what does not change kept."""

    def log_message(self, *_args: object) -> None:
        """Print nothing."""

    def handle(self) -> None:
        """Answer; a browser that hangs up in the middle has seen enough."""
        with contextlib.suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        """Answer with a file, or 404."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        data, is_text = file.read_bytes(), file.suffix in _TEXT
        data = gzip.compress(data) if is_text else data
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=31536000")
        if is_text:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(data)


def main() -> int:
    """Measure, print a line for each page, and tell whether all are at 100."""
    install_node(HERE)
    site, browser = ROOT / "output", shutil.which("chromium") or "google-chrome"
    chosen = sys.argv[1:] or list(PAGE_TYPES)
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Served, directory=str(site))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_port}"
    paths = [PAGE_TYPES[name] for name in chosen]
    command = ["node", str(HERE / "run.mjs"), browser, origin, "3", *paths]
    short = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        for name, line in zip(chosen, running.stdout or (), strict=False):
            found = json.loads(line)
            scores = found["scores"]
            asked = (one for key, one in scores.items() if key != "seo" or name not in _UNLISTED)
            short += min(asked) < 100
            print(f"{name:20} {scores} {'; '.join(found['short'])}", flush=True)
    server.shutdown()
    return 1 if short or running.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
