"""A Facebook page.

Transcribed, not recorded: https://developers.facebook.com/documentation/pages-api/posts.md and the
parameters of Graph v26.0 in facebook-business 26.0.3 on PyPI (read 2026-11-22), what waits by
https://developers.facebook.com/docs/graph-api/reference/page/scheduled_posts/ (read 2026-11-23).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.servers.meta_fake import MetaFake, error, limit
from tests.servers.strict_server import Asked

__all__ = ["FacebookFake"]

_FIELDS = {"id", "message", "permalink_url", "attachments", "created_time"}
_WAITING_FIELDS = _FIELDS | {"scheduled_publish_time"}
_LEAST, _MOST = 10 * 60, 30 * 86400  # seconds from the request
_LAST_CHANGE = 3 * 60  # seconds before its time (as Meta said in 2012)


@dataclass(slots=True, kw_only=True)
class FacebookFake(MetaFake):
    """One page; `blind` readings of a page find no picture yet."""

    scopes: set[str] = field(
        default_factory=lambda: {"pages_manage_posts", "pages_read_engagement"}
    )
    blind: int = 0
    read_in: list[str] = field(default_factory=list)
    waiting: list[dict[str, Any]] = field(default_factory=list)  # to be shown later
    now: Callable[[], float] = field(default=time.time)
    is_late: bool = False  # what is due is not shown yet
    loses: bool = False  # what is due is neither shown nor kept, as people report

    def do(self, asked: Asked) -> dict[str, Any]:
        """Do what is asked, or refuse it; what is due by then is shown first."""
        self.show_due()
        path = self.path_of(asked)
        match asked.method, path.split("/"):
            case "POST", [""]:
                return self._scrape(asked)
            case "POST", [self.me, "feed"]:
                limit(asked, "message", "link", "published", "scheduled_publish_time")
                if not asked.fields.get("message") and not asked.fields.get("link"):
                    raise error(100, "The parameter message or link is required")
                at = self._later(asked)
                made = self._add(asked.fields.get("message", ""), asked.fields["link"])
                return {"id": self._put_off(made, at) if at else made}
            case "POST", [self.me, "photos"]:
                limit(asked, "url", "caption", "alt_text_custom")
                if not str(asked.fields.get("url", "")).startswith("http"):
                    raise error(324, "Missing or invalid image file")
                made = self._add(asked.fields.get("caption", ""), "https://www.facebook.com/photo/")
                return {"id": self.new_id(), "post_id": made}
            case "POST", [node]:
                limit(asked, "message")
                self.post_of(node).update(
                    message=asked.fields["message"], words=asked.fields["message"]
                )
                return {"success": True}
            case "DELETE", [node]:
                return self._gone(node)
            case "GET", _:
                return self._read(asked, path)
        raise error(2500, "Unknown path components")

    def _read(self, asked: Asked, path: str) -> dict[str, Any]:
        if path == "debug_token":
            return self.debug_token(asked)
        if path == f"{self.me}/published_posts":
            self.demand("pages_read_engagement")
            return self.listed(asked, _FIELDS)
        if path == f"{self.me}/scheduled_posts":
            self.demand("pages_read_engagement")
            return self.listed(asked, _WAITING_FIELDS, self.waiting)
        limit(asked, "fields")
        if path == self.me:
            return {"id": self.me, "name": "Larkfield Family Practice"}
        return {"id": path, "permalink_url": self._any(path)["permalink_url"]}

    def show_due(self) -> None:
        """Show what is due."""
        due = [one for one in self.waiting if one["scheduled_publish_time"] <= self.now()]
        for one in due if not self.is_late else []:
            self.waiting.remove(one)
            if not self.loses:
                self.posts.append(one)

    def _later(self, asked: Asked) -> int:
        """Return when a post is to be shown, 0 for now; refuse what the documentation does."""
        at = asked.fields.get("scheduled_publish_time")
        if at is None:
            return 0
        if asked.fields.get("published") != "false" or not at.isdigit():
            raise error(100, "scheduled_publish_time needs published=false and a time")
        if not _LEAST <= int(at) - self.now() <= _MOST:
            raise error(100, "The specified scheduled publish time is invalid.")
        return int(at)

    def _put_off(self, made: str, at: int) -> str:
        post = self.post_of(made)
        self.posts.remove(post)
        self.waiting.append(post | {"scheduled_publish_time": at})
        return made

    def _any(self, node: str) -> dict[str, Any]:
        found = next((one for one in self.waiting if one["id"] == node), None)
        return found or self.post_of(node)

    def _gone(self, node: str) -> dict[str, Any]:
        found = next((one for one in self.waiting if one["id"] == node), None)
        if found is None:
            return self.gone(node)
        if found["scheduled_publish_time"] - self.now() < _LAST_CHANGE:
            raise error(100, "You can no longer change this post: it is about to be published")
        self.waiting.remove(found)
        return {"success": True, "deleted_id": node}

    def _scrape(self, asked: Asked) -> dict[str, Any]:
        limit(asked, "id", "scrape")
        self.read_in.append(asked.fields["id"])
        found = {"url": asked.fields["id"], "type": "article", "title": "Flu shots", "id": "55"}
        if len(self.read_in) > self.blind:
            found["image"] = [{"url": "https://larkfield.example/cards/1.png"}]
        return found

    def _add(self, words: str, link: str) -> str:
        self.demand("pages_manage_posts")
        if len(words) > 63206:
            raise error(100, "The message is too long")
        if self.posts and (words, link) == (self.posts[-1]["words"], self.posts[-1]["link"]):
            raise error(506, "Duplicate status message")
        made = f"{self.me}_{self.new_id()}"
        self.posts.append({
            "id": made, "words": words, "message": words, "link": link,
            "permalink_url": f"https://www.facebook.com/{made}",
            "attachments": {"data": [{"unshimmed_url": link}]},
        })  # fmt: skip
        return made
