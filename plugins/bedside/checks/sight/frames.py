"""Take a picture file apart into what is looked at: each frame of one that moves, a drawing's words."""

import base64
import binascii
import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bedside.checks.late import compile_late

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["MOST_FRAMES", "drawing_parts", "frame_count", "frames_of", "is_drawing"]

MOST_FRAMES = 24  # of one picture: each is looked at, and longer ones are films
_DRAWING = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml|<!--|<!DOCTYPE|<svg)", re.IGNORECASE)
_RASTER = compile_late(r"data:image/(?!svg)[\w.+-]+;base64,([A-Za-z0-9+/=\s]+)")
_SAID = ("aria-label", "title", "alt", "desc")


def frame_count(data: bytes) -> int:
    """Return how many pictures the file shows one after another."""
    from PIL import Image  # noqa: PLC0415  slow to load; most runs remember every picture

    with Image.open(io.BytesIO(data)) as image:
        return int(getattr(image, "n_frames", 1))


def frames_of(data: bytes) -> Iterator["Image"]:
    """Yield each frame as it is shown: upright, on white where it is transparent."""
    from PIL import Image, ImageOps, ImageSequence  # noqa: PLC0415  slow to load; most runs remember every picture

    with Image.open(io.BytesIO(data)) as image:
        for frame in ImageSequence.Iterator(image):
            yield _on_white(ImageOps.exif_transpose(frame))


def _on_white(frame: "Image") -> "Image":
    from PIL import Image  # noqa: PLC0415  slow to load; most runs remember every picture

    if not frame.has_transparency_data:
        return frame.convert("RGB")
    clear = frame.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(white, clear).convert("RGB")


def is_drawing(data: bytes) -> bool:
    """Tell whether the bytes are an SVG."""
    return bool(_DRAWING.match(data[:200])) and b"<svg" in data[:5000].lower()


def drawing_parts(data: bytes) -> tuple[str, list[bytes]]:
    """Return the words of an SVG, hidden ones too, and the pictures that lie in it."""
    from bs4 import BeautifulSoup  # noqa: PLC0415  for drawings alone

    text = data.decode("utf-8", "replace")
    soup = BeautifulSoup(text, "html.parser")
    for one in soup(["style", "script"]):
        one.extract()
    said = list(soup.stripped_strings)
    said += [str(tag[key]) for tag in soup(True) for key in _SAID if tag.get(key)]
    return "\n".join(said), list(_rasters(text))


def _rasters(text: str) -> Iterator[bytes]:
    for found in _RASTER.finditer(text):
        try:
            yield base64.b64decode("".join(found[1].split()), validate=True)
        except binascii.Error:
            continue
