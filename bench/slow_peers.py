"""The same posts for two more generators: Material for MkDocs with its cards, and Eleventy.

Both are installed once beside the builds. Material's `social` plugin would fetch a font from Google;
its font cache is filled with the theme's own instead, so that it draws offline.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from corpus import AUTHORS, Post
from peers import PLACE, ROOT, Site, write_posts

__all__ = ["SLOW_PEERS"]

MATERIAL = "9.8.1"
ELEVENTY = "3.1.8"
_FONT = "Atkinson"
_MATERIAL_SETTINGS = f"""
site_name: Larkfield
site_url: https://larkfield.example/
use_directory_urls: true
site_dir: output
theme:
  name: material
  font: false
plugins:
  - blog:
      post_url_format: "{{slug}}"
      pagination_per_page: 10
      archive: true
      categories: true
      authors: true
  - tags
  - social:
      cache_dir: cards
      cards_layout_options:
        font_family: {_FONT}
  - rss:
      length: 100
      match_path: blog/posts/.*
"""
_ELEVENTY_SETTINGS = """
export default function (site) {
  site.addPassthroughCopy("images");
  for (const key of ["categories", "tags", "authors"]) {
    site.addCollection(`by_${key}`, (all) => {
      const found = new Map();
      for (const post of all.getFilteredByTag("post")) {
        for (const name of [post.data[key === "tags" ? "topics" : key] ?? []].flat()) {
          if (!found.has(name)) found.set(name, []);
          found.get(name).push(post);
        }
      }
      return [...found].map(([name, posts]) => ({ key, name, posts }));
    });
  }
  return { dir: { output: "output", includes: "_includes" }, markdownTemplateEngine: false };
}
"""
_ELEVENTY_FILES = {
    "package.json": '{"type": "module", "private": true}',
    "_includes/base.njk": '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>'
    '<link rel="canonical" href="https://larkfield.example{{ page.url }}"></head><body><header><a href="/">Larkfield</a>'
    '{% for one in collections.by_categories %}<a href="/categories/{{ one.name | slugify }}/">{{ one.name }}</a>{% endfor %}'
    "</header><main>{{ content | safe }}</main></body></html>",
    "_includes/post.njk": "---\nlayout: base.njk\n---\n<article><h1>{{ title }}</h1><time>{{ page.date.toISOString() }}</time>"
    '{% for one in topics %}<a href="/tags/{{ one | slugify }}/">{{ one }}</a>{% endfor %}{{ content | safe }}</article>',
    "posts/posts.json": '{"layout": "post.njk", "tags": "post"}',
    "index.njk": "---\nlayout: base.njk\ntitle: Larkfield\npagination:\n  data: collections.post\n  size: 10\n  reverse: true\n"
    'permalink: "/{% if pagination.pageNumber %}page/{{ pagination.pageNumber + 1 }}/{% endif %}"\n---\n'
    '{% for one in pagination.items %}<h2><a href="{{ one.url }}">{{ one.data.title }}</a></h2><p>{{ one.data.summary }}</p>{% endfor %}',
    "feed.njk": "---\npermalink: /feed.xml\neleventyExcludeFromCollections: true\n---\n"
    '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Larkfield</title>'
    "<id>https://larkfield.example/</id>{% for one in collections.post | reverse %}{% if loop.index <= 20 %}<entry><title>{{ one.data.title }}</title>"
    "<id>https://larkfield.example{{ one.url }}</id><updated>{{ one.date.toISOString() }}</updated>"
    '<content type="html">{{ one.templateContent | escape }}</content></entry>{% endif %}{% endfor %}</feed>',
    "sitemap.njk": "---\npermalink: /sitemap.xml\neleventyExcludeFromCollections: true\n---\n"
    '<?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "{% for one in collections.all %}<url><loc>https://larkfield.example{{ one.url }}</loc></url>{% endfor %}</urlset>",
}  # fmt: skip
_ELEVENTY_LIST = (
    "---\nlayout: base.njk\npagination:\n  data: collections.by_{key}\n  size: 1\n  alias: group\n"
    "permalink: '/{key}/{{{{ group.name | slugify }}}}/'\n---\n<h1>{{{{ group.name }}}}</h1>"
    '{{% for one in group.posts %}}<h2><a href="{{{{ one.url }}}}">{{{{ one.data.title }}}}</a></h2>'
    "<p>{{{{ one.data.summary }}}}</p>{{% endfor %}}"
)


def material_social(folder: Path, count: int) -> Site:
    """Make the posts for Material's blog, with a card for each page."""
    (folder / "mkdocs.yml").write_text(_MATERIAL_SETTINGS)
    blog = folder / "docs" / "blog"
    write_posts(blog, count, _material_header, "../../images/{}", "{}.md")
    shutil.move(blog / "images", folder / "docs" / "images")
    (folder / "docs" / "index.md").write_text("# Larkfield\n")
    (blog / "index.md").write_text("# Blog\n")
    (blog / ".authors.yml").write_text(
        "authors:\n" + "".join(f"  {one}:\n    name: {one}\n    description: Clinician\n    avatar: /images/lamp.png\n" for one in AUTHORS)
    )  # fmt: skip
    fonts = folder / "cards" / "fonts" / _FONT
    fonts.mkdir(parents=True)
    for weight, name in (("400", "Regular"), ("700", "Bold")):
        shutil.copy(ROOT / "theme" / "fonts" / f"AtkinsonHyperlegibleNext-{weight}.ttf", fonts / f"{name}.ttf")  # fmt: skip
    return Site(
        folder=folder, command=(str(_material()), "build", "--quiet"), posts="docs/blog/posts",
        pages="output", made=("output", "cards/assets"),
    )  # fmt: skip


