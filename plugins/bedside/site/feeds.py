"""Atom, RSS and JSON Feed of the listed posts: ids from the uid, full text, disclaimer included.

RFC 4287 (Atom), RSS 2.0 with guid isPermaLink=false, https://www.jsonfeed.org/version/1.1/.
"""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from html import escape

from feedgen.feed import FeedGenerator

from bedside.post import Post
from bedside.practice import Practice

__all__ = ["FEEDS", "atom_and_rss", "entry_html", "feed_id", "json_feed"]

FEEDS = {"feed.atom": "atom", "feed.rss": "rss", "feed.json": "json"}
MAX_ITEMS = 50
# XML 1.0 allows no other control characters: https://www.w3.org/TR/xml/#charsets (read 2026-11-22)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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


def atom_and_rss(posts: Sequence[Post], practice: Practice, now: datetime) -> tuple[bytes, bytes]:
    """Return the Atom and the RSS file of the newest posts."""
    facts = practice.practice
    newest = sorted(posts, key=lambda post: post.published, reverse=True)[:MAX_ITEMS]
    feed = FeedGenerator()
    feed.id(f"{facts.url}/")
    feed.title(facts.name)
    feed.subtitle(facts.description)
    feed.description(facts.description)
    feed.language(facts.language)
    feed.author({"name": facts.name, "email": facts.email})
    feed.link(href=f"{facts.url}/", rel="alternate")
    feed.updated(max([post.modified for post in newest], default=now))
    for post in newest:
        _add(feed, post, practice)
    feed.link(href=f"{facts.url}/feed.atom", rel="self")
    atom = feed.atom_str(pretty=True)
    feed.link(href=f"{facts.url}/feed.rss", rel="self", replace=True)
    feed.link(href=f"{facts.url}/", rel="alternate")
    return atom, feed.rss_str(pretty=True)


def _add(feed: FeedGenerator, post: Post, practice: Practice) -> None:
    author = practice.clinician(post.author)
    entry = feed.add_entry(order="append")
    entry.id(feed_id(post.uid))
    entry.guid(feed_id(post.uid), permalink=False)
    entry.title(_NOT_XML.sub("", post.title))
    entry.link(href=post.url, rel="alternate")
    entry.published(post.published)
    entry.updated(post.modified)
    entry.summary(_NOT_XML.sub("", post.summary))
    entry.content(entry_html(post), type="html")
    entry.author({"name": author.display_name if author else practice.practice.name})
    for tag in post.tags:
        entry.category(term=tag)


def json_feed(posts: Sequence[Post], practice: Practice) -> str:
    """Return the JSON Feed 1.1 file of the newest posts."""
    facts = practice.practice
    newest = sorted(posts, key=lambda post: post.published, reverse=True)[:MAX_ITEMS]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": facts.name, "description": facts.description, "language": facts.language,
        "home_page_url": f"{facts.url}/", "feed_url": f"{facts.url}/feed.json",
        "authors": [{"name": facts.name, "url": f"{facts.url}/"}],
        "items": [_item(post, practice) for post in newest],
    }  # fmt: skip
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _item(post: Post, practice: Practice) -> dict[str, object]:
    author = practice.clinician(post.author)
    item: dict[str, object] = {
        "id": feed_id(post.uid), "url": post.url, "title": post.title, "summary": post.summary,
        "content_html": entry_html(post), "language": post.lang, "tags": list(post.tags),
        "date_published": post.published.isoformat(), "date_modified": post.modified.isoformat(),
        "authors": [{"name": author.display_name if author else practice.practice.name}],
    }  # fmt: skip
    if post.card:
        item["image"] = f"{practice.practice.url}/{post.card.path}"
    return item
