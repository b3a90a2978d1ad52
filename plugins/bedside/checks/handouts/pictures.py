"""A picture inside a file to download: what the readers of pictures see in it, in words."""

from pathlib import Path

from bedside.checks.handouts.unreadable import UnreadableError
from bedside.checks.metadata import UNREADABLE, identifying
from bedside.checks.sight import look_at, readers_problem, words_in
from bedside.checks.sight.frames import MOST_FRAMES, frame_count

__all__ = ["picture_text"]

_BESIDE = "take it out, and show it in the post, where `image_status` says whom it shows"


def picture_text(data: bytes, memory: Path | None) -> str:
    """Return the words in a picture, and a blank line; empty where it shows none.

    Raises UnreadableError for what cannot be seen, metadata that identify, and a face.
    """
    try:
        who, frames = identifying(data), frame_count(data)
    except UNREADABLE as error:
        raise UnreadableError("holds a picture that cannot be read", "save it as PDF") from error
    if who:
        said = ", ".join(who)
        raise UnreadableError(f"holds a picture with {said}", "save that picture anew without it")
    if problem := readers_problem():
        raise UnreadableError("holds a picture that was not read", problem)
    if frames > MOST_FRAMES:
        raise UnreadableError("holds a picture that moves", _BESIDE)
    seen = look_at(data, memory)
    if seen.faces:
        raise UnreadableError("holds a picture with a face", _BESIDE)
    return f"{words_in(data)}\n\n" if seen.has_words else ""
