"""Where a post stood before its `slug` changed: a page that leads on, and a line for hosts.

A refresh after no time is a permanent redirect to Google:
https://developers.google.com/search/docs/crawling-indexing/301-redirects; the file that Netlify and
Cloudflare Pages read: https://developers.cloudflare.com/pages/configuration/redirects/ (both read
2026-11-22).
"""

from collections.abc import Mapping
from html import escape

from bedside.post import Post
from bedside.practice import Practice
from bedside.site.policy import content_policy
from bedside.site.words import told_in, words_in

__all__ = ["redirect_page", "redirects_file"]


def redirect_page(post: Post, practice: Practice) -> str:
    """Return the page that stands at a post's old address."""
    lang = told_in(post.lang, practice.practice.language)
    title, now = words_in(lang)["moved"], words_in(lang)["moved_here"]
    url = escape(post.url)
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title} | {escape(practice.practice.short_name)}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(content_policy(practice))}">\n'
        f'<meta name="description" content="{title}.">\n'
        f'<meta http-equiv="refresh" content="0; url={url}">\n'
        f'<link rel="canonical" href="{url}">\n'
        f'</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{now} <a href="{url}" lang="{post.lang}">'
        f"{escape(post.title)}</a></p>\n</main>\n</body>\n</html>\n"
    )


def redirects_file(moved: Mapping[str, Post], practice: Practice) -> str:
    """Return `_redirects`: each old path, the new one, 301; empty when nothing moved."""
    base = practice.base_path
    return "".join(
        f"{base}/{old} {base}/{post.path} 301\n" for old, post in sorted(moved.items())
    )  # fmt: skip
