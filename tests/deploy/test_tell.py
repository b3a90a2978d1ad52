"""After a proven deploy: exactly the changed and deleted pages go to IndexNow, changed feeds to the hub."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from tests.deploy.small_site import BUILT, FLU, Host, hosting, write_site

from bedside.consents import Consents
from bedside.deploy.record import Deployment, load_deployment
from bedside.deploy.run import Wishes, deploy
from bedside.deploy.tell import tell
from bedside.deploy.verify import Patience
from bedside.practice import Deploy, Practice
from bedside.practice_discovery import Discovery
from bedside.project import Project

KEY = "a1b2c3d4e5f6a7b8"
TIP = replace(FLU, uid="01M320TJ40JQGRW9CVJ69255MD", slug="tip", words="Wash your hands.")


@dataclass(slots=True)
class Heard:
    """What a search engine and a hub were sent."""

    url: str = ""
    status: int = 202
    lists: list[dict[str, Any]] = field(default_factory=list)
    feeds: list[dict[str, list[str]]] = field(default_factory=list)


@pytest.fixture
def heard() -> Iterator[Heard]:
    """Listen for both on one port."""
    found = Heard()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if found.status < 300 and self.path == "/hub":
                found.feeds.append(parse_qs(body))
            elif found.status < 300:
                assert self.headers["Content-Type"].startswith("application/json")
                found.lists.append(json.loads(body))
            self.send_response(found.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    found.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def project(tmp_path: Path, practice: Practice, heard: Heard) -> Iterator[tuple[Project, Host]]:
    """Serve the folder target of a practice that named a key and a hub."""
    with hosting(tmp_path / "online" / "current") as host:
        facts = practice.practice.model_copy(update={"url": host.url})
        discovery = Discovery(
            hub=f"{heard.url}/hub", indexnow_key=KEY, indexnow_endpoint=f"{heard.url}/indexnow"
        )
        told = practice.model_copy(update={
            "practice": facts, "deploy": Deploy(target="folder", path="online"), "discovery": discovery,
        })  # fmt: skip
        yield Project(
            root=tmp_path, practice_file=tmp_path / "practice.toml", practice=told,
            consents=Consents(consents=()),
        ), host  # fmt: skip


def online(
    project: tuple[Project, Host], patience: Patience, minutes: int, *posts: Any
) -> Deployment:
    site, host = project
    when = BUILT + timedelta(minutes=minutes)
    write_site(site.root, posts, url=host.url, when=when)
    return deploy(site, when, Wishes(patience=patience))


def test_exactly_what_changed_and_what_is_gone(
    project: tuple[Project, Host], patience: Patience, heard: Heard
) -> None:
    """The first time every page; then one that changed, one that left, and the feed that lost it."""
    site, host = project
    first = online(project, patience, 1, FLU, TIP)
    assert tell(site, first) == ("Told search engines of 3 addresses.", "Told the hub of 1 feed.")
    assert heard.lists[0] == {
        "host": host.url.removeprefix("http://"), "key": KEY, "keyLocation": f"{host.url}/{KEY}.txt",
        "urlList": [f"{host.url}/blog/flu/", f"{host.url}/blog/tip/", f"{host.url}/"],
    }  # fmt: skip
    assert heard.feeds == [{"hub.mode": ["publish"], "hub.url": [f"{host.url}/feeds/all.atom.xml"]}]
    second = online(project, patience, 2, replace(FLU, words="The flu shot, in plainer words."))
    tell(site, second)
    assert heard.lists[1]["urlList"] == [f"{host.url}/blog/flu/", f"{host.url}/blog/tip/"]
    third = online(project, patience, 3, replace(FLU, words="The flu shot, in plainer words."))
    assert tell(site, third) == ()
    assert len(heard.lists) == 2


def test_what_was_refused_is_told_by_the_next_deploy(
    project: tuple[Project, Host], patience: Patience, heard: Heard
) -> None:
    """A search engine that is down stops nothing, is said, and hears of it later; once."""
    site, host = project
    heard.status = 503
    said = tell(site, online(project, patience, 1, FLU))
    assert len(said) == 2
    assert all(
        "were not told: 127.0.0.1 answers 503: the next deploy tries again" in one for one in said
    )
    heard.status = 200
    tell(site, online(project, patience, 2, FLU))
    assert heard.lists[0]["urlList"] == [f"{host.url}/blog/flu/", f"{host.url}/"]
    record = load_deployment(site.build)
    assert record
    assert record.to_tell == ()


def test_nobody_hears_of_a_staging_site_or_an_unproven_one(
    project: tuple[Project, Host], patience: Patience, heard: Heard
) -> None:
    """Another address than the practice's, or no proof: nothing is sent."""
    site, _ = project
    done = online(project, patience, 1, FLU, TIP)
    assert done.to_tell
    assert (
        tell(site, done.model_copy(update={"public_url": "https://staging.larkfield.example"}))
        == ()
    )
    assert tell(site, done.model_copy(update={"verified_at": None})) == ()
    assert heard.lists == heard.feeds == []
