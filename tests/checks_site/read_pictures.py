"""Draw the pictures that readers look at: a face, a screen, a wristband, a whiteboard, a poster."""

import io
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

__all__ = ["PEOPLE_AND_WORDS", "draw_read", "words_on"]

_TESTS = Path(__file__).resolve().parent.parent
FACE = _TESTS / "pictures" / "astronaut.jpg"
FONT = _TESTS.parent / "theme" / "fonts" / "AtkinsonHyperlegibleNext-400.ttf"
_SCREEN = ("Chart review", "MRN 00482913", "DOB 03/14/1962", "Blood pressure 128/82")
_POSTER = ("Clean hands in five steps", "Wet", "Lather", "Scrub for 20 seconds", "Rinse", "Dry")

PEOPLE_AND_WORDS = (
    "face.png", "face.webp", "moving.webp", "film.webp", "screen.png", "screen.webp",
    "moving-screen.webp", "wristband.png", "infographic.png", "name.png", "whiteboard.png",
    "staff-sign.png",
)  # fmt: skip


@cache
def draw_read(name: str) -> bytes:
    """Return the bytes of the picture called `name`."""
    stem, _, suffix = name.partition(".")
    match stem:
        case "face":
            return _saved([_face()], suffix)
        case "moving":
            return _saved([_plain("#3a7"), _face()], suffix)
        case "film":
            return _saved([_plain(f"#{index:02x}7030") for index in range(30)], suffix)
        case "moving-screen":
            return _saved([_plain("#fff"), words_on(_SCREEN)], suffix)
        case "screen":
            return _saved([words_on(_SCREEN)], suffix)
        case "wristband":
            tilted = words_on(_SCREEN[1:3], ground="#e8e4d8").rotate(
                8, expand=True, fillcolor="#8a7a66"
            )
            return _saved([tilted], suffix)
        case "infographic":
            return _saved([words_on(_POSTER, ground="#dfeee6")], suffix)
        case "name":
            return _saved([words_on(["Today", "9:00 Rosalind Whitmore"])], suffix)
        case "whiteboard":
            return _saved([words_on(["ROOM 2", "WHITMORE, ROSALIND", "ROOM 3"])], suffix)
        case _:
            return _saved([words_on(["Welcome", "Elena Marsh, MD", "Samuel Okafor"])], suffix)


def words_on(lines: list[str] | tuple[str, ...], ground: str = "#ffffff") -> Image.Image:
    """Draw lines of text, dark on a ground."""
    image = Image.new("RGB", (520, 60 + 60 * len(lines)), ground)
    font = ImageFont.truetype(FONT, 30)
    draw = ImageDraw.Draw(image)
    for index, line in enumerate(lines):
        draw.text((40, 40 + 60 * index), line, font=font, fill="#1d2b26")
    return image


def _face() -> Image.Image:
    with Image.open(FACE) as image:
        return image.convert("RGB")


def _plain(colour: str) -> Image.Image:
    return Image.new("RGB", _face().size, colour)


def _saved(frames: list[Image.Image], suffix: str) -> bytes:
    out = io.BytesIO()
    first, *more = frames
    same = [one.resize(first.size) for one in more]
    moving = {"save_all": True, "append_images": same, "duration": 200} if more else {}
    kind = {"png": "PNG", "webp": "WEBP"}[suffix]
    first.save(out, kind, lossless=True, **moving)
    return out.getvalue()
