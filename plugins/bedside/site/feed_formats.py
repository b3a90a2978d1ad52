"""A feed as Atom, RSS and JSON Feed: ids from the uid, full text, disclaimer included.

RFC 4287 (Atom), RFC 6721 (deleted entries), RSS 2.0 with guid isPermaLink=false,
https://www.jsonfeed.org/version/1.1/, https://www.w3.org/TR/websub/#discovery (read 2026-11-22).
"""

import json
import re
from datetime import datetime
from html import escape
from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from bedside.post import Post
from bedside.practice import Practice
from bedside.site.feeds import Feed, Removed

__all__ = ["atom_and_rss", "entry_html", "feed_id", "json_feed"]

# XML 1.0 allows no other control characters: https://www.w3.org/TR/xml/#charsets (read 2026-11-22)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ATOM = "http://www.w3.org/2005/Atom"
_TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


class _Beside(BaseExtension):  # type: ignore[misc]  # feedgen ships no types
    """What feedgen has no words for: entries that are gone, and the hub of an RSS feed."""

    removed: tuple[Removed, ...] = ()
    hub: str | None = None

    def extend_ns(self) -> dict[str, str]:
        """Return the name of RFC 6721 where it is used."""
        return {"at": _TOMBSTONES} if self.removed else {}

    def extend_atom(self, atom_feed: Any) -> Any:
        """Add a deleted-entry for each post that was taken down."""
        for one in self.removed:
            xml_elem(
                f"{{{_TOMBSTONES}}}deleted-entry", atom_feed, ref=feed_id(one.uid),
                when=one.when.isoformat(timespec="seconds"),
            )  # fmt: skip
        return atom_feed

    def extend_rss(self, rss_feed: Any) -> Any:
        """Name the hub."""
        if self.hub:
            xml_elem(f"{{{_ATOM}}}link", rss_feed[0], href=self.hub, rel="hub")
        return rss_feed


def feed_id(uid: str) -> str:
    """Return the entry id that survives a new slug, date or site address."""
    return f"urn:bedside:post:{uid}"


def entry_html(post: Post) -> str:
    """Return what a feed reader shows: what readers must know, the whole body, the disclaimer."""
    lines = [_said("reader-line", one.text, one.lang, post) for one in post.reader_lines]
    note = _said("disclaimer", post.disclaimer, post.disclaimer_lang, post)
    return _NOT_XML.sub("", "".join([*lines, post.html, note if post.disclaimer else ""]))


def _said(kind: str, text: str, lang: str, post: Post) -> str:
    mark = f' lang="{lang}"' if lang and lang != post.lang else ""
    return f'<p class="{kind}"{mark}><strong>{escape(text)}</strong></p>'


def atom_and_rss(feed: Feed, practice: Practice, now: datetime) -> tuple[bytes, bytes]:
    """Return the Atom and the RSS file of a feed."""
    facts, hub = practice.practice, practice.discovery.hub
    made = FeedGenerator()
    made.register_extension("beside", _Beside, BaseEntryExtension)
    made.load_extension("dc")
    made.beside.removed, made.beside.hub = feed.removed, hub
    made.id(f"{facts.url}/{feed.path}")
    made.title(_NOT_XML.sub("", feed.title))
    made.subtitle(feed.description)
    made.description(feed.description)
    made.language(feed.lang)
    made.author({"name": facts.name, "email": facts.email, "uri": f"{facts.url}/"})
    made.link(href=f"{facts.url}/{feed.page}", rel="alternate")
    changes = [*(post.modified for post in feed.newest), *(one.when for one in feed.removed)]
    made.updated(max(changes, default=now))
    for post in feed.newest:
        _add(made, post, practice)
    made.link(href=f"{facts.url}/{feed.path}feed.atom", rel="self")
    if hub:
        made.link(href=hub, rel="hub")
    atom = made.atom_str(pretty=True)
    made.link(href=f"{facts.url}/{feed.path}feed.rss", rel="self", replace=True)
    made.link(href=f"{facts.url}/{feed.page}", rel="alternate")
    return atom, made.rss_str(pretty=True)


def _add(made: FeedGenerator, post: Post, practice: Practice) -> None:
    entry = made.add_entry(order="append")
    entry.id(feed_id(post.uid))
    entry.guid(feed_id(post.uid), permalink=False)
    entry.title(_NOT_XML.sub("", post.title))
    entry.link(href=post.url, rel="alternate")
    entry.published(post.published)
    entry.updated(post.modified)
    entry.summary(_NOT_XML.sub("", post.summary))
    entry.content(entry_html(post), type="html")
    name, page = _author(post, practice)
    entry.author({"name": name, "uri": page})
    entry.dc.dc_creator(name)
    for tag in post.tags:
        entry.category(term=tag)


def json_feed(feed: Feed, practice: Practice) -> str:
    """Return the JSON Feed 1.1 file of a feed."""
    facts = practice.practice
    made: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title, "description": feed.description, "language": feed.lang,
        "home_page_url": f"{facts.url}/{feed.page}",
        "feed_url": f"{facts.url}/{feed.path}feed.json",
        "authors": [{"name": facts.name, "url": f"{facts.url}/"}],
    }  # fmt: skip
    if practice.discovery.hub:
        made["hubs"] = [{"type": "WebSub", "url": practice.discovery.hub}]
    made["items"] = [_item(post, practice) for post in feed.newest]
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _item(post: Post, practice: Practice) -> dict[str, object]:
    name, page = _author(post, practice)
    item: dict[str, object] = {
        "id": feed_id(post.uid), "url": post.url, "title": post.title, "summary": post.summary,
        "content_html": entry_html(post), "language": post.lang, "tags": list(post.tags),
        "date_published": post.published.isoformat(), "date_modified": post.modified.isoformat(),
        "authors": [{"name": name, "url": page}],
    }  # fmt: skip
    if post.card:
        item["image"] = f"{practice.practice.url}/{post.card.path}"
    return item


def _author(post: Post, practice: Practice) -> tuple[str, str]:
    """Return name and page of whoever wrote a post."""
    author, facts = practice.clinician(post.author), practice.practice
    if author is None:
        return facts.name, f"{facts.url}/"
    return author.display_name, f"{facts.url}/clinicians/{author.slug}/"
