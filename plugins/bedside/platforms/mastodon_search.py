"""Recognise our own post among an account's statuses, whose content is HTML."""

from typing import Any

from selectolax.lexbor import LexborHTMLParser

from bedside.platforms.matching import page_of

__all__ = ["links_to"]


def links_to(status: dict[str, Any], url: str) -> bool:
    """Tell whether a status links to `url`: in its content, its card or its plain text."""
    return page_of(url) in {page_of(one) for one in _addresses(status)}


def _addresses(status: dict[str, Any]) -> list[str]:
    tree = LexborHTMLParser(str(status.get("content") or ""))
    found = [str(node.attributes.get("href") or "") for node in tree.css("a")]
    card = status.get("card")
    if isinstance(card, dict):
        found.append(str(card.get("url") or ""))
    words = [*tree.text(separator=" ").split(), *str(status.get("text") or "").split()]
    return found + [word for word in words if word.startswith(("http://", "https://"))]
