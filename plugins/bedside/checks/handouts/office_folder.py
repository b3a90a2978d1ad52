"""The ZIP folder of an Office file: what it may hold, and that no byte of it lies beside its parts."""

import struct
import zipfile

from bedside.checks.handouts.unreadable import UnreadableError

__all__ = ["refuse_folder"]

_MOST_PARTS = 1000
_LARGEST = 60_000_000  # bytes, unpacked
_ACTIVE = ("vbaproject", "/embeddings/", "/activex/", "/afchunk", "/ctrlprops/", ".bin")
# https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT 4.3.16, 4.3.7, 4.3.9 (read 2026-11-23)
_END, _END_SIZE = b"PK\x05\x06", 22
_HEAD, _DESCRIPTOR, _HAS_DESCRIPTOR = 30, 24, 8


def refuse_folder(data: bytes, folder: zipfile.ZipFile, again: str) -> None:
    """Raise UnreadableError for a lock, code, files inside, too much, and bytes in no part."""
    _refuse_parts(folder.infolist(), again)
    _refuse_beside(data, folder, again)


def _refuse_parts(parts: list[zipfile.ZipInfo], again: str) -> None:
    if len(parts) > _MOST_PARTS or sum(one.file_size for one in parts) > _LARGEST:
        raise UnreadableError("unpacks to more than a handout holds", again)
    if any(one.flag_bits & 1 for one in parts):
        raise UnreadableError("is locked with a password", "save it without one")
    names = [one.filename.lower() for one in parts]
    if any(sign in f"/{name}" for name in names for sign in _ACTIVE):
        raise UnreadableError("has other files or code inside it", "save it as PDF")
    if "[content_types].xml" not in names:
        raise UnreadableError("is no Office file, whatever its name says", again)


def _refuse_beside(data: bytes, folder: zipfile.ZipFile, again: str) -> None:
    """Refuse bytes that are in no part: before the first, between two, behind the last, in a remark."""
    end, at, room = data.rfind(_END), 0, 0
    has_more = bool(folder.comment)
    for one in sorted(folder.infolist(), key=lambda one: one.header_offset):
        has_more |= bool(one.comment) or one.header_offset - at > room
        name, extra = struct.unpack("<HH", data[one.header_offset : one.header_offset + _HEAD][-4:])
        at = one.header_offset + _HEAD + name + extra + one.compress_size
        room = _DESCRIPTOR if one.flag_bits & _HAS_DESCRIPTOR else 0
    if has_more or folder.start_dir - at > room or end + _END_SIZE != len(data):
        raise UnreadableError("holds bytes beside its parts, which nothing reads", again)
