"""Recognise our own post among an account's statuses, and whether enough of them were seen."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from bedside.platforms.matching import page_of

__all__ = ["PAGE", "is_the_end", "links_to"]

PAGE = 40  # statuses asked for at once: the most that Mastodon gives


def links_to(status: dict[str, Any], url: str) -> bool:
    """Tell whether a status links to `url`: in its content, its card or its plain text."""
    return page_of(url) in {page_of(one) for one in _addresses(status)}


def is_the_end(page: Sequence[Any], seen: set[str], start: datetime) -> bool | None:
    """Tell whether a page, newest first, ends the search; None where nobody can tell.

    It does when it is empty or goes back to before `start`. A page that was seen before is of a
    server that takes no notice of max_id, as snac2, which gives its newest 256 each time: it is
    all there is when it holds less than was asked for.
    """
    if not page or _made(page[-1], start) < start:
        return True
    ids = {str(one.get("id")) for one in page if isinstance(one, dict)}
    if ids <= seen:
        return True if len(page) < PAGE else None
    seen |= ids
    return False


def _made(status: Any, start: datetime) -> datetime:
    """Return when a status was made; `start` where it does not say."""
    try:
        made = datetime.fromisoformat(str(status["created_at"]))
    except (KeyError, TypeError, ValueError):
        return start
    return made if made.tzinfo else made.replace(tzinfo=UTC)


def _addresses(status: dict[str, Any]) -> list[str]:
    tree = LexborHTMLParser(str(status.get("content") or ""))
    found = [str(node.attributes.get("href") or "") for node in tree.css("a")]
    card = status.get("card")
    if isinstance(card, dict):
        found.append(str(card.get("url") or ""))
    words = [*tree.text(separator=" ").split(), *str(status.get("text") or "").split()]
    return found + [word for word in words if word.startswith(("http://", "https://"))]
