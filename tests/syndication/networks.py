"""The networks that strict fakes stand in for, one entry each: what the contract tests run over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.servers.buffer_server import BufferServer
from tests.servers.linkedin_server import LinkedInServer
from tests.servers.pinterest_server import PinterestServer
from tests.servers.x_server import XServer

__all__ = ["NETWORKS", "Case"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One network: its fake, its account, and where its post is made."""

    platform: str
    server: Callable[[], Any]
    account: Mapping[str, object] = field(default_factory=dict)  # fields of [[accounts]]
    post_path: str  # of the request that makes the post public
    words: str = "{title}, and what to do about it."
    is_link_beside: bool = True
    can_edit: bool = True
    # Answers that every post of the account would get, beside the dead token that all know.
    refusals: tuple[tuple[int, dict[str, Any]], ...] = ()


NETWORKS: dict[str, Case] = {
    "x": Case(
        platform="x", server=XServer, account={"monthly_cap_usd": 5.0},
        post_path="POST /2/tweets", words="{title} (when & where) {url} #FluShot",
        is_link_beside=False, can_edit=False,
        refusals=(
            (402, {"title": "CreditsDepleted", "detail": "no credits"}),
            (403, {"title": "Forbidden", "detail": "Your account is suspended."}),
            (403, {"title": "Forbidden",
                   "detail": "Your account is not permitted to access this feature."}),
        ),
    ),
    "pinterest": Case(
        platform="pinterest", server=PinterestServer, account={"target": "900001"},
        post_path="POST /v5/pins",
        refusals=((401, {"code": 2, "message": "Authentication failed."}),
                  (403, {"code": 29, "message": "Not authorized to access board or Pin."})),
    ),
    "linkedin": Case(
        platform="linkedin", server=LinkedInServer, post_path="POST /rest/posts",
        account={"target": "2414183", "api_version": "202610"},
        words="{title} (what to do, [really] @home) #FluShot",
        refusals=(
            (403, {"status": 403, "code": "ACCESS_DENIED", "message": "Not enough permissions"}),
            (426, {"status": 426, "code": "NONEXISTENT_VERSION", "message": "not active"}),
        ),
    ),
    "linkedin through buffer": Case(
        platform="linkedin", server=BufferServer, post_path="CreatePost", can_edit=False,
        account={"via": "buffer", "target": "chan-linkedin"},
        refusals=((401, {"errors": [{"message": "no", "extensions": {"code": "UNAUTHENTICATED"}}]}),
                  (200, {"data": {"createPost": {"__typename": "UnauthorizedError",
                                                 "message": "no"}}})),
    ),
}  # fmt: skip
