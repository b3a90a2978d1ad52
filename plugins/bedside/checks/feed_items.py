"""The items of built feeds: whose they are, where they lead and the markup they carry."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from bedside.errors import BedsideError

__all__ = ["FeedItem", "is_feed", "read_feed", "sitemap_addresses"]

_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One item, as any feed reader sees it."""

    file: Path
    path: str  # of the feed, under the site root
    id: str
    link: str
    html: str
    title: str = ""


def is_feed(path: str) -> bool:
    """Tell a feed by its name: *.atom, *.rss, feed*.xml, feed*.json, atom.xml, rss.xml."""
    name = path.rpartition("/")[2].lower()
    known = name.endswith((".xml", ".json")) and name.startswith(("feed", "atom", "rss"))
    return known or name.endswith((".atom", ".rss", ".atom.xml", ".rss.xml"))


def read_feed(file: Path, path: str) -> list[FeedItem]:
    """Return the items of an Atom, RSS 2.0 or JSON feed. Raises BedsideError when it is none."""
    text = file.read_text(encoding="utf-8")
    try:
        rows = list(_json(text) if path.endswith(".json") else _xml(text))
    except (ET.ParseError, ValueError, AttributeError, KeyError) as error:
        message = f"{file}: not a feed that can be read: {error}"
        raise BedsideError(message) from error
    return [
        FeedItem(file=file, path=path, id=one, link=link, html=html, title=title)
        for one, link, html, title in rows
    ]


def sitemap_addresses(file: Path) -> list[str]:
    """Return every `loc` of a sitemap."""
    root = ET.fromstring(file.read_bytes())  # noqa: S314  our own build
    return [(one.text or "").strip() for one in root.iter() if one.tag.rpartition("}")[2] == "loc"]


def _json(text: str) -> Iterator[tuple[str, str, str, str]]:
    for item in json.loads(text)["items"]:
        yield (
            str(item["id"]),
            item.get("url", ""),
            item.get("content_html", item.get("summary", "")),
            item.get("title", ""),
        )


def _xml(text: str) -> Iterator[tuple[str, str, str, str]]:
    root = ET.fromstring(text)  # noqa: S314  our own build
    for entry in root.iter(f"{_ATOM}entry"):
        links = [
            one for one in entry.iter(f"{_ATOM}link") if one.get("rel", "alternate") == "alternate"
        ]
        body = entry.find(f"{_ATOM}content")
        if body is None:
            body = entry.find(f"{_ATOM}summary")
        yield (
            _text(entry.find(f"{_ATOM}id")),
            links[0].get("href", "") if links else "",
            _inside(body),
            _text(entry.find(f"{_ATOM}title")),
        )
    for item in root.iter("item"):
        body = item.find(_CONTENT)
        if body is None:
            body = item.find("description")
        guid, link, title = (_text(item.find(name)) for name in ("guid", "link", "title"))
        yield guid, link, _inside(body), title


def _text(element: ET.Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""


def _inside(element: ET.Element | None) -> str:
    """Return escaped markup as markup, and XHTML content as it stands."""
    if element is None:
        return ""
    children = "".join(ET.tostring(child, encoding="unicode") for child in element)
    return (element.text or "") + children
