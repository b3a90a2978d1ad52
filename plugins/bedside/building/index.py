"""What machines read of the site: JSON-LD on pages, feeds, sitemap, robots, headers."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from markupsafe import Markup

from bedside.adapter import Build, is_listed
from bedside.building.pages import articles_of, pages_of
from bedside.files import write_atomic
from bedside.post import Kind
from bedside.site.feeds import FEEDS, atom_and_rss, json_feed
from bedside.site.policy import content_policy
from bedside.site.schema_org import article_graph, clinician_graph, graph_json, practice_graph
from bedside.site.sitemap import headers_file, robots_txt, sitemap_xml

__all__ = ["add_json_ld", "write_index"]

_UNLISTED = {"404.html"}
_NOINDEX = '<meta name="robots" content="noindex">'


def add_json_ld(build: Build, generators: Iterable[Any]) -> None:
    """Give each page its graph as text that a template may place as it is."""
    practice = build.project.practice
    site = Markup(graph_json(practice_graph(practice)))  # noqa: S704  graph_json escapes < > &
    for generator in generators:
        generator.context["site_json_ld"] = site
    for page in pages_of(generators):
        clinician = practice.clinician(page.meta.clinician or "")
        if page.kind is Kind.CLINICIAN and clinician:
            found = build.picture(clinician.photo) if clinician.photo else None
            photo = f"{practice.practice.url}/{clinician.photo}" if found else None
            nodes = [*clinician_graph(practice, clinician, photo), *practice_graph(practice)]
            page.json_ld = Markup(graph_json(nodes))  # noqa: S704  as above
        else:
            page.json_ld = site
    for article in articles_of(generators):
        article.json_ld = Markup(graph_json(article_graph(article.post, practice)))  # noqa: S704  as above


def write_index(build: Build, output: str) -> None:
    """Write feeds, sitemap, robots.txt and the headers file; only listed posts are in them."""
    root, practice = Path(output), build.project.practice
    listed = [post for post in build.posts.values() if is_listed(post)]
    default = [post for post in listed if post.lang == practice.practice.language]
    atom, rss = atom_and_rss(default, practice, build.now)
    write_atomic(root / "feed.atom", atom)
    write_atomic(root / "feed.rss", rss)
    write_atomic(root / "feed.json", json_feed(default, practice))
    build.feeds = list(FEEDS)
    write_atomic(root / "robots.txt", robots_txt(practice.practice.url))
    write_atomic(root / "_headers", headers_file(content_policy(practice)))
    write_atomic(root / "sitemap.xml", sitemap_xml(_pages(build, root)))


def _pages(build: Build, root: Path) -> Iterable[tuple[str, Any]]:
    """Yield each public, listed page; posts with the time of their last change."""
    site = build.project.practice.practice.url
    posts = {post.path: post for post in build.posts.values()}
    for file in sorted(root.rglob("*.html")):
        path = file.relative_to(root).as_posix()
        address = path.removesuffix("index.html")
        post = posts.get(address)
        is_hidden = _NOINDEX in file.read_text(encoding="utf-8")  # posts and pages alike
        if path not in _UNLISTED and not is_hidden:
            yield f"{site}/{address}", post.modified if post else None
