"""The sitemap, robots.txt and the headers file.

Protocol: https://www.sitemaps.org/protocol.html (read 2026-11-22).
"""

from collections.abc import Iterable
from datetime import datetime
from html import escape

__all__ = ["headers_file", "robots_txt", "sitemap_xml"]


def sitemap_xml(pages: Iterable[tuple[str, datetime | None]]) -> str:
    """Return the sitemap of (absolute address, last change); a page without a true date has none."""
    rows = [
        f"<url><loc>{escape(url)}</loc>"
        + (f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else "")
        + "</url>"
        for url, changed in sorted(pages, key=lambda row: row[0])
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        + "\n".join(rows)
        + "\n</urlset>\n"
    )


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
