"""One file a network: limits with source and date, wording, and the calls that reach it."""

from bedside.platforms import (
    bluesky,
    facebook,
    google_business,
    googleplus,
    hootsuite,
    instagram,
    linkedin,
    mastodon,
    myspace,
    newsletter,
    pinterest,
    quora,
    reddit,
    slideshare,
    sms,
    threads,
    webhook,
    x,
    youtube,
)  # fmt: skip
from bedside.platforms.base import Platform

__all__ = ["PLATFORMS"]

# The whole list. Adding a network is one module and one line; the assignment is its type check.
PLATFORMS: dict[str, Platform] = {
    "mastodon": mastodon,
    "bluesky": bluesky,
    "webhook": webhook,
    "email": newsletter,
    "x": x,
    "threads": threads,
    "facebook": facebook,
    "linkedin": linkedin,
    "instagram": instagram,
    "pinterest": pinterest,
    "google_business": google_business,
    "reddit": reddit,
    "youtube": youtube,
    "quora": quora,
    "slideshare": slideshare,
    "hootsuite": hootsuite,
    "sms": sms,
    "googleplus": googleplus,
    "myspace": myspace,
}
