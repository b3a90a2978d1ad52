"""A strict fake of X: the contract, the signature, the length, the refusal of the same text twice.

Transcribed 2026-11-22 from https://docs.x.com/x-api/posts/create-post and
https://docs.x.com/resources/fundamentals/authentication/oauth-1-0a/creating-a-signature; the body of a refused
duplicate from https://github.com/akrherz/iembot/issues/163, of 402 from
https://github.com/koala73/worldmonitor/pull/7156 (both read 2026-11-22).
"""

import base64
import hashlib
import hmac
import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from tests.servers.openapi_contract import Contract, contract
from tests.servers.strict_server import Asked, Copy, Network, Reply

from bedside.platforms import x

__all__ = ["XServer"]

_LINK = re.compile(r"https?://\S+")
_KEYS = {"consumer_key": "app-key-0001", "consumer_secret": "app-secret-0002",
         "access_token": "77-token-0003", "access_token_secret": "token-secret-0004"}  # fmt: skip


def _problem(status: int, title: str, detail: str) -> Reply:
    data = {"title": title, "detail": detail, "status": status, "type": "about:blank"}
    return Reply(status=status, data=data)


@dataclass(slots=True, kw_only=True)
class XServer(Network):
    """One account, 77, with the posts it has."""

    posts: list[dict[str, Any]] = field(default_factory=list)
    has_credits: bool = True
    contract: Contract = field(default_factory=lambda: contract("x.yaml", "https://api.x.com"))

    @property
    def secret(self) -> str:
        return json.dumps(_KEYS)

    def copies(self) -> list[Copy]:
        return [
            Copy(post["id"], post["sent"], post["entities"]["urls"][0]["expanded_url"])
            for post in self.posts
        ]

    def answer(self, asked: Asked) -> Reply:
        if problem := self.contract.problem(asked):
            return self.breach(problem, 400, {"title": "Invalid Request", "detail": problem})
        if not self._is_signed(asked):
            return self.breach("wrong signature", 401, {"title": "Unauthorized", "status": 401})
        if self.is_token_dead:
            return _problem(401, "Unauthorized", "Unauthorized")
        if not self.has_credits:
            return Reply(status=402, data={
                "title": "Payment Required", "detail": "credits depleted",
                "type": "https://api.x.com/2/problems/credits-depleted",
            })  # fmt: skip
        if asked.path == "/2/users/me":
            return Reply(data={"data": {"id": "77", "username": "larkfield", "name": "Larkfield"}})
        if asked.method == "GET":
            return self._timeline(asked)
        return self._create(asked) if asked.method == "POST" else self._delete(asked)

    def _create(self, asked: Asked) -> Reply:
        text = asked.json["text"]
        if x.length(text) > x.TEXT_LIMIT.value:
            return self.breach("too long", 403, {"title": "Forbidden", "status": 403})
        if any(post["sent"] == text for post in self.posts):
            detail = "You are not allowed to create a Tweet with duplicate content."
            return _problem(403, "Forbidden", detail)
        urls = [
            {"url": f"https://t.co/{len(self.posts)}{at}", "expanded_url": link}
            for at, link in enumerate(_LINK.findall(text))
        ]
        shown = text.replace("&", "&amp;").replace("<", "&lt;")
        for one in urls:
            shown = shown.replace(one["expanded_url"], one["url"])
        post = {"id": str(1000 + len(self.posts)), "text": shown, "sent": text,
                "entities": {"urls": urls}}  # fmt: skip
        self.posts.append(post)
        return Reply(status=201, data={"data": {"id": post["id"], "text": shown}})

    def _delete(self, asked: Asked) -> Reply:
        wanted = asked.path.rpartition("/")[2]
        self.posts[:] = [post for post in self.posts if post["id"] != wanted]
        return Reply(data={"data": {"deleted": True}})

    def _timeline(self, asked: Asked) -> Reply:
        size, start = int(asked.query["max_results"]), int(asked.query.get("pagination_token", 0))
        shown = self.posts[::-1][start : start + size]
        fields = ("id", "text", "entities") if "post.fields" in asked.query else ("id", "text")
        meta: dict[str, Any] = {"result_count": len(shown)}
        if start + size < len(self.posts):
            meta["next_token"] = str(start + size)
        if not shown:
            return Reply(data={"meta": meta})
        return Reply(data={"data": [{name: one[name] for name in fields} for one in shown],
                           "meta": meta})  # fmt: skip

    def _is_signed(self, asked: Asked) -> bool:
        """Compute the signature again, by the guide and without the library that made it."""
        kind, _, rest = asked.headers.get("authorization", "").partition(" ")
        given = dict(re.findall(r'(\w+)="([^"]*)"', rest))
        signature = unquote(given.pop("oauth_signature", ""))
        pairs = [*parse_qsl(urlsplit(asked.target).query),
                 *((name, unquote(value)) for name, value in given.items())]  # fmt: skip
        coded = sorted((quote(name, safe=""), quote(value, safe="")) for name, value in pairs)
        joined = "&".join(f"{name}={value}" for name, value in coded)
        url = f"{self.public}{asked.path}"
        base = "&".join([asked.method, quote(url, safe=""), quote(joined, safe="")])
        key = f"{_KEYS['consumer_secret']}&{_KEYS['access_token_secret']}"
        digest = hmac.new(key.encode(), base.encode(), hashlib.sha1).digest()
        right = given.get("oauth_consumer_key") == _KEYS["consumer_key"]
        is_known = right and given.get("oauth_token") == _KEYS["access_token"]
        return kind == "OAuth" and is_known and signature == base64.b64encode(digest).decode()
