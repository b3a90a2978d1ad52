"""The networks that are posted to by API. Adding one is a module and a line; the line is its type check."""

from bedside.platforms.base import Publisher
from bedside.platforms.bluesky_api import BlueskyPublisher
from bedside.platforms.mastodon_api import MastodonPublisher
from bedside.platforms.newsletter_api import NewsletterPublisher
from bedside.platforms.webhook_api import WebhookPublisher

__all__ = ["CANNOT_BE_ASKED", "PUBLISHERS"]

PUBLISHERS: dict[str, Publisher] = {
    "mastodon": MastodonPublisher(),
    "bluesky": BlueskyPublisher(),
    "webhook": WebhookPublisher(),
    "email": NewsletterPublisher(),
}

# Where `find` never knows: what happened there is settled by a person.
CANNOT_BE_ASKED = frozenset(name for name, one in PUBLISHERS.items() if not one.CAN_BE_ASKED)
