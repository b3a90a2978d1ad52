"""A film's descriptions are read for a position, its pictures and sound are not."""

import struct
from pathlib import Path

import pytest

from bedside.checks.film import says_where

POSITION = b"....\xa9xyz+44.1000-072.9000/"


def _box(kind: bytes, body: bytes, *, long: bool = False) -> bytes:
    if long:
        return struct.pack(">I4sQ", 1, kind, len(body) + 16) + body
    return struct.pack(">I4s", len(body) + 8, kind) + body


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (_box(b"ftyp", b"isom") + _box(b"moov", POSITION), True),
        (_box(b"ftyp", b"isom") + _box(b"mdat", POSITION) + _box(b"moov", b"...."), False),
        (_box(b"mdat", b"0" * 40, long=True) + _box(b"moov", POSITION), True),
        (_box(b"mdat", POSITION, long=True), False),
        (_box(b"ftyp", b"isom") + struct.pack(">I4s", 0, b"moov") + POSITION, True),
        (b"no film at all " + POSITION, True),
        (b"", False),
    ],
)
def test_a_position_is_found_outside_the_media_data(
    tmp_path: Path, data: bytes, expected: bool  # noqa: FBT001  a column of the table
) -> None:  # fmt: skip
    """Four random bytes of sound must not stop a build, a position in `moov` must."""
    path = tmp_path / "a.mp4"
    path.write_bytes(data)
    assert says_where(path) is expected
