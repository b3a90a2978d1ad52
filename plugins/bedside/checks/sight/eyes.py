"""See what is in a picture's bytes, here and now: faces counted, words read. Loads large libraries."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from bedside.checks.sight import faces, words
from bedside.checks.sight.frames import drawing_parts, frames_of, is_drawing

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["Seen", "see_here", "worth_looking"]

_SMALLEST = 8  # pixels: no letter is smaller


class Seen(NamedTuple):
    """How many faces, and the words that this machine's readers found, one line each."""

    faces: int
    words: str


def see_here(data: bytes) -> Seen:
    """Look at each frame of a picture, or at the words and pictures in a drawing."""
    images, text = _images_and_text(data)
    lines = [text, *(read(image) for image in images for read in words.text_readers())]
    return Seen(
        faces=max(map(faces.count_faces, images), default=0),
        words="\n\n".join(line for line in lines if line),
    )


def _images_and_text(data: bytes) -> tuple[list["Image.Image"], str]:
    if not is_drawing(data):
        return list(worth_looking(data)), ""
    text, rasters = drawing_parts(data)
    return [image for one in rasters for image in worth_looking(one)], text


def worth_looking(data: bytes) -> Iterator["Image.Image"]:
    """Yield the frames that could show anything: none of one colour, none tiny, none twice."""
    seen: set[bytes] = set()
    for frame in frames_of(data):
        colours = frame.getextrema()
        is_plain = all(low == high for low, high in colours)  # type: ignore[misc]  # RGB: three pairs
        pixels = frame.tobytes()
        if min(frame.size) >= _SMALLEST and not is_plain and pixels not in seen:
            seen.add(pixels)
            yield frame
