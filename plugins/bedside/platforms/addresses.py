"""Tell whether two addresses are the same page: what networks do to a link makes no other page."""

from html import unescape
from urllib.parse import urlsplit

__all__ = ["addresses_in", "page_of"]


def page_of(url: str) -> tuple[str, str, str]:
    """Return host, path and query: scheme, last slash and campaign tags make no other page."""
    parts = urlsplit(unescape(url).strip())
    query = "&".join(one for one in parts.query.split("&") if not one.startswith("utm_"))
    return parts.netloc.lower(), parts.path.rstrip("/"), query


def addresses_in(text: str) -> tuple[str, ...]:
    """Return the words of a text that are addresses."""
    return tuple(word for word in text.split() if word.startswith(("http://", "https://")))
