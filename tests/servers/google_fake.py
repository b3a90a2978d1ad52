"""A location of Google Business Profile, and Google's token server.

Transcribed, not recorded: https://developers.google.com/my-business/reference/rest/v4/accounts.locations.localPosts
with its methods, and https://developers.google.com/identity/protocols/oauth2/web-server#offline (read 2026-11-22).
"""

import json
from dataclasses import dataclass, field
from typing import Any

from tests.servers.strict_server import Asked, Copy, Network, Refused, Reply

__all__ = ["GoogleFake"]


def error(status: int, name: str, message: str) -> Refused:
    """Return Google's form of a refusal."""
    return Refused(status, {"error": {"code": status, "message": message, "status": name}})


@dataclass(slots=True, kw_only=True)
class GoogleFake(Network):
    """One location; an update is judged after `slow` looks, and shown unless it is refused."""

    location: str = "accounts/1/locations/2"
    keys: dict[str, str] = field(default_factory=lambda: {
        "client_id": "client-7", "client_secret": "google-secret-1", "refresh_token": "refresh-token-1",
    })  # fmt: skip
    slow: int = 0
    verdict: str = "LIVE"
    posts: dict[str, dict[str, Any]] = field(default_factory=dict)
    token: str = "access-1"  # the first that a sign-in makes
    tokens: int = 0
    is_token_empty: bool = False
    page_size: int = 100
    made: int = 0

    @property
    def secret(self) -> str:
        return json.dumps(self.keys)

    def copies(self) -> list[Copy]:
        """Return every update that is shown or may be."""
        shown = [(name, one) for name, one in self.posts.items() if one["state"] != "REJECTED"]
        return [Copy(name, one["summary"], one["callToAction"]["url"]) for name, one in shown]

    def answer(self, asked: Asked) -> Reply:
        return Reply(data=self.do(asked))

    def do(self, asked: Asked) -> dict[str, Any]:
        """Do what is asked, or refuse it."""
        if (asked.method, asked.path) == ("POST", "/token"):
            return self._sign_in(asked)
        if asked.token != self.token:
            raise error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.")
        name = asked.path.removeprefix("/v4/")
        match asked.method, name == f"{self.location}/localPosts", name in self.posts:
            case "POST", True, _:
                return self._create(asked)
            case "GET", True, _:
                return self._listed(asked)
            case "GET", _, True:
                return self._looked_at(name)
            case "PATCH", _, True:
                return self._changed(name, asked)
            case "DELETE", _, True:
                del self.posts[name]
                return {}
        raise error(404, "NOT_FOUND", "Requested entity was not found.")

    def _sign_in(self, asked: Asked) -> dict[str, Any]:
        given = {name: asked.fields.get(name) for name in self.keys}
        if asked.fields.get("grant_type") != "refresh_token" or asked.token:
            raise Refused(400, {"error": "unsupported_grant_type"})
        if self.is_token_dead or given != self.keys:
            raise Refused(400, {"error": "invalid_grant", "error_description": "Bad Request"})
        self.tokens += 1
        self.token = f"access-{self.tokens}"
        return {"access_token": "" if self.is_token_empty else self.token, "expires_in": 3599,
                "scope": "https://www.googleapis.com/auth/business.manage",
                "token_type": "Bearer"}  # fmt: skip

    def _create(self, asked: Asked) -> dict[str, Any]:
        self._judge_form(asked.fields, {"languageCode", "topicType"})
        self.made += 1
        name = f"{self.location}/localPosts/{self.made}"
        self.posts[name] = asked.fields | {
            "name": name, "state": "PROCESSING", "searchUrl": f"https://local.google.com/{self.made}",
        }  # fmt: skip
        return self._looked_at(name)

    def _looked_at(self, name: str) -> dict[str, Any]:
        """Return an update; each look brings the verdict nearer."""
        post = self.posts[name]
        if post["state"] == "PROCESSING":
            if self.slow <= 0:
                post["state"] = self.verdict
            self.slow -= 1
        return dict(post)

    def _changed(self, name: str, asked: Asked) -> dict[str, Any]:
        mask = asked.query.get("updateMask", "").split(",")
        if not asked.query.get("updateMask") or set(mask) - set(asked.fields):
            raise error(400, "INVALID_ARGUMENT", "updateMask must name the changed fields.")
        self._judge_form(asked.fields, set())
        self.posts[name] |= asked.fields | {"state": "PROCESSING"}
        return self._looked_at(name)

    def _listed(self, asked: Asked) -> dict[str, Any]:
        size = int(asked.query.get("pageSize", "20"))
        if not 1 <= size <= 100:
            raise error(400, "INVALID_ARGUMENT", "pageSize must be 1 to 100.")
        at = int(asked.query.get("pageToken") or 0)
        end = at + min(size, self.page_size)
        rows = list(self.posts.values())[::-1]
        found: dict[str, Any] = {"localPosts": rows[at:end]} if rows[at:end] else {}
        return found | ({"nextPageToken": str(end)} if end < len(rows) else {})

    def _judge_form(self, fields: dict[str, Any], required: set[str]) -> None:
        known = {"languageCode", "summary", "topicType", "callToAction", "media"}
        button = fields.get("callToAction", {})
        media = fields.get("media", [])
        is_good = (
            not set(fields) - known
            and required <= set(fields)
            and fields.get("topicType", "STANDARD") == "STANDARD"
            and 0 < len(fields.get("summary", "")) <= 1500
            and button.get("actionType", "LEARN_MORE") == "LEARN_MORE"
            and str(button.get("url", "https://")).startswith("http")
            and all(set(one) == {"mediaFormat", "sourceUrl"} for one in media)
        )
        if not is_good:
            refused = error(400, "INVALID_ARGUMENT", "Request contains an invalid argument.")
            refused.breach = f"form {sorted(fields)}"
            raise refused
