"""What an edited status still shows of the one before: a server may say 200 and keep the picture."""

from typing import Any

__all__ = ["still_old"]


def still_old(status: dict[str, Any], source: str, text: str, media: str) -> str:
    """Return what is old or not seen to be new, and what to do; empty when all is new.

    `status` is the server's answer, `source` its text as written, empty where it tells none. `media`
    is the id of the new picture, empty when there is none.
    """
    if source and source.split() != text.split():
        return "the server still shows the old text: change it by hand"
    if not _has_picture(status, media):
        return "the text is the new one, the picture may be the old one: look there"
    return ""


def _has_picture(status: dict[str, Any], media: str) -> bool:
    """Tell whether the status has this picture and no other.

    snac2 gives a picture another id once it is attached; its address ends with the first one.
    """
    found = status.get("media_attachments") or []
    if not media:
        return not found
    (first, *more) = found or [None]
    if more or not isinstance(first, dict):
        return False
    return str(first.get("id")) == media or str(first.get("url")).endswith(f"/{media}")
