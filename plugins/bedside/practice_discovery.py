"""How others learn that the site changed: a WebSub hub, a search engines' key, whom to tell of holes."""

from typing import Annotated

from bedside.practice_values import Email, Url
from bedside.schema import Strict
from bedside.schema_words import Shape

__all__ = ["Discovery"]

# https://www.indexnow.org/documentation (read 2026-11-22): 8 to 128 of these signs. It is no secret:
# the site publishes it, which is how search engines see that it is ours.
_Key = Annotated[str, Shape(
    r"[A-Za-z0-9-]{8,128}", "is not an IndexNow key", "write 8 to 128 letters, digits and hyphens"
)]  # fmt: skip


class Discovery(Strict):
    """Whom a deploy tells, once the site is proven online. Without a line nobody is told."""

    hub: Url | None = None  # WebSub: feed readers that follow it get new articles at once
    indexnow_key: _Key | None = None
    indexnow_endpoint: Url = "https://api.indexnow.org/indexnow"
    security_contact: Email | None = None  # security.txt; the practice's own e-mail without it
