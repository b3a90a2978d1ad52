"""A Facebook page.

Transcribed, not recorded: https://developers.facebook.com/documentation/pages-api/posts.md and the
parameters of Graph v26.0 in facebook-business 26.0.3 on PyPI (read 2026-11-22).
"""

from dataclasses import dataclass, field
from typing import Any

from tests.servers.meta_fake import MetaFake, error, limit
from tests.servers.strict_server import Asked

__all__ = ["FacebookFake"]

_FIELDS = {"id", "message", "permalink_url", "attachments", "created_time"}


@dataclass(slots=True, kw_only=True)
class FacebookFake(MetaFake):
    """One page; `blind` readings of a page find no picture yet."""

    scopes: set[str] = field(
        default_factory=lambda: {"pages_manage_posts", "pages_read_engagement"}
    )
    blind: int = 0
    read_in: list[str] = field(default_factory=list)

    def do(self, asked: Asked) -> dict[str, Any]:
        """Do what is asked, or refuse it."""
        path = self.path_of(asked)
        match asked.method, path.split("/"):
            case "POST", [""]:
                return self._scrape(asked)
            case "POST", [self.me, "feed"]:
                limit(asked, "message", "link", "published")
                if not asked.fields.get("message") and not asked.fields.get("link"):
                    raise error(100, "The parameter message or link is required")
                return {"id": self._add(asked.fields.get("message", ""), asked.fields["link"])}
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
                return self.gone(node)
            case "GET", _:
                return self._read(asked, path)
        raise error(2500, "Unknown path components")

    def _read(self, asked: Asked, path: str) -> dict[str, Any]:
        if path == "debug_token":
            return self.debug_token(asked)
        if path == f"{self.me}/published_posts":
            self.demand("pages_read_engagement")
            return self.listed(asked, _FIELDS)
        limit(asked, "fields")
        if path == self.me:
            return {"id": self.me, "name": "Larkfield Family Practice"}
        return {"id": path, "permalink_url": self.post_of(path)["permalink_url"]}

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
