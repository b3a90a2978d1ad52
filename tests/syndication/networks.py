"""Every network that is posted to over HTTP, one entry each: what the contract tests run over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from tests.servers.buffer_server import BufferServer
from tests.servers.container_fake import InstagramFake, ThreadsFake
from tests.servers.facebook_fake import FacebookFake
from tests.servers.google_fake import GoogleFake
from tests.servers.linkedin_server import LinkedInServer
from tests.servers.pinterest_server import PinterestServer
from tests.servers.strict_server import Network
from tests.servers.x_server import XServer

__all__ = ["FAKES", "NETWORKS", "Case"]

Body: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One network: its server, its account, its requests, and its ways to say no."""

    platform: str
    fake: Callable[[], Network] | None = None  # None: a real one runs, see tests/servers/real.py
    account: Mapping[str, object] = field(default_factory=dict)  # fields of [[accounts]]
    post: str  # the request that makes the post public, as the proxy writes it
    before: tuple[str, ...] = ()  # requests before it, that make nothing public
    words: str = "{title}, and what to do about it."
    is_link_beside: bool = True
    can_edit: bool = True
    can_be_asked: bool = True
    no: tuple[int, Body]  # to this one post
    busy: tuple[int, Body] = (429, {})
    # Answers that every post of the account would get: the request that meets each, status and body.
    refusals: tuple[tuple[str, int, Body], ...] = ()
    waits: tuple[str, ...] = ()  # pauses that the tests leave out


def _meta(code: int, **more: Any) -> Body:
    return {"error": {"code": code, "message": "no"} | more}


def _google(code: int, status: str) -> Body:
    return {"error": {"code": code, "status": status, "message": "no"}}


_CONTAINERS = ("bedside.platforms.meta_containers._WAIT",)
_FACEBOOK = "POST /v26.0/1000/feed"
_INSTAGRAM, _INSTAGRAM_FIRST = "POST /v26.0/1000/media_publish", "POST /v26.0/1000/media"
_THREADS, _THREADS_FIRST = "POST /v1.0/me/threads_publish", "POST /v1.0/me/threads"
_GOOGLE = "POST /v4/accounts/1/locations/2/localPosts"
_LINKEDIN, _PINS, _X = "POST /rest/posts", "POST /v5/pins", "POST /2/tweets"
_BLUESKY, _MASTODON = "POST /xrpc/com.atproto.repo.putRecord", "POST /api/v1/statuses"

NETWORKS: dict[str, Case] = {
    "mastodon": Case(
        platform="mastodon", post=_MASTODON, words="{title} — grüße: {url} #FluShot",
        before=("POST /api/v2/media",),
        is_link_beside=False, no=(422, {"error": "Validation failed"}),
        refusals=((_MASTODON, 401, {}), (_MASTODON, 403, {}), (_MASTODON, 302, {})),
    ),
    "bluesky": Case(
        platform="bluesky", post=_BLUESKY, words="{title} — grüße: {url} #FluShot",
        before=("uploadBlob", "createSession"), is_link_beside=False, can_edit=False,
        no=(422, {"error": "InvalidRequest"}),
        refusals=((_BLUESKY, 401, {}), (_BLUESKY, 403, {}), (_BLUESKY, 302, {})),
    ),
    "webhook": Case(
        platform="webhook", post="POST /hook", can_edit=False, can_be_asked=False, no=(422, {}),
        refusals=(("POST /hook", 401, {}), ("POST /hook", 410, {}), ("POST /hook", 301, {})),
    ),
    "x": Case(
        platform="x", fake=XServer, account={"monthly_cap_usd": 5.0}, post=_X,
        words="{title} (when & where) {url} #FluShot", is_link_beside=False, can_edit=False,
        no=(400, {"title": "Invalid Request", "detail": "no"}),
        refusals=(
            (_X, 402, {"title": "CreditsDepleted", "detail": "no credits"}),
            (_X, 403, {"title": "Forbidden", "detail": "Your account is suspended."}),
            (_X, 403, {"title": "Forbidden",
                       "detail": "Your account is not permitted to access this feature."}),
        ),
    ),
    "pinterest": Case(
        platform="pinterest", fake=PinterestServer, account={"target": "900001"}, post=_PINS,
        no=(400, {"code": 1, "message": "no"}),
        refusals=((_PINS, 401, {"code": 2, "message": "Authentication failed."}),
                  (_PINS, 403, {"code": 29, "message": "Not authorized to access board or Pin."})),
    ),
    "linkedin": Case(
        platform="linkedin", fake=LinkedInServer, post=_LINKEDIN,
        account={"target": "2414183", "api_version": "202610"}, before=("POST /rest/images",),
        words="{title} (what to do, [really] @home) #FluShot",
        no=(422, {"status": 422, "message": "no"}),
        refusals=(
            (_LINKEDIN, 403, {"status": 403, "code": "ACCESS_DENIED", "message": "no"}),
            (_LINKEDIN, 426, {"status": 426, "code": "NONEXISTENT_VERSION", "message": "no"}),
        ),
    ),
    "facebook": Case(
        platform="facebook", fake=FacebookFake, account={"target": "1000"}, post=_FACEBOOK,
        before=("POST /v26.0/",), no=(400, _meta(100)), busy=(400, _meta(4)),
        waits=("bedside.platforms.facebook_api._WAIT",),
        refusals=((_FACEBOOK, 401, _meta(190)), (_FACEBOOK, 403, _meta(200))),
    ),
    "instagram": Case(
        platform="instagram", fake=InstagramFake, account={"target": "1000"}, post=_INSTAGRAM,
        before=(_INSTAGRAM_FIRST,), can_edit=False, no=(400, _meta(100)), busy=(400, _meta(4)),
        waits=_CONTAINERS,
        refusals=((_INSTAGRAM_FIRST, 401, _meta(190)), (_INSTAGRAM, 400, _meta(10)),
                  (_INSTAGRAM, 400, _meta(25, error_subcode=2207050))),
    ),
    "threads": Case(
        platform="threads", fake=ThreadsFake, post=_THREADS, before=(_THREADS_FIRST,),
        can_edit=False, no=(400, _meta(100)), busy=(400, _meta(4)), waits=_CONTAINERS,
        refusals=((_THREADS_FIRST, 401, _meta(190)), (_THREADS, 400, _meta(10))),
    ),
    "google": Case(
        platform="google_business", fake=GoogleFake, post=_GOOGLE, before=("POST /token",),
        account={"target": "accounts/1/locations/2"}, no=(400, _google(400, "INVALID_ARGUMENT")),
        busy=(429, _google(429, "RESOURCE_EXHAUSTED")),
        waits=("bedside.platforms.google_business_api._WAIT",),
        refusals=((_GOOGLE, 401, _google(401, "UNAUTHENTICATED")),
                  (_GOOGLE, 403, _google(403, "PERMISSION_DENIED")),
                  ("POST /token", 400, {"error": "invalid_grant"})),
    ),
    "linkedin through buffer": Case(
        platform="linkedin", fake=BufferServer, post="CreatePost", can_edit=False,
        account={"via": "buffer", "target": "chan-linkedin"},
        no=(200, {"data": {"createPost": {"__typename": "InvalidInputError", "message": "no"}}}),
        refusals=(
            ("CreatePost", 401,
             {"errors": [{"message": "no", "extensions": {"code": "UNAUTHENTICATED"}}]}),
            ("CreatePost", 200,
             {"data": {"createPost": {"__typename": "UnauthorizedError", "message": "no"}}}),
        ),
    ),
}  # fmt: skip

FAKES = {name: case.fake for name, case in NETWORKS.items() if case.fake}
