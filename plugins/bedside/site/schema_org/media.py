"""A film as a schema.org node.

What Google wants: https://developers.google.com/search/docs/appearance/structured-data/video
(read 2026-11-22).
"""

from bedside.facts import fill
from bedside.frontmatter import Video
from bedside.post import Post
from bedside.practice import Practice
from bedside.site.schema_org.ids import practice_id
from bedside.site.schema_org.text import Node, named

__all__ = ["film"]


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
