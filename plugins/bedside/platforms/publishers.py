"""The networks that are posted to by API. Adding one is a module and a line; the line is its type check."""

from bedside.platforms.base import Publisher
from bedside.platforms.bluesky_api import BlueskyPublisher
from bedside.platforms.mastodon_api import MastodonPublisher
from bedside.platforms.webhook_api import WebhookPublisher

__all__ = ["CANNOT_BE_ASKED", "NO_UPDATE", "PUBLISHERS"]

PUBLISHERS: dict[str, Publisher] = {
    "mastodon": MastodonPublisher(),
    "bluesky": BlueskyPublisher(),
    "webhook": WebhookPublisher(),
}

# Where `find` never knows: what happened there is settled by a person.
CANNOT_BE_ASKED = frozenset(name for name, one in PUBLISHERS.items() if not one.CAN_BE_ASKED)

# Why a copy is left to a person although its network could be asked for a change: one without an
# entry offers no way at all. A Bluesky server takes the new record; the app that people read goes on
# showing the first one. https://github.com/bluesky-social/social-app/issues/673 (read 2026-11-22)
NO_UPDATE: dict[str, str] = {
    "bluesky": "Bluesky's app goes on showing the first text: retract it and announce it again by name, "
    "or answer under it",
    "webhook": "a receiver is not told of changes: change it there",
}
