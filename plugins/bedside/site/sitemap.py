"""The sitemap, robots.txt and the headers file.

Protocol: https://www.sitemaps.org/protocol.html; pictures:
https://developers.google.com/search/docs/crawling-indexing/sitemaps/image-sitemaps (both read 2026-11-22).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import escape

__all__ = ["SitePage", "headers_file", "robots_txt", "sitemap_xml"]

_MOST = 1000  # pictures of a page that Google reads


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """A page's absolute address, when it last changed where that is known, and its own pictures."""

    url: str
    changed: datetime | None = None
    pictures: tuple[str, ...] = ()  # absolute addresses


def sitemap_xml(pages: Iterable[SitePage]) -> str:
    """Return the sitemap; a page without a true date has none."""
    rows = "\n".join(map(_row, sorted(pages, key=lambda page: page.url)))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">\n'
        f"{rows}\n</urlset>\n"
    )


def _row(page: SitePage) -> str:
    changed = page.changed.isoformat(timespec="seconds") if page.changed else ""
    when = f"<lastmod>{changed}</lastmod>" if changed else ""
    shown = dict.fromkeys(page.pictures[:_MOST])
    images = "".join(
        f"<image:image><image:loc>{escape(one)}</image:loc></image:image>" for one in shown
    )
    return f"<url><loc>{escape(page.url)}</loc>{when}{images}</url>"


def robots_txt(site_url: str) -> str:
    """Return robots.txt: everything may be read, also by the networks that fetch cards."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site_url}/sitemap.xml\n"


def headers_file(policy: str) -> str:
    """Return the `_headers` file that static hosts read; `policy` is what pages may load."""
    rows = {
        "Content-Security-Policy": f"{policy}; frame-ancestors 'none'",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Strict-Transport-Security": "max-age=31536000",
    }
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in rows.items())
