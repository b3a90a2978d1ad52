"""WEB014: what files beside the pages fetch from elsewhere: style sheets, scripts, drawings, feeds."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from bedside.checks.addresses import absolute, css_addresses, is_foreign
from bedside.checks.authorities import TRACKING
from bedside.checks.built import Site
from bedside.checks.feed_items import FeedItem
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope
from bedside.checks.page import parse_page
from bedside.checks.rules.web import foreign_fetches
from bedside.checks.search_index import is_search_program

__all__ = ["WEB_FILES"]

_ELSEWHERE = "asks another site: serve the file from the practice's own"
_SCRIPT_HOST = compile_late(
    r"""["'`]((?:(?:https?|wss?):)?//[\w.-]+\.[a-z]{2,}[^"'`\s]*)""", re.IGNORECASE
)
_STYLESHEET_PI = compile_late(r"<\?xml-stylesheet[^>]*href=[\"']([^\"']+)")


def _foreign_in_files(site: Site, _context: Context) -> Iterator[Match]:
    """Look where pages do not: style sheets, scripts, drawings and the markup inside feeds."""
    for path in sorted(one for one in site.files if not is_search_program(site.output / one, one)):
        file, suffix = site.output / path, PurePosixPath(path).suffix.lower()
        if suffix not in {".css", ".js", ".mjs", ".svg"}:
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        base = f"{site.practice.practice.url}/{path}"
        if suffix == ".svg":
            yield from (Match(path=file, message=one) for one in _in_markup(site, text, path))
        found = css_addresses(text) if suffix == ".css" else _SCRIPT_HOST.findall(text)
        for address in found if suffix != ".svg" else _STYLESHEET_PI.findall(text):
            if is_foreign(absolute(address, base), site.practice):
                yield Match(path=file, start=max(text.find(address), 0), message=_ELSEWHERE)
    yield from _in_feeds(site)


def _in_feeds(site: Site) -> Iterator[Match]:
    """Say once what an item carries into several feeds, on the page of its post."""
    pages = {page.url: page for page in site.pages if page.post}
    seen: set[tuple[str, str]] = set()
    known: dict[str, tuple[str, ...]] = {}  # an item stands in many feeds, word for word
    for item in site.feed_items:
        home = pages.get(item.link)
        if item.html not in known:
            known[item.html] = tuple(_in_item(site, item))
        for said in known[item.html]:
            if (item.link or item.id, said) in seen:
                continue
            seen.add((item.link or item.id, said))
            which = "its feed item" if home else f"the item {item.link or item.id}"
            yield Match(path=home.file if home else item.file, message=f"{which} {said}")


def _in_item(site: Site, item: FeedItem) -> Iterator[str]:
    """Say what an item fetches or runs; one in which nothing was found is not read again."""
    key = f"markup\0{item.path}\0{item.html}"
    silent = site.kept.silent if site.kept else None
    if silent and silent.knows(key):
        return
    said = [*_in_markup(site, item.html, item.path)]
    if silent and not said:
        silent.keep(key)
    yield from said


def _in_markup(site: Site, markup: str, path: str) -> Iterator[str]:
    """Say what a text fetches from elsewhere or runs. A feed's folder makes no address foreign."""
    url = f"{site.practice.practice.url}/{path}"
    page = parse_page(markup, site.output / path, path, url)
    yield from (match.message for match in foreign_fetches(page, site.practice))
    if page.inline_scripts:
        yield "holds code that runs: remove it"


_PAGE = "=== index.html\n"

WEB_FILES: tuple[Rule, ...] = (
    Rule(
        code="WEB014", name="third-party-in-file", scope=Scope.SITE, find=_foreign_in_files,
        summary="A style sheet, script, drawing or feed item that asks another server.",
        why="Readers' browsers and feed readers follow it as they do a page's own requests.",
        fix="Serve the file from the practice's own site.", authority=TRACKING,
        bad=('=== a.css\n@import url("https://cdn.example/a.css");', "=== a.css\na{b:url(//cdn.example/a)}",
             '=== a.js\nfetch("https://track.example/1")', "=== a.js\nnew WebSocket('wss://x.example')",
             '=== a.svg\n<svg><image href="https://cdn.example/a.png"/></svg>',
             "=== a.svg\n<svg onload='x()'></svg>",
             '=== feed.json\n{"items": [{"id": "1", "content_html": "<img src=//track.example/1>"}]}'),
        good=("=== a.css\n@namespace svg url(http://www.w3.org/2000/svg); a{b:url(a.woff2)}",
              "=== a.js\n// see https://example.org/docs\nfetch('/search.json')",
              '=== a.svg\n<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'),
    ),
)  # fmt: skip
