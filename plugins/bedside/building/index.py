"""What machines read of the site: JSON-LD on pages, feeds, sitemap, robots, headers."""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from markupsafe import Markup

from bedside.adapter import Build, is_listed
from bedside.building.before import built_before
from bedside.building.moved import moved_posts, write_redirects
from bedside.building.pages import articles_of, pages_of
from bedside.building.removed import removed_posts
from bedside.building.search import SEARCHED, write_search
from bedside.files import write_atomic
from bedside.post import Kind
from bedside.site.editions import edition_in
from bedside.site.event_file import EVENT_FILE, event_file
from bedside.site.feed_formats import atom_and_rss, json_feed
from bedside.site.feeds import feed_files, feeds_of
from bedside.site.policy import content_policy
from bedside.site.schema_org import (
    PageType,
    article_graph,
    graph_json,
    listing_trail,
    page_graph,
)
from bedside.site.search import search_headers
from bedside.site.sitemap import SitePage, headers_file, robots_txt, sitemap_xml
from bedside.site.texts import humans_txt, security_txt
from bedside.web_address import join_address

__all__ = ["add_json_ld", "describe", "write_index"]

_UNLISTED = {"404.html"}
_LISTS: dict[str, PageType] = {"": "WebPage", "search": "SearchResultsPage"}
_KINDS: dict[str, PageType] = {"about": "AboutPage", "contact": "ContactPage"}
_IMAGE = re.compile(r'<img\b[^>]*?\ssrc="([^"]+)"')
_NOINDEX = '<meta name="robots" content="noindex">'


def add_json_ld(build: Build, generators: Iterable[Any]) -> None:
    """Give each page its graph as text that a template may place as it is."""
    practice = build.project.practice

    def listing(name: str, path: str, description: str = "", lang: str = "") -> Markup:
        edition = edition_in(build.editions, lang or practice.practice.language)
        kind = _LISTS.get(
            path.strip("/").removeprefix(edition.folder.strip("/")).strip("/"), "CollectionPage"
        )
        steps = listing_trail(name, path, edition.words, edition.folder)
        nodes = page_graph(practice, name, steps, kind, description=description, lang=lang)
        return _markup(nodes)

    for generator in generators:
        generator.context["page_graph"] = listing
    for page in pages_of(generators):
        clinician = practice.clinician(page.meta.clinician or "")
        name = clinician.display_name if clinician else page.title
        edition = edition_in(build.editions, page.lang)
        steps = listing_trail(name, page.url, edition.words, edition.folder)
        page.json_ld = _markup(page_graph(
            practice, name, steps, _kind(page),
            description=page.summary_text, lang=page.lang, clinician=clinician,
        ))  # fmt: skip
    for article in articles_of(generators):
        describe(build, article)


def describe(build: Build, article: Any) -> None:
    """Give an article its graph."""
    edition = edition_in(build.editions, article.lang)
    article.json_ld = _markup(article_graph(
        article.post, build.project.practice, topic_url=article.topic_url, folder=edition.folder
    ))  # fmt: skip


def _markup(nodes: list[dict[str, Any]]) -> Markup:
    return Markup(graph_json(nodes))  # noqa: S704  graph_json escapes < > &


def _kind(page: Any) -> PageType:
    if page.kind is Kind.SERVICE:
        return "MedicalWebPage"
    if page.kind is Kind.CLINICIAN and page.meta.clinician:
        return "ProfilePage"
    return _KINDS.get(page.stands_for, "WebPage")


def write_index(build: Build, output: str) -> None:
    """Write feeds, sitemap, robots.txt and the headers file; only listed posts are in them."""
    root, practice = Path(output), build.project.practice
    before = built_before(build.project)
    build.removed = removed_posts(build, before)
    _write_feeds(build, root)
    write_atomic(root / "robots.txt", robots_txt(practice.practice.url))
    folders = [one.folder for one in build.editions.values()]
    headers = headers_file(content_policy(practice)) + search_headers(folders)
    write_atomic(root / "_headers", headers)
    write_atomic(root / "sitemap.xml", sitemap_xml(_pages(build, root)))
    for post in build.posts.values():
        if post.event:
            write_atomic(root / post.path / EVENT_FILE, event_file(post, practice))
    write_atomic(root / ".well-known" / "security.txt", security_txt(practice, build.now))
    write_atomic(root / "humans.txt", humans_txt(practice))
    if key := practice.discovery.indexnow_key:
        write_atomic(root / f"{key}.txt", key)
    write_redirects(build, moved_posts(build, before, root), root)
    write_search(root, build.project.build / SEARCHED)


def _write_feeds(build: Build, root: Path) -> None:
    practice = build.project.practice
    listed = [post for post in build.posts.values() if is_listed(post)]
    people = {page.url for page in build.public_pages if page.kind is Kind.CLINICIAN}
    for feed in feeds_of(listed, practice, people, build.removed):
        made: list[str | bytes] = [
            *atom_and_rss(feed, practice, build.now),
            json_feed(feed, practice),
        ]
        names = [path for path, _, _ in feed_files(feed)]
        for name, data in zip(names, made, strict=True):
            write_atomic(root / name, data)
        build.feeds += names


def _pages(build: Build, root: Path) -> Iterable[SitePage]:
    """Yield each public, listed page with the time its content last changed, where that is known."""
    site = build.project.practice.practice.url
    changed, pictures = _changes(build), _pictures(build)
    for file in sorted(root.rglob("*.html")):
        path = file.relative_to(root).as_posix()
        address = path.removesuffix("index.html")
        is_hidden = _NOINDEX in file.read_text(encoding="utf-8")  # posts and pages alike
        if path not in _UNLISTED and not is_hidden:
            shown = tuple(join_address(f"{site}/", one) for one in pictures.get(address, ()))
            yield SitePage(url=f"{site}/{address}", changed=changed.get(address), pictures=shown)


def _pictures(build: Build) -> dict[str, list[str]]:
    """Return the addresses of each page's own pictures: those above its words and among them."""
    base = build.project.practice.base_path
    found = {}
    for post in build.posts.values():
        above = [f"{base}/{post.image}"] if post.image else []
        found[post.path] = [*above, *_IMAGE.findall(post.html)]
    for page in build.public_pages:
        person = build.project.practice.clinician(page.meta.clinician or "")
        photo = person.photo if person and page.kind is Kind.CLINICIAN else page.meta.image
        above = [f"{base}/{photo}"] if photo else []
        found[page.url] = [*above, *_IMAGE.findall(page.content)]
    return found


def _changes(build: Build) -> dict[str, datetime]:
    """Return when posts changed, and the lists that show them: with the newest change of a post."""
    found: dict[str, datetime] = {}
    for post in build.posts.values():
        found[post.path] = post.modified
        edition = edition_in(build.editions, post.lang)
        if not is_listed(post) or post.lang != edition.lang:
            continue
        for place in ("blog/", "blog/archive/", f"topics/{post.category}/"):
            path = edition.folder + place
            found[path] = max(found.get(path, post.modified), post.modified)
    return found
