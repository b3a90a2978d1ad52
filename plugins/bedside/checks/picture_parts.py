"""What stands in a picture file's bytes besides the picture, read from the container itself."""

import struct
from collections.abc import Iterator

from bedside.checks.avif_parts import avif_parts, is_avif

__all__ = ["FORMATS", "left_in"]

FORMATS = {"JPEG", "PNG", "WEBP"}

# JPEG marker segments that hold no metadata: start, tables, frames, scans, restart, end,
# JFIF (0xE0) without a thumbnail and Adobe's colour transform (0xEE).
_JPEG_PLAIN = {0xC4, 0xCC, 0xDB, 0xDD, 0xDC, 0xEE, *range(0xC0, 0xC4), *range(0xC5, 0xCC),
               *range(0xCD, 0xD0)}  # fmt: skip
_PNG_PLAIN = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD",
              "pHYs", "hIST", "acTL", "fcTL", "fdAT"}  # fmt: skip
_WEBP_PLAIN = {"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF"}


def left_in(data: bytes) -> list[str]:
    """Name every part of the bytes that is not picture data; empty means nothing is left.

    Reads the container itself, not through a picture library, so that it proves what `strip` did.
    """
    if data.startswith(b"\xff\xd8"):
        return list(_jpeg_parts(data))
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return list(_png_parts(data))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return list(_webp_parts(data))
    if is_avif(data):
        return list(avif_parts(data))
    return ["a format that is not PNG, JPEG, WebP or AVIF"]


def _jpeg_parts(data: bytes) -> Iterator[str]:
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:  # the marker byte
            yield "bytes outside any segment"
            return
        marker = data[at + 1]
        if marker == 0xFF:  # fill bytes before a marker
            at += 1
            continue
        if marker == 0xD9:  # end of image
            break
        size = struct.unpack(">H", data[at + 2 : at + 4])[0]
        body = data[at + 4 : at + 2 + size]
        yield from _segment(marker, body)
        at += 2 + size
        if marker == 0xDA:  # start of scan: entropy-coded data follow
            at = _after_scan(data, at)
    if data[at + 2 :].strip(b"\0"):
        yield "data after the picture"


def _segment(marker: int, body: bytes) -> Iterator[str]:
    if marker in _JPEG_PLAIN or marker == 0xDA:  # start of scan
        return
    if marker == 0xE0 and body.startswith(b"JFIF\0") and body[12:14] == b"\0\0":  # APP0
        return
    known = {
        0xE0: "JFIF thumbnail", 0xE1: "XMP" if b"ns.adobe.com" in body[:40] else "EXIF",
        0xE2: "ICC profile" if body.startswith(b"ICC") else "multi-picture data",
        0xED: "IPTC", 0xFE: "comment",
    }  # fmt: skip
    yield known.get(marker, f"segment 0x{marker:02X}")


def _after_scan(data: bytes, at: int) -> int:
    """Return where the next marker that is not a restart or a stuffed byte stands."""
    while (at := data.find(b"\xff", at)) != -1 and at + 1 < len(data):
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:  # restart markers
            return at
        at += 2
    return len(data)


def _png_parts(data: bytes) -> Iterator[str]:
    at = 8
    names = {"eXIf": "EXIF", "iCCP": "ICC profile", "tEXt": "PNG text", "zTXt": "PNG text",
             "iTXt": "PNG text", "tIME": "time"}  # fmt: skip
    while at + 8 <= len(data):
        size = struct.unpack(">I", data[at : at + 4])[0]
        chunk = data[at + 4 : at + 8].decode("latin-1")
        if chunk not in _PNG_PLAIN:
            yield names.get(chunk, f"chunk {chunk!r}")
        at += 12 + size
        if chunk == "IEND":
            break
    if data[at:]:
        yield "data after the picture"


def _webp_parts(data: bytes) -> Iterator[str]:
    end = 8 + struct.unpack("<I", data[4:8])[0]
    at = 12
    names = {"EXIF": "EXIF", "XMP ": "XMP", "ICCP": "ICC profile"}
    while at + 8 <= min(end, len(data)):
        chunk = data[at : at + 4].decode("latin-1")
        size = struct.unpack("<I", data[at + 4 : at + 8])[0]
        if chunk not in _WEBP_PLAIN:
            yield names.get(chunk, f"chunk {chunk!r}")
        at += 8 + size + size % 2
    if data[end:].strip(b"\0"):
        yield "data after the picture"