def eleventy(folder: Path, count: int) -> Site:
    """Make the posts for Eleventy, with a theme as plain as Hugo's here, a feed and a sitemap."""
    write_posts(folder, count, _eleventy_header, "/{}", "/posts/{}/")
    (folder / "eleventy.config.js").write_text(_ELEVENTY_SETTINGS)
    lists = {f"{key}.njk": _ELEVENTY_LIST.format(key=key) for key in ("categories", "tags", "authors")}  # fmt: skip
    for name, text in {**_ELEVENTY_FILES, **lists}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    command = ("node", str(_eleventy()), "--quiet")
    return Site(folder=folder, command=command, posts="posts", pages="output", made=("output",))


SLOW_PEERS = {"material_social": material_social, "eleventy": eleventy}


def _material() -> Path:
    place = PLACE / f"material-{MATERIAL}"
    if not place.is_dir():
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
        installer = os.environ.get("UV") or shutil.which("uv") or "uv"
        subprocess.run(
            [installer, "pip", "install", "--quiet", "--python", str(place / "bin" / "python"),
             f"mkdocs-material[imaging]=={MATERIAL}", "mkdocs-rss-plugin"], check=True,
        )  # fmt: skip
    return place / "bin" / "mkdocs"


def _eleventy() -> Path:
    place = PLACE / f"eleventy-{ELEVENTY}"
    if not place.is_dir():
        subprocess.run(
            ["npm", "install", "--silent", "--prefix", str(place), f"@11ty/eleventy@{ELEVENTY}"],
            check=True,
        )
    return place / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"


def _material_header(one: Post) -> str:
    return (
        f"---\ntitle: '{one.title}'\nslug: {one.slug}\ndate: {one.date:%Y-%m-%dT%H:%M:%SZ}\nauthors: [{one.author}]\n"
        f"categories: [{one.category}]\ntags: [{', '.join(one.tags)}]\ndescription: '{one.summary}'\n---\n"
    )


def _eleventy_header(one: Post) -> str:
    return (
        f"---\ntitle: '{one.title}'\npermalink: /posts/{one.slug}/\ndate: {one.date:%Y-%m-%dT%H:%M:%SZ}\nauthors: [{one.author}]\n"
        f"categories: [{one.category}]\ntopics: [{', '.join(one.tags)}]\nsummary: '{one.summary}'\n---\n"
    )
