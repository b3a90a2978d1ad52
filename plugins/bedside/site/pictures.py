"""Smaller versions of a picture, for screens that need no more: their names, sizes and bytes."""

import html
import io
import posixpath
import re
from collections.abc import Mapping
from functools import cache

from bedside.files import sha256

__all__ = [
    "FORMATS",
    "MADE_AS",
    "WIDTHS",
    "small_picture",
    "smaller_names",
    "sources",
    "with_sources",
    "without_sources",
]

# Pixels: a teaser on a phone, a phone's full width at double density, a desk's full width.
WIDTHS = (480, 960, 1600)
# The first that a browser can show is taken. Quality and speed: decision 37.
FORMATS = {"avif": "image/avif", "webp": "image/webp"}
_HOW: dict[str, dict[str, int | str]] = {
    "avif": {"quality": 60, "speed": 8, "codec": "aom", "max_threads": 1},
    "webp": {"quality": 82, "method": 4},
}
# Changes with how they are made, so that a cache by content holds nothing of before.
MADE_AS = sha256(repr(sorted(_HOW.items())).encode())[:6]
_RASTER = {".png", ".jpg", ".jpeg", ".webp"}
_IMAGE = re.compile(r'<img\b[^>]*?\ssrc="([^"]*)"[^>]*>')
_SOURCE = re.compile(r'</?picture>|<source type="image/[^>]*>')
# How wide a picture among words is shown: the column, or a phone without its edges.
_SIZES = "(min-width: 40rem) 37rem, calc(100vw - 2.25rem)"


@cache
def _kinds() -> tuple[str, ...]:
    """Return the formats that this machine's Pillow can write; AVIF comes with its own wheels."""
    from PIL import features  # noqa: PLC0415  slow to load

    return tuple(one for one in FORMATS if features.check(one))


def smaller_names(path: str, width: int | None = None) -> tuple[tuple[str, int], ...]:
    """Return name and width of each smaller version of the picture at `path`.

    Only widths below the picture's own `width` are made; None asks for every name there may be.
    """
    stem, suffix = posixpath.splitext(path)
    if suffix.lower() not in _RASTER:
        return ()
    widths = [one for one in WIDTHS if width is None or one < width]
    return tuple((f"{stem}.{one}w.{kind}", one) for kind in _kinds() for one in widths)


def sources(src: str, width: int) -> tuple[tuple[str, str], ...]:
    """Return (media type, `srcset`) of each format of a picture at address `src`; none for none."""
    names = smaller_names(src, width)
    return tuple(
        (FORMATS[kind], ", ".join(f"{name} {size}w" for name, size in names if name.endswith(kind)))
        for kind in _kinds() if names
    )  # fmt: skip


def with_sources(page: str, widths: Mapping[str, int]) -> str:
    """Return a text whose pictures, by address of `widths`, name their smaller versions."""

    def wrapped(found: re.Match[str]) -> str:
        src = html.unescape(found[1])
        rows = "".join(
            f'<source type="{kind}" srcset="{html.escape(names)}" sizes="{_SIZES}">'
            for kind, names in sources(src, widths.get(src, 0))
        )
        return f"<picture>{rows}{found[0]}</picture>" if rows else found[0]

    return _IMAGE.sub(wrapped, page) if widths else page


def without_sources(page: str) -> str:
    """Return a text with its pictures alone, as feed readers know them."""
    return _SOURCE.sub("", page) if "<picture>" in page else page


def small_picture(data: bytes, width: int, kind: str = "webp") -> bytes:
    """Return the picture `width` pixels wide: the same bytes for the same picture."""
    from PIL import Image  # noqa: PLC0415  slow to load; templates need the names alone

    with Image.open(io.BytesIO(data)) as image:
        pixels = image.convert(
            "RGBA" if "A" in image.mode or "transparency" in image.info else "RGB"
        )
        height = round(pixels.height * width / pixels.width)
        small = pixels.resize((width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, kind.upper(), **_HOW[kind])
    return out.getvalue()
