"""What Facebook, Instagram and Threads have in common: tokens, scopes, errors, lists, `debug_token`.

Transcribed, not recorded: https://developers.facebook.com/docs/graph-api/guides/error-handling/,
…/docs/graph-api/reference/debug_token, …/docs/graph-api/guides/secure-requests (read 2026-11-22).
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Any

from tests.servers.strict_server import Asked, Copy, Network, Refused, Reply

__all__ = ["MetaFake", "error", "limit"]


def error(code: int, message: str, part: int | None = None, status: int = 400) -> Refused:
    """Return Meta's form of a refusal."""
    body = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "AbC"}
    if part is not None:
        body["error_subcode"] = part
    return Refused(status, {"error": body})


def limit(asked: Asked, *names: str) -> None:
    """Refuse a request with a parameter that the documentation does not know."""
    if unknown := sorted({*asked.query, *asked.fields} - {*names, "appsecret_proof"}):
        refused = error(100, f"unknown parameters {unknown}")
        refused.breach = f"{asked.method} {asked.path}: unknown {unknown}"
        raise refused


@dataclass(slots=True, kw_only=True)
class MetaFake(Network):
    """One account: its posts, oldest first, and what its token may do."""

    version: str = "v26.0"
    me: str = "1000"
    token: str = "meta-token-0123456789"
    app_secret: str = ""  # where set, every request must prove that it is known
    scopes: set[str] = field(default_factory=set)
    ends: int = 0  # seconds since 1970, 0 for never
    posts: list[dict[str, Any]] = field(default_factory=list)
    page_size: int = 100
    made: int = 0

    @property
    def secret(self) -> str:
        return self.token

    def answer(self, asked: Asked) -> Reply:
        return Reply(data=self.do(asked))

    def do(self, asked: Asked) -> dict[str, Any]:
        """Do what is asked, or refuse it."""
        raise NotImplementedError

    def copies(self) -> list[Copy]:
        """Return every post there is."""
        return [
            Copy(one["id"], one["words"], one.get("link") or one.get("link_attachment_url", ""))
            for one in self.posts
        ]

    def new_id(self) -> str:
        """Return an id that nobody has."""
        self.made += 1
        return f"{9000 + self.made}"

    def path_of(self, asked: Asked) -> str:
        """Return the path below the version, after token and proof were looked at."""
        known = {self.token, f"77|{self.app_secret}"}
        if (
            self.is_token_dead
            or asked.token not in known
            or {"access_token"} & {*asked.query, *asked.fields}
        ):
            raise error(190, "Error validating access token: Session has expired", 463, 401)
        digest = hmac.new(self.app_secret.encode(), self.token.encode(), hashlib.sha256)
        given = asked.query.get("appsecret_proof") or asked.fields.get("appsecret_proof")
        is_own = asked.token == self.token
        if is_own and self.app_secret and given != digest.hexdigest():
            raise error(100, "API calls from the server require an appsecret_proof argument")
        start = f"/{self.version}/"
        if not asked.path.startswith(start):
            raise error(2635, "You are calling a deprecated version of the API")
        return asked.path.removeprefix(start)

    def demand(self, scope: str) -> None:
        """Refuse what the token may not do."""
        if scope not in self.scopes:
            raise error(200, f"(#200) Requires {scope} permission to manage the object", status=403)

    def debug_token(self, asked: Asked) -> dict[str, Any]:
        """Return what the token is."""
        limit(asked, "input_token")
        if asked.query.get("input_token") != self.token:
            return {"data": {"is_valid": False, "scopes": [], "error": {"message": "expired"}}}
        return {"data": {"is_valid": True, "scopes": sorted(self.scopes), "expires_at": self.ends}}

    def listed(
        self, asked: Asked, known: set[str], posts: list[dict[str, Any]] | None = None
    ) -> dict[str, Any]:
        """Return one page of the posts, or of others, newest first, with the fields that were asked for."""
        limit(asked, "fields", "limit", "after")
        names = asked.query["fields"].split(",")
        strange = {name.partition("{")[0] for name in names} - known
        if strange:
            raise error(100, f"Tried accessing nonexisting field ({min(strange)})")
        shown = self.posts if posts is None else posts
        newest, at = shown[::-1], int(asked.query.get("after", "0"))
        size = min(int(asked.query.get("limit", "25")), self.page_size)
        end = at + size
        wanted = {name.partition("{")[0] for name in names}
        rows = [{key: post[key] for key in wanted if key in post} for post in newest[at:end]]
        paging: dict[str, Any] = {"cursors": {"before": str(at), "after": str(end)}}
        if end < len(newest):
            paging["next"] = f"{self.url}{asked.path}?after={end}"
        return {"data": rows, "paging": paging}

    def post_of(self, node: str) -> dict[str, Any]:
        """Return a post, or say that there is none."""
        for post in self.posts:
            if post["id"] == node:
                return post
        raise error(100, "Unsupported get request. Object does not exist, cannot be loaded", 33)

    def gone(self, node: str) -> dict[str, Any]:
        """Delete a post."""
        self.posts.remove(self.post_of(node))
        return {"success": True, "deleted_id": node}
