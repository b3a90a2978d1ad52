"""A strict fake of Buffer: its schema, errors inside HTTP 200, posts that are sent a moment later.

Transcribed 2026-11-22 from https://developers.buffer.com/reference and /guides (error-handling,
api-limits, posts-and-scheduling), as of 2026-08-13.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphql import GraphQLError, build_schema, graphql_sync
from tests.servers.strict_server import Asked, Copy, Network, Reply

__all__ = ["BufferServer"]

_SCHEMA = build_schema(
    (Path(__file__).resolve().parent.parent / "syndication/specs/buffer.graphql").read_text()
)
_KEY = "buffer-key-0123456789"
_ORGANIZATION = "org-1"
_KINDS = {"linkedin": "LinkedInPostMetadata", "facebook": "FacebookPostMetadata",
          "threads": "ThreadsPostMetadata", "pinterest": "PinterestPostMetadata",
          "twitter": "TwitterPostMetadata", "youtube": "YoutubePostMetadata"}  # fmt: skip
_LIMITS = '"100-in-15min";r=98;t=897, "250-in-1day";r=248;t=86397'


@dataclass(slots=True, kw_only=True)
class BufferServer(Network):
    """One organization with a channel of every service: `chan-SERVICE`."""

    can_delete: bool = False  # what was sent
    posts: list[dict[str, Any]] = field(default_factory=list)
    looks_until_sent: int = 0
    fails_with: str = ""  # how the network refuses what Buffer sends
    answers: list[dict[str, Any]] = field(default_factory=list)  # instead of the next createPost
    channel: dict[str, Any] = field(default_factory=dict)  # what is unusual about the channel

    @property
    def secret(self) -> str:
        return _KEY

    def copies(self) -> list[Copy]:
        return [Copy(one["id"], one["text"], _link(one)) for one in self.posts]

    def answer(self, asked: Asked) -> Reply:
        if self.is_token_dead or asked.headers.get("authorization") != f"Bearer {_KEY}":
            error = {"message": "An authentication JWT or Access Token is required",
                     "extensions": {"code": "UNAUTHENTICATED"}}  # fmt: skip
            return Reply(status=401, data={"errors": [error]})
        if asked.method != "POST" or asked.path != "/":
            return self.breach("wrong address", 404, {"message": "not found"})
        body = asked.json
        found = graphql_sync(
            _SCHEMA, body["query"], root_value=self, variable_values=body["variables"],
            operation_name=body["operationName"], type_resolver=_type_of,
        )  # fmt: skip
        known = [one for one in found.errors or [] if (one.extensions or {}).get("code")]
        if found.errors and not known:
            return self.breach(str(found.errors), 200, found.formatted)
        return Reply(data=found.formatted, headers={"RateLimit": _LIMITS})

    def resolve_channel(self, input: dict[str, str]) -> dict[str, Any]:  # noqa: A002  the schema's name
        return {
            "id": input["id"], "name": "larkfield", "service": input["id"].removeprefix("chan-"),
            "organizationId": _ORGANIZATION, "isDisconnected": False, "isLocked": False,
            "linkShortening": {"isEnabled": False},
        } | self.channel  # fmt: skip

    def resolve_post(self, input: dict[str, str]) -> dict[str, Any]:  # noqa: A002  the schema's name
        post = next((one for one in self.posts if one["id"] == input["id"]), None)
        if post is None:
            message = "Post not found"
            raise GraphQLError(message, extensions={"code": "NOT_FOUND"})
        return self._later(post)

    def resolve_posts(
        self, first: int, input: dict[str, Any], after: str | None = None  # noqa: A002  the schema's name
    ) -> dict[str, Any]:  # fmt: skip
        if input["organizationId"] != _ORGANIZATION:
            message = "Forbidden"
            raise GraphQLError(message, extensions={"code": "FORBIDDEN"})
        wanted = input["filter"]["channelIds"]
        mine = [self._later(one) for one in self.posts[::-1] if one["channelId"] in wanted]
        start = int(after or 0)
        shown = mine[start : start + first]
        more = start + first < len(mine)
        return {"edges": [{"cursor": "c", "node": one} for one in shown],
                "pageInfo": {"hasNextPage": more, "endCursor": str(start + first)}}  # fmt: skip

    def resolve_create(self, input: dict[str, Any]) -> dict[str, Any]:  # noqa: A002  the schema's name
        if self.answers:
            return self.answers.pop(0)
        metadata: dict[str, Any] = next(iter((input.get("metadata") or {}).values()), {})
        if metadata.get("linkAttachment") and input["assets"]:
            self.refused.append("linkAttachment and assets")
            return {"__typename": "InvalidInputError", "message": "assets and linkAttachment"}
        service = input["channelId"].removeprefix("chan-")
        if service == "youtube" and (
            wrong := _wrong_film(input["assets"], metadata, input["text"])
        ):
            self.refused.append(wrong)
            return {"__typename": "InvalidInputError", "message": wrong}
        kept = {"__typename": _KINDS[service]} | metadata if service in _KINDS else None
        post = {"id": f"post{len(self.posts)}", "channelId": input["channelId"],
                "text": input["text"], "status": "sending", "given": input,
                "externalLink": None, "error": None, "metadata": kept, "looks": 0}  # fmt: skip
        self.posts.append(post)
        return {"__typename": "PostActionSuccess", "post": post}

    def resolve_delete(self, input: dict[str, str]) -> dict[str, Any]:  # noqa: A002  the schema's name
        post = next(one for one in self.posts if one["id"] == input["id"])
        if post["status"] in {"sending", "sent"}:
            self.refused.append("deleting what was sent")
            return {"__typename": "VoidMutationError", "message": "cannot be deleted"}
        self.posts.remove(post)
        return {"__typename": "DeletePostSuccess", "id": input["id"]}

    def _later(self, post: dict[str, Any]) -> dict[str, Any]:
        """Let a look see what the network has done meanwhile."""
        post["looks"] += 1
        if post["status"] == "sending" and post["looks"] > self.looks_until_sent:
            if self.fails_with:
                post |= {"status": "error", "error": {"message": self.fails_with}}
            else:
                link = f"https://{post['channelId'].removeprefix('chan-')}.example/{post['id']}"
                post |= {"status": "sent", "externalLink": link}
        return post


def _type_of(value: Any, _info: Any, _kind: Any) -> str:
    return str(value["__typename"])


def _wrong_film(assets: list[dict[str, Any]], metadata: dict[str, Any], text: str) -> str:
    """Return what YouTube's post lacks: one film, a title of 100 characters at most, a category.

    https://developers.buffer.com/types/YoutubePostMetadataInput.md and VideoAssetInput.md, YouTube's
    own limits https://developers.google.com/youtube/v3/docs/videos (read 2026-11-22).
    """
    films = [one["video"] for one in assets if one.get("video")]
    title = metadata.get("title") or ""
    if len(films) != 1 or len(assets) != 1:
        return "YouTube takes one video"
    if films[0].get("thumbnailUrl"):
        return "thumbnailUrl is not taken"
    if not 0 < len(title) <= 100 or not metadata.get("categoryId"):
        return "title and categoryId are required"
    return "angle brackets" if set("<>") & set(title + text) else ""


def _link(post: dict[str, Any]) -> str:
    metadata = post["metadata"] or {}
    return str((metadata.get("linkAttachment") or {}).get("url") or metadata.get("url") or "")


for _field, _name in (("channel", "channel"), ("post", "post"), ("posts", "posts")):
    _SCHEMA.query_type.fields[_field].resolve = (  # type: ignore[union-attr]  # the schema has both
        lambda root, _info, _n=_name, **given: getattr(root, f"resolve_{_n}")(**given)
    )
for _field, _name in (("createPost", "create"), ("deletePost", "delete")):
    _SCHEMA.mutation_type.fields[_field].resolve = (  # type: ignore[union-attr]  # the schema has both
        lambda root, _info, _n=_name, **given: getattr(root, f"resolve_{_n}")(**given)
    )
