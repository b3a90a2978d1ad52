"""A small web server on this machine, to look at a site and to prove a deploy without a host."""

import contextlib
import threading
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bedside.deploy.reloading import CHANGES, SCRIPT, Reloading, script, with_script

__all__ = ["make_server", "served"]


def make_server(
    site: Path, base_path: str = "", port: int = 0, *, live: Reloading | None = None
) -> ThreadingHTTPServer:
    """Return a server of `site` under `base_path` on 127.0.0.1; port 0 takes a free one.

    With `live` it shows what was rendered since, loads pages again, and leads on from old addresses
    as the site's `_redirects` says, as hosts do; the page that stands there leads to the public site.
    """
    handler = partial(_Handler, site=site.resolve(), base_path=base_path.rstrip("/"), live=live)
    return ThreadingHTTPServer(("127.0.0.1", port), handler)


def _redirects(site: Path) -> dict[str, str]:
    """Return old path -> new path of the site's `_redirects`; nothing where there is none."""
    file = site / "_redirects"
    rows = file.read_text(encoding="utf-8").splitlines() if file.is_file() else ()
    parts = (row.split() for row in rows)
    return {one[0]: one[1] for one in parts if len(one) > 1}


_BEAT = 15  # seconds between two signs of life: a browser that left is noticed


@contextlib.contextmanager
def served(site: Path, base_path: str = "") -> Iterator[str]:
    """Serve `site` while the block runs; gives its address, base path included."""
    server = make_server(site, base_path)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{base_path.rstrip('/')}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    """Files, index.html for folders, 404.html for the rest; never a list of a folder."""

    protocol_version = "HTTP/1.1"
    extensions_map = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".woff2": "font/woff2", ".webp": "image/webp", ".avif": "image/avif",
        ".vtt": "text/vtt", ".svg": "image/svg+xml",
        ".json": "application/json", ".webmanifest": "application/manifest+json",
        ".xml": "application/xml", ".atom": "application/atom+xml", ".rss": "application/rss+xml",
    }  # fmt: skip

    def __init__(self, *args: object, site: Path, base_path: str, live: Reloading | None) -> None:
        """Keep the site's folder, the path it stands under, and what is shown besides."""
        self.site, self.base_path, self.live = site, base_path, live
        super().__init__(*args, directory=str(site))  # type: ignore[arg-type]  # socketserver's own

    def do_GET(self) -> None:
        """Answer with a file, a redirect to the folder's address, or 404.html."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer as GET does, without the body."""
        self._answer(with_body=False)

    def log_message(self, *_args: object) -> None:
        """Say nothing: the terminal belongs to the command."""

    def _answer(self, *, with_body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        if self.live and path == self.base_path + CHANGES:
            self._tell(self.live)
            return
        if self.live and path == self.base_path + SCRIPT:
            self._send(
                HTTPStatus.OK, "text/javascript", script(self.base_path), with_body=with_body
            )
            return
        moved = _redirects(self.site) if self.live else {}
        if new := moved.get(f"{path.rstrip('/')}/"):
            self._head(HTTPStatus.MOVED_PERMANENTLY, "text/plain", 0, location=new)
            return
        file = self._file(path)
        if file is not None and file.is_dir():
            if not path.endswith("/"):
                self._head(HTTPStatus.MOVED_PERMANENTLY, "text/plain", 0, location=f"{path}/")
                return
            file /= "index.html"
        status = HTTPStatus.OK
        if file is None or not file.is_file():
            file, status = self.site / "404.html", HTTPStatus.NOT_FOUND
        body = file.read_bytes() if file.is_file() else b"not found\n"
        kind = self.guess_type(str(file))
        if self.live and kind == "text/html":
            newer = self.live.pages.get(file.relative_to(self.site).as_posix(), body)
            body = with_script(newer, self.base_path)
        self._send(status, kind, body, with_body=with_body)

    def _send(self, status: HTTPStatus, kind: str, body: bytes, *, with_body: bool) -> None:
        self._head(status, kind, len(body))
        if with_body:
            self.wfile.write(body)

    def _tell(self, live: Reloading) -> None:
        """Write a line at each turn, until the browser leaves."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        turn = live.turn
        with contextlib.suppress(OSError):
            while True:
                now = live.wait(turn, _BEAT)
                self.wfile.write(b"data: again\n\n" if now != turn else b":\n\n")
                turn = now

    def _file(self, path: str) -> Path | None:
        """Return the file or folder a path names inside the site, or None."""
        if path != self.base_path and not path.startswith(f"{self.base_path}/"):
            return None
        file = (self.site / path[len(self.base_path) :].lstrip("/")).resolve()
        return file if file.is_relative_to(self.site) else None

    def _head(self, status: HTTPStatus, kind: str, length: int, location: str = "") -> None:
        self.send_response(status)
        kind = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        if location:
            self.send_header("Location", location)
        self.end_headers()
