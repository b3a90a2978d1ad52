"""Networks that are posted to by API, one entry each: a strict fake, its account, its wording."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from tests.servers.container_fake import InstagramFake, ThreadsFake
from tests.servers.facebook_fake import FacebookFake
from tests.servers.fake_api import fake_running
from tests.servers.google_fake import GoogleFake

from bedside.platforms.base import Publisher
from bedside.platforms.facebook_api import FacebookPublisher
from bedside.platforms.google_business_api import GoogleBusinessPublisher
from bedside.platforms.instagram_api import InstagramPublisher
from bedside.platforms.threads_api import ThreadsPublisher

__all__ = ["NETWORKS", "Network", "NetworkFake"]


class NetworkFake(Protocol):
    """What the shared tests ask of a fake: where it is, and the words of every copy on the account."""

    url: str

    def copies(self) -> list[str]:
        """Return the words of the copies, in any order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """One network as the shared tests need it."""

    platform: str
    fake: Callable[[], Any]  # a NetworkFake with `answer`; each test has its own
    publisher: Callable[[], Publisher]
    secret: str
    post: str  # the request that makes a post public, as `POST /path`
    target: str = ""
    before: tuple[str, ...] = ()  # requests before it, that make nothing public
    token_ended: tuple[int, dict[str, Any]] = (401, {"error": {"code": 190, "message": "expired"}})
    # Refusals of the whole account: the request that meets each, its status and body.
    refusals: tuple[tuple[str, int, dict[str, Any]], ...] = ()
    throttled: tuple[int, dict[str, Any]] = (400, {"error": {"code": 4, "message": "too many"}})
    edits: bool = False
    waits: tuple[str, ...] = ()  # pauses that a test leaves out

    @contextmanager
    def running(self) -> Iterator[Any]:
        """Run the fake until the block ends."""
        fake = self.fake()
        with fake_running(fake):
            yield fake


META = json.dumps({"access_token": "meta-token-0123456789", "app_secret": ""})
_CONTAINERS = ("bedside.platforms.meta_containers._WAIT",)
_GOOGLE_ENDED = (401, {"error": {"code": 401, "status": "UNAUTHENTICATED", "message": "ended"}})
_GOOGLE_DENIED = {"error": {"code": 403, "status": "PERMISSION_DENIED", "message": "denied"}}
_ENDED = {"error": {"code": 190, "message": "expired"}}
_NOT_ALLOWED = {"error": {"code": 200, "message": "permissions error"}}
_NO_SCOPE = {"error": {"code": 10, "message": "not authorized"}}
_RESTRICTED = {"error": {"code": 25, "error_subcode": 2207050, "message": "restricted"}}
_GOOGLE_BUSY = (429, {"error": {"code": 429, "status": "RESOURCE_EXHAUSTED", "message": "busy"}})

NETWORKS = (
    Network(
        platform="facebook", fake=FacebookFake, publisher=FacebookPublisher, target="1000",
        secret="meta-token-0123456789", post="POST /v26.0/1000/feed", before=("POST /v26.0/",),
        edits=True, waits=("bedside.platforms.facebook_api._WAIT",),
        refusals=(("POST /v26.0/1000/feed", 403, _NOT_ALLOWED),),
    ),
    Network(
        platform="instagram", fake=InstagramFake, publisher=InstagramPublisher, target="1000",
        secret=META, post="POST /v26.0/1000/media_publish", before=("POST /v26.0/1000/media",),
        waits=_CONTAINERS,
        refusals=(("POST /v26.0/1000/media", 401, _ENDED),
                  ("POST /v26.0/1000/media_publish", 400, _NO_SCOPE),
                  ("POST /v26.0/1000/media_publish", 400, _RESTRICTED)),
    ),
    Network(
        platform="threads", fake=ThreadsFake, publisher=ThreadsPublisher,
        secret="meta-token-0123456789", post="POST /v1.0/me/threads_publish",
        before=("POST /v1.0/me/threads",), waits=_CONTAINERS,
        refusals=(("POST /v1.0/me/threads", 401, _ENDED),
                  ("POST /v1.0/me/threads_publish", 400, _NO_SCOPE)),
    ),
    Network(
        platform="google_business", fake=GoogleFake, publisher=GoogleBusinessPublisher,
        target="accounts/1/locations/2", secret=json.dumps(GoogleFake().keys),
        post="POST /v4/accounts/1/locations/2/localPosts", before=("POST /token",),
        token_ended=_GOOGLE_ENDED, throttled=_GOOGLE_BUSY, edits=True,
        waits=("bedside.platforms.google_business_api._WAIT",),
        refusals=(("POST /token", 400, {"error": "invalid_grant"}),
                  ("POST /v4/accounts/1/locations/2/localPosts", 403, _GOOGLE_DENIED)),
    ),
)  # fmt: skip
