"""After a proven deploy: search engines get the pages that changed, a hub the feeds that changed.

IndexNow: https://www.indexnow.org/documentation (at most 10,000 addresses a request; 200 and 202 are
yes). WebSub: https://www.w3.org/TR/websub/#publishing, whose form of the ping is each hub's own:
`hub.mode=publish` and `hub.url` are what hubs take (both read 2026-11-22).
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx

from bedside.deploy.fetch import public_client
from bedside.deploy.no_answer import no_answer
from bedside.deploy.record import Deployment, save_deployment
from bedside.outbox import load_outbox
from bedside.practice_discovery import Discovery
from bedside.project import Project

__all__ = ["tell", "worth_telling"]

_BATCH = 10_000
_NOINDEX = b'<meta name="robots" content="noindex">'
_NEVER = {"404.html"}
_FEEDS = (".atom", ".rss", ".json", ".atom.xml", ".rss.xml")
_HERE = {"127.0.0.1", "::1", "localhost"}


def worth_telling(paths: Iterable[str], discovery: Discovery) -> set[str]:
    """Return those of the paths that somebody asked to be told of, pages and feeds."""
    pages = {one for one in paths if discovery.indexnow_key and one.endswith(".html")}
    feeds = {one for one in paths if discovery.hub and one.endswith(_FEEDS)}
    return (pages | feeds) - _NEVER


def tell(project: Project, done: Deployment) -> tuple[str, ...]:
    """Tell of what changed; return a line for each thing told or refused.

    What was refused stays in the record, and the next deploy tells of it again. A site that is not
    proven at the practice's own address is a staging one: nobody hears of it.
    """
    if (
        done.public_url != project.practice.practice.url
        or done.verified_at is None
        or not done.to_tell
    ):
        return ()
    said, untold = [], set[str]()
    for what, paths, problem in _sendings(project, set(done.to_tell)):
        if problem:
            untold |= paths
            again = "the next deploy tries again; the site is online all the same"
            said.append(f"{what} were not told: {problem}: {again}")
        else:
            said.append(f"Told {what}.")
    save_deployment(done.model_copy(update={"to_tell": tuple(sorted(untold))}), project.build)
    return tuple(said)


def _sendings(project: Project, paths: set[str]) -> Iterator[tuple[str, set[str], str]]:
    """Send to each, and yield who, about which paths, and what went wrong."""
    discovery, site = project.practice.discovery, project.output
    pages = {one for one in paths if one.endswith(".html") and _is_indexed(site / one)}
    if discovery.indexnow_key and pages:
        what = f"search engines of {len(pages)} address{'' if len(pages) == 1 else 'es'}"
        yield what, pages, _indexnow(project, sorted(pages))
    feeds = paths & set(load_outbox(project.outbox).feeds)
    if discovery.hub and feeds:
        what = f"the hub of {len(feeds)} feed{'' if len(feeds) == 1 else 's'}"
        yield what, feeds, _hub(project, sorted(feeds))


def _is_indexed(file: Path) -> bool:
    """Tell whether search engines may know of a page: one that is gone, or says nothing against it."""
    return not file.is_file() or _NOINDEX not in file.read_bytes()


def _address(project: Project, path: str) -> str:
    return f"{project.practice.practice.url}/{quote(path.removesuffix('index.html'))}"


def _indexnow(project: Project, pages: list[str]) -> str:
    """Send the addresses, and return what went wrong."""
    url, discovery = project.practice.practice.url, project.practice.discovery
    for start in range(0, len(pages), _BATCH):
        body = {
            "host": urlsplit(url).netloc, "key": discovery.indexnow_key,
            "keyLocation": f"{url}/{discovery.indexnow_key}.txt",
            "urlList": [_address(project, one) for one in pages[start : start + _BATCH]],
        }  # fmt: skip
        headers = {"Content-Type": "application/json; charset=utf-8"}
        text = json.dumps(body).encode()
        if problem := _post(discovery.indexnow_endpoint, headers=headers, content=text):
            return problem
    return ""


def _hub(project: Project, feeds: list[str]) -> str:
    """Name each feed to the hub, and return what went wrong."""
    hub = project.practice.discovery.hub or ""
    for path in feeds:
        form = {"hub.mode": "publish", "hub.url": _address(project, path)}
        if problem := _post(hub, data=form):
            return problem
    return ""


def _post(url: str, **body: object) -> str:
    with public_client(local=urlsplit(url).hostname in _HERE) as client:
        try:
            answer = client.post(url, **body)  # type: ignore[arg-type]  # content, headers or data
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return no_answer(error, url)
    return "" if answer.is_success else f"{urlsplit(url).hostname} answers {answer.status_code}"
