"""The networks that are posted to by API. Adding one is a module and a line; the line is its type check."""

from collections.abc import Mapping
from datetime import timedelta

from bedside.platforms.base import Publisher, Scheduler
from bedside.platforms.bluesky_api import BlueskyPublisher
from bedside.platforms.buffer_api import BufferPublisher
from bedside.platforms.facebook_api import FacebookPublisher
from bedside.platforms.google_business_api import GoogleBusinessPublisher
from bedside.platforms.instagram_api import InstagramPublisher
from bedside.platforms.linkedin_api import LinkedInPublisher
from bedside.platforms.mastodon_api import MastodonPublisher
from bedside.platforms.newsletter_api import NewsletterPublisher
from bedside.platforms.pinterest_api import PinterestPublisher
from bedside.platforms.threads_api import ThreadsPublisher
from bedside.platforms.webhook_api import WebhookPublisher
from bedside.platforms.x_api import XPublisher
from bedside.practice import Account

__all__ = ["AHEAD", "CANNOT_BE_ASKED", "NO_UPDATE", "PUBLISHERS", "publisher_of"]

PUBLISHERS: dict[str, Publisher] = {
    "mastodon": MastodonPublisher(),
    "bluesky": BlueskyPublisher(),
    "webhook": WebhookPublisher(),
    "x": XPublisher(),
    "pinterest": PinterestPublisher(),
    "linkedin": LinkedInPublisher(),
    "facebook": FacebookPublisher(),
    "instagram": InstagramPublisher(),
    "threads": ThreadsPublisher(),
    "google_business": GoogleBusinessPublisher(),
    "email": NewsletterPublisher(),
    "youtube": BufferPublisher(),  # no other way: its own API wants an audit of each program
}

# Where `find` never knows: what happened there is settled by a person.
CANNOT_BE_ASKED = frozenset(name for name, one in PUBLISHERS.items() if not one.CAN_BE_ASKED)

# How far ahead a network takes a post to show it by itself, of those that do.
AHEAD: dict[str, tuple[timedelta, timedelta]] = {
    name: one.AHEAD for name, one in PUBLISHERS.items() if isinstance(one, Scheduler)
}

# Why a copy is left to a person although its network could be asked for a change: one without an
# entry offers no way at all. A Bluesky server takes the new record; the app that people read goes on
# showing the first one. https://github.com/bluesky-social/social-app/issues/673 (read 2026-11-22)
NO_UPDATE: dict[str, str] = {
    "bluesky": "Bluesky's app goes on showing the first text: retract it and announce it again by name, "
    "or answer under it",
    "webhook": "a receiver is not told of changes: change it there",
}

# Services that post to several networks: an account names its network and, in `via`, the service.
_THROUGH: dict[str, Publisher] = {"buffer": BufferPublisher()}


def publisher_of(account: Account, direct: Mapping[str, Publisher]) -> Publisher:
    """Return who posts to an account: the network's own publisher, or the service it goes through."""
    return _THROUGH[account.via] if account.via else direct[account.platform]
