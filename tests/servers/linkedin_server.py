"""A strict fake of LinkedIn's Posts and Images API: headers, fields, escaping, the refusal of a repeat.

Transcribed 2026-11-22 from https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/
(posts-api, images-api, little-text-format) and /linkedin/shared/authentication/token-introspection;
426 from https://github.com/n8n-io/n8n/issues/28967, 422 from https://github.com/Arisamiga/Linkedin-RSS/issues/5.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote

from tests.servers.strict_server import Asked, Copy, Network, Reply

__all__ = ["LinkedInServer"]

_TOKEN = "AQX-token-0123456789"
_APP = {"client_id": "app-1", "client_secret": "app-secret-0002"}
_OWNER = "urn:li:organization:2414183"
_FIELDS = {"author": str, "commentary": str, "visibility": str, "distribution": dict,
           "lifecycleState": str, "content": dict, "isReshareDisabledByAuthor": bool}  # fmt: skip
_ARTICLE = {"source", "title", "description", "thumbnail"}
# An element, an escaped character, a hashtag, or anything that is not reserved.
_LITTLE = re.compile(
    r"(?:\\[\\|{}@\[\]()<>#*_~]|#\w+|https?://[^\s\\|{}@\[\]()<>*~]+|[^\\|{}@\[\]()<>#*_~])*"
)


def _error(status: int, code: str, message: str) -> Reply:
    return Reply(status=status, data={"status": status, "code": code, "message": message})


@dataclass(slots=True, kw_only=True)
class LinkedInServer(Network):
    """One page, with posts, uploaded pictures and the versions that live."""

    posts: list[dict[str, Any]] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)
    scope: str = "r_organization_social,w_organization_social"
    live_versions: tuple[str, ...] = ("202610",)
    expires_at: int = 1_800_000_000

    @property
    def secret(self) -> str:
        return json.dumps(_APP | {"access_token": _TOKEN})

    def copies(self) -> list[Copy]:
        """Return the posts, with their words as a reader sees them."""
        return [
            Copy(one["id"], re.sub(r"\\(.)", r"\1", one["commentary"]),
                 one["content"]["article"]["source"])
            for one in self.posts
        ]  # fmt: skip

    def answer(self, asked: Asked) -> Reply:
        if asked.path == "/oauth/v2/introspectToken":
            return self._introspect(asked)
        if self.is_token_dead or asked.headers.get("authorization") != f"Bearer {_TOKEN}":
            return _error(401, "EXPIRED_ACCESS_TOKEN", "The token used in the request has expired")
        if asked.path.startswith("/dms-uploads/"):
            return self._upload(asked)
        version = asked.headers.get("linkedin-version", "")
        if asked.headers.get("x-restli-protocol-version") != "2.0.0" or not version:
            return self.breach("missing header", 400, {"status": 400, "message": "header"})
        if version not in self.live_versions:
            return _error(
                426, "NONEXISTENT_VERSION", f"Requested version {version}01 is not active"
            )
        if asked.path == "/rest/images":
            return self._begin(asked)
        return self._post_or_posts(asked)

    def _introspect(self, asked: Asked) -> Reply:
        given = {name: one[0] for name, one in parse_qs(asked.body.decode()).items()}
        if given != _APP | {"token": _TOKEN}:
            return self.breach("wrong app", 400, {"error": "invalid_request"})
        return Reply(data={"active": not self.is_token_dead, "status": "active",
                           "scope": self.scope, "expires_at": self.expires_at})  # fmt: skip

    def _begin(self, asked: Asked) -> Reply:
        wanted = {"initializeUploadRequest": {"owner": _OWNER}}
        if asked.query != {"action": "initializeUpload"} or asked.json != wanted:
            return self.breach("upload", 400, {"status": 400, "message": "initializeUpload"})
        name = f"C{len(self.images)}"
        self.images[name] = b""
        return Reply(data={"value": {"uploadUrlExpiresAt": 1_900_000_000_000,
                                     "uploadUrl": f"{self.public}/dms-uploads/{name}",
                                     "image": f"urn:li:image:{name}"}})  # fmt: skip

    def _upload(self, asked: Asked) -> Reply:
        self.images[asked.path.rpartition("/")[2]] = asked.body
        return Reply(status=201)

    def _post_or_posts(self, asked: Asked) -> Reply:
        method = asked.headers.get("x-restli-method", "")
        if asked.path == "/rest/posts":
            return self._create(asked) if asked.method == "POST" else self._list(asked, method)
        urn = unquote(asked.path.removeprefix("/rest/posts/"))
        post = next((one for one in self.posts if one["id"] == urn), None)
        if asked.method == "DELETE":
            self.posts[:] = [one for one in self.posts if one["id"] != urn]
            return Reply(status=204)
        if post is None:
            return _error(404, "NOT_FOUND", "Could not find entity")
        if asked.method == "GET":
            return Reply(data=post)
        return self._patch(asked, post, method)

    def _create(self, asked: Asked) -> Reply:
        body = asked.json
        if problem := self._wrong(body):
            return self.breach(problem, 422, {"status": 422, "message": f"ERROR :: {problem}"})
        if any(one["commentary"] == body["commentary"] for one in self.posts):
            message = f"Content is a duplicate of {self.posts[-1]['id']}"
            code = {"inputErrors": [{"code": "DUPLICATE_POST"}]}
            return Reply(status=422, data={"status": 422, "message": message, "errorDetails": code})
        urn = f"urn:li:share:{7_000_001 + len(self.posts)}"
        made = {"id": urn, "createdAt": 1_900_000_000_000 + len(self.posts)}
        self.posts.append(body | made)
        return Reply(status=201, headers={"x-restli-id": urn})

    def _wrong(self, body: dict[str, Any]) -> str:
        """Return which field breaks the documented schema, or nothing."""
        for name, kind in _FIELDS.items():
            if not isinstance(body.get(name), kind):
                return f"/{name} :: field is required but not found"
        article = body["content"].get("article", {})
        if set(body) != set(_FIELDS) or not set(article) <= _ARTICLE:
            return "unrecognized field found"
        if body["author"] != _OWNER or not article.get("source") or not article.get("title"):
            return "/author or /content/article"
        thumbnail = article.get("thumbnail")
        if thumbnail and not self.images.get(thumbnail.rpartition(":")[2]):
            return "/content/article/thumbnail :: not uploaded"
        return self._wrong_words(body["commentary"])

    def _wrong_words(self, commentary: str) -> str:
        if len(re.sub(r"\\(.)", r"\1", commentary)) > 3000:
            return "/commentary :: too long"
        return "" if _LITTLE.fullmatch(commentary) else "/commentary :: would be cut"

    def _patch(self, asked: Asked, post: dict[str, Any], method: str) -> Reply:
        patched = asked.json.get("patch", {}).get("$set", {})
        if method != "PARTIAL_UPDATE" or set(patched) != {"commentary"}:
            return self.breach("patch", 400, {"status": 400, "message": "PARTIAL_UPDATE"})
        if problem := self._wrong_words(patched["commentary"]):
            return self.breach(problem, 422, {"status": 422, "message": problem})
        post.update(patched)
        return Reply(status=204)

    def _list(self, asked: Asked, method: str) -> Reply:
        query = asked.query
        if method != "FINDER" or query.get("q") != "author" or query.get("author") != _OWNER:
            return self.breach("finder", 400, {"status": 400, "message": "FINDER"})
        if "r_organization_social" not in self.scope:
            return _error(403, "ACCESS_DENIED", "Not enough permissions to access: posts.FINDER")
        start, count = int(query["start"]), int(query["count"])
        return Reply(data={"elements": self.posts[::-1][start : start + count],
                           "paging": {"start": start, "count": count, "links": []}})  # fmt: skip
