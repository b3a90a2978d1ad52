"""Do feeds, sitemap, lists and search data that the public gets still name a page that was removed?"""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from bedside.deploy.fetch import fetch
from bedside.deploy.mark import MARK_PATH
from bedside.deploy.verify import MAX_BYTES, public_address

__all__ = ["lists_of", "trace_problem", "traces_of"]

_READ = {".html", ".xml", ".json", ".atom", ".rss"}
_ALWAYS = ("index.html", "sitemap.xml")
_NOT = {"404.html", MARK_PATH}  # hosts answer the one with 404; the other names nothing


def traces_of(removed: Iterable[str], url: str) -> tuple[bytes, ...]:
    """Return how the removed pages were linked to: whole addresses, and paths in quotes."""
    base = urlsplit(url).path.rstrip("/")
    pages = [path.removesuffix("index.html") for path in removed if path.endswith("/index.html")]
    return tuple(
        form.encode() for page in pages
        for form in (f"{url.rstrip('/')}/{page}", f'"{base}/{page}')
    )  # fmt: skip


def lists_of(site: Path, feeds: Iterable[str], changed: Iterable[str]) -> tuple[str, ...]:
    """Return what might name them: feeds, sitemap, home page, and every page that changed."""
    found = dict.fromkeys(
        [*_ALWAYS, *feeds, *(one for one in changed if Path(one).suffix in _READ)]
    )
    return tuple(one for one in found if one not in _NOT and (site / one).is_file())


def trace_problem(client: httpx.Client, base_url: str, path: str, traces: Iterable[bytes]) -> str:
    """Return why a list does not count as clean; empty when it names no removed page."""
    answer = fetch(client, public_address(base_url, path), MAX_BYTES)
    if answer.problem:
        return answer.problem
    if answer.status != httpx.codes.OK:
        return f"answers {answer.status}"
    if any(one in answer.body for one in traces):
        return "still names a page that was removed: an old copy is served: empty the host's cache"
    return ""
