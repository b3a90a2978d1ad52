"""Write a picture of few colours as PNG; rows that many cards share are compressed once.

A PNG's pixels are one zlib stream (PNG, third edition, chapters 5, 10 and 11,
https://www.w3.org/TR/png-3/; RFC 1950, section 2.2). Its parts end on whole bytes without
looking back at each other, so a part of an earlier card can stand in the next one. Flat colours
compress best unfiltered.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator

from zlib_ng import zlib_ng

__all__ = ["Kept", "write_png"]

SIGNATURE = b"\x89PNG\r\n\x1a\n"
EIGHT_BITS, PALETTE = 8, 3
ZLIB_HEAD = b"\x78\x5e"  # deflate, a window of 32 kB, a fast level
LEVEL = 5  # measured: 3 is a tenth faster and a tenth larger, 6 twice as slow
KEPT_LEVEL = 9  # four times as slow, for what is done once
GRAIN = 16  # rows: where parts may begin, so that they come again
Kept = dict[tuple[int, int], bytes]  # first row and the one after the last -> compressed


def write_png(
    rows: bytes, size: tuple[int, int], palette: bytes, drawn: Iterable[tuple[int, int]], kept: Kept
) -> bytes:
    """Return the file. Each row of `rows` is a zero, the filter's number, and a byte for each pixel.

    `drawn` names the first row and the one after the last of all that is not on every card; the
    others' compressed bytes are looked up in `kept` and added to it.
    """
    width, height = size
    stream = b"".join((
        ZLIB_HEAD, *_parts(memoryview(rows), width + 1, _bands(drawn, height), kept),
        struct.pack(">I", zlib_ng.adler32(rows)),
    ))  # fmt: skip
    head = struct.pack(">IIBBBBB", width, height, EIGHT_BITS, PALETTE, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", stream), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(name, data) for name, data in chunks)


def _parts(
    rows: memoryview, stride: int, bands: Iterable[tuple[int, int, bool]], kept: Kept
) -> Iterator[bytes]:
    for first, last, is_drawn in bands:
        part = None if is_drawn else kept.get((first, last))
        if part is None:
            ends = last * stride == len(rows)
            packer = zlib_ng.compressobj(LEVEL if is_drawn else KEPT_LEVEL, zlib_ng.DEFLATED, -15)
            part = packer.compress(rows[first * stride : last * stride])
            part += packer.flush(zlib_ng.Z_FINISH if ends else zlib_ng.Z_FULL_FLUSH)
        if not is_drawn:
            kept[first, last] = part
        yield part


def _bands(drawn: Iterable[tuple[int, int]], height: int) -> list[tuple[int, int, bool]]:
    """Return all rows in bands from the top: first, one after the last, whether drawn on."""
    bands: list[tuple[int, int, bool]] = []
    at = 0
    for first, last in sorted(drawn):
        start, end = max(first // GRAIN * GRAIN, at), min(-(-last // GRAIN) * GRAIN, height)
        if end <= start:
            continue
        if start > at:
            bands.append((at, start, False))
        bands.append((start, end, True))
        at = end
    return [*bands, (at, height, False)] if at < height else bands


def _chunk(name: bytes, data: bytes) -> bytes:
    checked = zlib.crc32(data, zlib.crc32(name))
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", checked)
