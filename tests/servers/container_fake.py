"""Instagram and Threads: a container is made, looked at, and published once; it ends after a day.

Transcribed, not recorded: https://developers.facebook.com/docs/instagram-platform/content-publishing,
…/documentation/instagram-platform/instagram-graph-api/reference/ig-container.md, …/reference/error-codes,
https://developers.facebook.com/documentation/threads/posts, …/threads/posts/delete-posts.md and
https://developers.facebook.com/docs/threads/overview/ (read 2026-11-22).
"""

import re
from dataclasses import dataclass, field
from typing import Any

from tests.servers.meta_fake import MetaFake, error, limit
from tests.servers.strict_server import Asked

__all__ = ["ContainerFake", "InstagramFake", "ThreadsFake"]


@dataclass(slots=True, kw_only=True)
class ContainerFake(MetaFake):
    """What the two have in common; `slow` looks find a container unfinished."""

    slow: int = 0
    quota: int = 250
    containers: dict[str, dict[str, Any]] = field(default_factory=dict)

    def make(self, holds: dict[str, Any]) -> dict[str, Any]:
        """Make a container."""
        made = self.new_id()
        self.containers[made] = holds | {"state": "IN_PROGRESS" if self.slow else "FINISHED"}
        return {"id": made}

    def state_of(self, node: str) -> str:
        """Return a container's state; each look brings it nearer to its end."""
        container = self.containers[node]
        if container["state"] == "IN_PROGRESS":
            self.slow -= 1
            container["state"] = "IN_PROGRESS" if self.slow > 0 else "FINISHED"
        return str(container["state"])

    def publish(self, asked: Asked) -> dict[str, Any]:
        """Publish a container once."""
        limit(asked, "creation_id")
        container = self.containers.get(asked.fields.get("creation_id", ""))
        if container is None or container["state"] in {"EXPIRED", "ERROR"}:
            raise error(24, "The requested resource does not exist", 2207006)
        if container["state"] == "PUBLISHED":
            raise error(9007, "The media was published already", 2207028)
        if container["state"] != "FINISHED":
            raise error(9007, "The media is not ready for publishing", 2207027)
        if len(self.posts) >= self.quota:
            raise error(9, "The maximum number of posts was reached", 2207042)
        container["state"] = "PUBLISHED"
        made = self.new_id()
        self.posts.append(self.shown(container) | {"id": made, "words": container["words"]})
        return {"id": made}

    def shown(self, container: dict[str, Any]) -> dict[str, Any]:
        """Return what a post shows of its container."""
        raise NotImplementedError

    def used(self) -> dict[str, Any]:
        """Return how many posts of a day are used."""
        config = {"quota_total": self.quota, "quota_duration": 86400}
        return {"data": [{"quota_usage": len(self.posts), "config": config}]}


