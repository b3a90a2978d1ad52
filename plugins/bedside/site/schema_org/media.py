"""A film and an event as schema.org nodes.

What Google wants: https://developers.google.com/search/docs/appearance/structured-data/video and
https://developers.google.com/search/docs/appearance/structured-data/event (both read 2026-11-22).
"""

from datetime import datetime

from bedside.facts import fill
from bedside.frontmatter import Event, Video
from bedside.post import Post
from bedside.practice import Practice
from bedside.site.schema_org.ids import clinic_id, practice_id
from bedside.site.schema_org.text import Node, named

__all__ = ["film", "happening"]

_FREE = ("free", "none", "gratis", "gratuito")


def film(post: Post, video: Video, practice: Practice) -> Node:
    """Return the film of a post: its file, picture, captions and every word of it."""
    site = practice.practice.url
    return {
        "@type": "VideoObject", "@id": f"{post.url}#video", "name": post.title,
        "description": post.summary or post.title, "inLanguage": post.lang,
        "thumbnailUrl": f"{site}/{video.poster}", "contentUrl": f"{site}/{video.url}",
        "uploadDate": post.published.isoformat(), "duration": video.duration,
        "transcript": fill(video.transcript, practice).strip(),
        "caption": {
            "@type": "MediaObject", "contentUrl": f"{site}/{video.captions}",
            "encodingFormat": "text/vtt", "inLanguage": post.lang,
        },
        "publisher": named(practice_id(practice)),
    }  # fmt: skip


def happening(post: Post, event: Event, practice: Practice) -> Node:
    """Return the event of a post: when, where, who holds it; an office, where no place is named."""
    office = practice.location(post.location) or practice.locations[0]
    node: Node = {
        "@type": "Event", "@id": f"{post.url}#event", "name": post.title, "url": post.url,
        "description": post.summary or post.title, "inLanguage": post.lang,
        "startDate": _moment(event.starts, practice), "endDate": _moment(event.ends, practice),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": named(clinic_id(practice, office)), "organizer": named(practice_id(practice)),
    }  # fmt: skip
    if event.place:
        node["location"] = {"@type": "Place", "name": event.place, "address": event.place}
    if post.card:
        node["image"] = f"{practice.practice.url}/{post.card.path}"
    if event.cost.strip().rstrip(".").lower() in _FREE:
        node["isAccessibleForFree"] = True
    return node


def _moment(value: datetime, practice: Practice) -> str:
    """Return a time with the practice's offset; one without a zone is the practice's own."""
    aware = value if value.tzinfo else value.replace(tzinfo=practice.zone)
    return aware.astimezone(practice.zone).isoformat()
