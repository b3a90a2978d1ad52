"""Whether a film file says where it was taken."""

import struct
from collections.abc import Iterator
from pathlib import Path

__all__ = ["FILMS", "says_where"]

FILMS = {".mp4", ".m4v", ".mov"}
# Where phones write a position: QuickTime's location key, its user data, and 3GPP's `loci` box.
_MARKS = (b"com.apple.quicktime.location", b"\xa9xyz", b"loci\0\0\0\0")
_PICTURES_AND_SOUND = b"mdat"


def says_where(path: Path) -> bool:
    """Tell whether the film's descriptions hold a position; its pictures and sound are skipped."""
    return any(mark in part for part in _descriptions(path) for mark in _MARKS)


def _descriptions(path: Path) -> Iterator[bytes]:
    """Yield each top-level box but the media data; the rest of a broken file as one piece."""
    size = path.stat().st_size
    with path.open("rb") as file:
        at = 0
        while at + 8 <= size:
            file.seek(at)
            length, kind = struct.unpack(">I4s", file.read(8))
            if length == 1:  # the length stands in the next 8 bytes
                length = struct.unpack(">Q", file.read(8).ljust(8, b"\0"))[0]
            if length == 0:  # to the end of the file
                length = size - at
            is_broken = length < 8 or at + length > size
            if is_broken or kind != _PICTURES_AND_SOUND:
                file.seek(at)
                yield file.read(size - at if is_broken else length)
            at = size if is_broken else at + length
