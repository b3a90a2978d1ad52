"""A built site of a few files with the outbox that describes it, and a web server with bad days."""

import contextlib
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from click.testing import CliRunner, Result
from PIL import Image

from bedside.checks.receipt import Receipt
from bedside.checks.rules import RULES
from bedside.cli import cli
from bedside.deploy.base import Release, listing
from bedside.deploy.mark import MARK_PATH, PublishedMark, mark_json
from bedside.files import sha256, sha256_file, write_atomic
from bedside.outbox import Outbox, OutboxCard, OutboxPage, OutboxPost, save_outbox

UID = "01M2G01H40W17445TDPQJBWKWC"
OTHER = "01M320TJ40JQGRW9CVJ69255MC"
BUILT = datetime(2026, 11, 22, 11, 50, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One post of the small site."""

    uid: str
    slug: str
    words: str
    consent: str | None = None
    expires: datetime | None = None
    hidden: bool = False  # has a page, is not announced
    folder: str = "blog/"  # empty: a page that is no post, known by its path alone


FLU = Written(uid=UID, slug="flu", words="The flu shot, in plain words.")
STORY = Written(uid=OTHER, slug="story", words="Back on my feet.", consent="C-7Q4M2X")


def bedside(root: Path, *arguments: str) -> Result:
    """Run a command on the practice in `root`."""
    command = ["--practice", str(root / "practice.toml"), *arguments]
    return CliRunner(env={"CI": ""}).invoke(cli, command, standalone_mode=False)


def write_site(
    root: Path,
    posts: tuple[Written, ...],
    url: str = "https://larkfield.example",
    when: datetime = BUILT,
) -> Release:
    """Write output/, build/outbox.json and the receipt for them under `root`."""
    site = root / "output"
    shutil.rmtree(site, ignore_errors=True)
    files = {"index.html": _page(url, "", "Home"), "404.html": _page(url, "404.html", "Not here"),
             "feeds/all.atom.xml": f"<feed>{[post.slug for post in posts]}</feed>\n"}  # fmt: skip
    for post in posts:
        where = f"{post.folder}{post.slug}/"
        files[f"{where}index.html"] = _page(url, where, post.words, f"cards/{post.slug}.png")
    for path, text in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text)
    for number, post in enumerate(posts):
        (site / "cards").mkdir(exist_ok=True)
        picture = Image.new("RGB", (1200, 630), (number, 90, 74))
        picture.save(site / f"cards/{post.slug}.png", optimize=True)
    outbox = Outbox(
        site_url=url, built_at=when, feeds=("feeds/all.atom.xml",),
        posts=tuple(
            _announced(post, site, url) for post in posts if post.folder and not post.hidden
        ),
        pages=tuple(
            OutboxPage(uid=post.uid, path=f"{post.folder}{post.slug}/index.html",
                       consent=post.consent, expires=post.expires)
            for post in posts
        ),
    )  # fmt: skip
    release = Release(
        site=site, outbox=root / "build" / "outbox.json", receipt=root / "build" / "receipt.json"
    )
    save_outbox(outbox, release.outbox)
    mark = PublishedMark(outbox_sha256=sha256_file(release.outbox), built_at=when)
    (site / MARK_PATH).parent.mkdir(exist_ok=True)
    (site / MARK_PATH).write_text(mark_json(mark))
    receipt = Receipt(
        site_url=url, built_at=when, rules=tuple(rule.code for rule in RULES), sources={},
        posts={post.uid: f"blog/{post.slug}/index.html" for post in posts if post.folder},
        files=listing(site), outbox_sha256=sha256_file(release.outbox),
    )  # fmt: skip
    write_atomic(release.receipt, receipt.model_dump_json())
    return release


def _page(url: str, path: str, words: str, card: str = "cards/flu.png") -> str:
    """Return a page that the rules for built pages have nothing against."""
    return (
        f'<!doctype html>\n<html lang="en">\n<head><title>{path or "Home"}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">\n"
        f'<meta name="description" content="A page.">\n'
        f'<link rel="canonical" href="{url}/{path}">\n'
        f'<meta property="og:image" content="{url}/{card}">\n'
        '<meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">\n'
        '<meta property="og:image:alt" content="A card">\n'
        '<meta name="twitter:card" content="summary_large_image"></head>\n'
        f"<body><main>\n  <h1>{path or 'Home'}</h1>\n  <p>{words}</p>\n</main></body>\n</html>\n"
    )


def _announced(post: Written, site: Path, url: str) -> OutboxPost:
    path, card = f"blog/{post.slug}/index.html", f"cards/{post.slug}.png"
    return OutboxPost(
        uid=post.uid, url=f"{url}/blog/{post.slug}/", path=path, sha256=sha256_file(site / path),
        title=post.slug, summary="", lang="en", published=BUILT, syndicate=True, consent=post.consent,
        card=OutboxCard(path=card, sha256=sha256((site / card).read_bytes()),
                        width=1200, height=630, alt="a card"),
    )  # fmt: skip


@dataclass(slots=True)
class Reply:
    """What the web server says to one request."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Host:
    """A web server that serves a folder, unless `twist` answers otherwise. It counts requests."""

    url: str = ""
    site: Path = Path()
    twist: Callable[[str, int], Reply | None] = lambda _path, _count: None
    asked: list[str] = field(default_factory=list)

    def reply(self, path: str) -> Reply:
        self.asked.append(path)
        if special := self.twist(path, self.asked.count(path)):
            return special
        file = self.site / path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            return Reply(status=404)
        kind = {".html": "text/html", ".png": "image/png"}.get(file.suffix, "application/xml")
        return Reply(body=file.read_bytes(), headers={"Content-Type": kind})


@contextlib.contextmanager
def hosting(site: Path) -> Iterator[Host]:
    """Serve `site` on a free port of this machine while the block runs."""
    found = Host(site=site)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            reply = found.reply(self.path)
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    found.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield found
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(slots=True)
class Clock:
    """A clock that only sleeping moves."""

    time: float = 0.0

    def read(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds
