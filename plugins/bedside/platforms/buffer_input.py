"""What Buffer is told to post, for each network that it reaches: text, card, picture, board. Pure.

https://developers.buffer.com/reference (CreatePostInput and what it holds, as of 2026-08-13, read
2026-11-22). A link attachment and assets exclude each other.
"""

from typing import Any

from bedside.platforms.base import Announcement

__all__ = ["FILMS", "SERVICES", "post_input"]

# Our name of a network -> Buffer's. Mastodon and Bluesky are reached exactly-once without Buffer.
SERVICES = {
    "facebook": "facebook", "google_business": "googlebusiness", "instagram": "instagram",
    "linkedin": "linkedin", "pinterest": "pinterest", "threads": "threads", "x": "twitter",
    "youtube": "youtube",
}  # fmt: skip
FILMS = frozenset({"youtube"})  # networks that take nothing but a film
# YouTube's own number: education. https://developers.buffer.com/types/YoutubePostMetadataInput.md
# (read 2026-11-22): title and category are required when a post is made, the rest has a default.
_EDUCATION = "27"
_PICTURES = {"instagram": "portrait", "pinterest": "pin"}  # the shape that a network shows best


def post_input(announcement: Announcement, target: str) -> dict[str, Any]:
    """Return the `input` of createPost. `target` is the channel; for Pinterest `channel/board`."""
    channel, _, board = target.partition("/")
    made: dict[str, Any] = {
        "channelId": channel, "text": announcement.text.text, "schedulingType": "automatic",
        "mode": "shareNow", "assets": [],
    }  # fmt: skip
    link = announcement.text.link or announcement.url
    match announcement.platform:
        case "linkedin":
            made["metadata"] = {"linkedin": {"linkAttachment": _card(announcement, link)}}
        case "facebook" | "threads" as name:
            card = _card(announcement, link)
            made["metadata"] = {name: {"type": "post", "linkAttachment": card}}
        case "instagram":
            made["assets"] = _assets(announcement)
            made["metadata"] = {"instagram": {"type": "post", "shouldShareToFeed": True}}
        case "pinterest":
            made["assets"] = _assets(announcement)
            title = announcement.text.title or announcement.title
            pin = {"boardServiceId": board, "title": title, "url": link}
            made["metadata"] = {"pinterest": pin}
        case "google_business":
            made["assets"] = _assets(announcement)
            button = {"button": "learn_more", "link": link}
            made["metadata"] = {"google": {"type": "whats_new", "detailsWhatsNew": button}}
        case "youtube" if announcement.film:
            # A thumbnail of its own is refused: https://developers.buffer.com/types/VideoAssetInput.md
            made["assets"] = [{"video": {"url": announcement.film.url}}]
            title = announcement.text.title or announcement.title
            video = {"title": title, "categoryId": _EDUCATION, "privacy": "public",
                     "madeForKids": False}  # fmt: skip
            made["metadata"] = {"youtube": video}
    return made


def _card(announcement: Announcement, link: str) -> dict[str, Any]:
    card: dict[str, Any] = {
        "url": link, "title": announcement.title, "description": announcement.description,
    }  # fmt: skip
    if announcement.card_url:
        card["thumbnail"] = {"url": announcement.card_url}
    return card


def _assets(announcement: Announcement) -> list[dict[str, Any]]:
    """Return the picture, which Buffer fetches from the site."""
    picture = announcement.pictures.get(_PICTURES.get(announcement.platform, ""))
    url = picture.url if picture else announcement.card_url
    alt = picture.alt if picture else announcement.card_alt
    return [{"image": {"url": url, "metadata": {"altText": alt}}}] if url else []
