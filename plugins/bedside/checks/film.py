"""What a film file says besides its pictures and sound: where it was taken, and its descriptions."""

import re
import struct
from collections.abc import Iterator
from pathlib import Path

from bedside.checks.xmp import packet_words

__all__ = ["FILMS", "film_words", "says_where"]

FILMS = {".mp4", ".m4v", ".mov"}
# Where phones write a position: QuickTime's location key, its user data, and 3GPP's `loci` box.
_MARKS = (b"com.apple.quicktime.location", b"\xa9xyz", b"loci\0\0\0\0")
_PICTURES_AND_SOUND = b"mdat"
# Descriptions: `data` boxes of type 1 (UTF-8), and QuickTime's user data, a length and a language
# before the words. https://developer.apple.com/documentation/quicktime-file-format (read 2026-11-22)
_DATA = re.compile(rb"(.{4})data\0\0\0\x01.{4}", re.DOTALL)
_USER_DATA = re.compile(rb"\xa9[a-zA-Z]{3}(..)..", re.DOTALL)
# Matroska's Title, TagString and the names of tracks and files, an element's size before the words.
# https://www.rfc-editor.org/rfc/rfc9559 (read 2026-11-22)
_ELEMENT = re.compile(
    rb"(?:\x7b\xa9|\x44\x87|\x53\x6e|\x46\x6e|\x46\x7e)(?:([\x81-\xfe])|([\x40-\x7f].))", re.DOTALL
)
# Boxes of free use and of names: whatever reads as words in them counts, in UTF-8 or UTF-16.
# ISO/IEC 14496-12: 4.2 (uuid), 8.1.2 (free, skip), 8.4.3 (hdlr), 8.10 (udta); `Xtra` is Windows'.
_FREE = re.compile(
    rb"(.{4})(?:uuid|free|skip|wide|hdlr|name|Xtra|XMP_|titl|dscp|auth|perf|cprt|gnre|albm|kywd|yrrc)",
    re.DOTALL,
)
_RUN = re.compile(
    rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}){8,}"
)
_WIDE_RUN = re.compile(
    rb"(?:[\t\n\r\x20-\x7e\xa0-\xff]\x00){8,}|(?:\x00[\t\n\r\x20-\x7e\xa0-\xff]){8,}"
)
_SAID = re.compile(r"[^\W_]{2,}\W+[^\W_]{2,}")
_LEAST = 5  # characters: less is chance
_ENDS = 2_000_000  # bytes at each end of a WebM file, where its descriptions stand


def says_where(path: Path) -> bool:
    """Tell whether the film's descriptions hold a position; its pictures and sound are skipped."""
    return any(mark in part for part in _descriptions(path) for mark in _MARKS)


def film_words(path: Path) -> Iterator[str]:
    """Yield the title, comment and other words that a film's descriptions hold."""
    if path.suffix.lower() in FILMS:
        for part in _descriptions(path):
            for found in _DATA.finditer(part):
                yield _text(part[found.end() : found.end() + struct.unpack(">I", found[1])[0] - 16])
            for found in _USER_DATA.finditer(part):
                yield _text(part[found.end() : found.end() + struct.unpack(">H", found[1])[0]])
            for found in _FREE.finditer(part):
                yield from _runs(part[found.end() :][: struct.unpack(">I", found[1])[0] - 8])
        return
    for part in _ends(path):
        for found in _ELEMENT.finditer(part):
            size = found[1][0] & 0x7F if found[1] else struct.unpack(">H", found[2])[0] & 0x3FFF
            yield _text(part[found.end() : found.end() + size])


def _runs(data: bytes) -> Iterator[str]:
    """Yield what reads as several words in bytes of any use, an XMP packet without its marks."""
    wide = [one[0] for one in _WIDE_RUN.finditer(data)]
    texts = [one[0].decode("utf-8") for one in _RUN.finditer(data)]
    texts += [one.decode("utf-16-le" if one[1] == 0 else "utf-16-be") for one in wide]
    for text in texts:
        words = packet_words(text) if "</" in text else [text.strip()]
        yield from (one for one in words if _SAID.search(one))


def _ends(path: Path) -> Iterator[bytes]:
    """Yield the first and the last part of a file, all of a small one."""
    with path.open("rb") as file:
        yield file.read(_ENDS)
        file.seek(max(_ENDS, path.stat().st_size - _ENDS))
        yield file.read()


def _text(data: bytes) -> str:
    """Return the words, or nothing where the bytes are no text and so no description."""
    try:
        words = data.decode("utf-8").strip("\0 \n")
    except UnicodeDecodeError:
        return ""
    is_said = len(words) >= _LEAST and words.replace("\n", " ").isprintable()
    return words if is_said else ""


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