@dataclass(slots=True, kw_only=True)
class InstagramFake(ContainerFake):
    """A professional account, with Facebook's login."""

    quota: int = 100
    scopes: set[str] = field(
        default_factory=lambda: {
            "instagram_basic", "instagram_content_publish", "pages_read_engagement",
            "instagram_manage_contents",
        }
    )  # fmt: skip

    def do(self, asked: Asked) -> dict[str, Any]:
        """Do what is asked, or refuse it."""
        path = self.path_of(asked)
        match asked.method, path.split("/"):
            case "POST", [self.me, "media"]:
                return self._make(asked)
            case "POST", [self.me, "media_publish"]:
                return self.publish(asked)
            case "DELETE", [node]:
                self.demand("instagram_manage_contents")
                return self.gone(node)
            case "GET", ["debug_token"]:
                return self.debug_token(asked)
            case "GET", [self.me, "media"]:
                return self.listed(asked, {"id", "caption", "permalink", "timestamp"})
            case "GET", [self.me, "content_publishing_limit"]:
                return self.used()
            case "GET", [self.me]:
                return {"id": self.me, "username": "larkfieldfamily"}
            case "GET", [node] if node in self.containers:
                limit(asked, "fields")
                return {"id": node, "status_code": self.state_of(node), "status": "as told"}
            case "GET", [node]:
                return {"id": node, "permalink": self.post_of(node)["permalink"]}
        raise error(2500, "Unknown path components")

    def shown(self, container: dict[str, Any]) -> dict[str, Any]:
        """Return caption and address."""
        return {"caption": container["words"], "timestamp": "2026-11-22T12:00:00+0000",
                "permalink": f"https://www.instagram.com/p/{self.made}/"}  # fmt: skip

    def _make(self, asked: Asked) -> dict[str, Any]:
        self.demand("instagram_content_publish")
        limit(asked, "image_url", "caption", "alt_text")
        picture, caption = asked.fields.get("image_url", ""), asked.fields.get("caption", "")
        if not picture.startswith("http"):
            raise error(100, "The parameter image_url is required")
        if not picture.endswith((".jpg", ".jpeg")):
            raise error(36001, "The image format is not supported", 2207005)
        if len(caption) > 2200:
            raise error(36004, "The caption was too long", 2207010)
        if len(re.findall(r"#\w+", caption)) > 30:
            raise error(100, "Too many hashtags", 2207040)
        return self.make({"words": caption})


@dataclass(slots=True, kw_only=True)
class ThreadsFake(ContainerFake):
    """A profile on Threads."""

    version: str = "v1.0"
    me: str = "me"
    scopes: set[str] = field(
        default_factory=lambda: {"threads_basic", "threads_content_publish", "threads_delete"}
    )

    def do(self, asked: Asked) -> dict[str, Any]:
        """Do what is asked, or refuse it."""
        path = self.path_of(asked)
        self.demand("threads_basic")
        match asked.method, path.split("/"):
            case "POST", ["me", "threads"]:
                return self._make(asked)
            case "POST", ["me", "threads_publish"]:
                return self.publish(asked)
            case "DELETE", [node]:
                self.demand("threads_delete")
                return self.gone(node)
            case "GET", ["debug_token"]:
                return self.debug_token(asked)
            case "GET", ["me", "threads"]:
                known = {"id", "text", "permalink", "link_attachment_url", "timestamp"}
                return self.listed(asked, known)
            case "GET", ["me", "threads_publishing_limit"]:
                return self.used()
            case "GET", ["me"]:
                return {"id": "4711", "username": "larkfieldfamily"}
            case "GET", [node] if node in self.containers:
                return {"id": node, "status": self.state_of(node)}
            case "GET", [node]:
                return {"id": node, "permalink": self.post_of(node)["permalink"]}
        raise error(2500, "Unknown path components")

    def shown(self, container: dict[str, Any]) -> dict[str, Any]:
        """Return text, link and address."""
        return {"text": container["words"], "link_attachment_url": container["link"],
                "permalink": f"https://www.threads.net/@larkfieldfamily/post/{self.made}"}  # fmt: skip

    def _make(self, asked: Asked) -> dict[str, Any]:
        self.demand("threads_content_publish")
        limit(asked, "media_type", "text", "link_attachment")
        text, link = asked.fields.get("text", ""), asked.fields.get("link_attachment", "")
        if asked.fields.get("media_type") != "TEXT" or not text:
            raise error(100, "The parameters media_type and text are required")
        if _counted(text) > 500:
            raise error(100, "Param text must be at most 500 characters long")
        if len({*re.findall(r"https?://\S+", text), link}) > 5:
            raise error(100, "THREADS_API__LINK_LIMIT_EXCEEDED")
        return self.make({"words": text, "link": link})


def _counted(text: str) -> int:
    """Count as Threads says that it does: an emoji is its UTF-8 bytes (here: all beyond the first plane)."""
    return sum(len(one.encode()) if ord(one) > 0xFFFF else 1 for one in text)
