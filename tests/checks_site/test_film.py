"""A film's descriptions are read for a position, its pictures and sound are not."""

import struct
from pathlib import Path

import pytest

from bedside.checks.film import film_words, says_where

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


def _described(words: bytes) -> dict[str, bytes]:
    """Return how each kind of film writes a comment, as ffmpeg does."""
    data = struct.pack(">I", len(words) + 16) + b"data\0\0\0\x01\0\0\0\0" + words
    item = struct.pack(">I", len(data) + 8) + b"\xa9cmt" + data
    user = struct.pack(">I", len(words) + 12) + b"\xa9cmt" + struct.pack(">HH", len(words), 0x55C4)
    tag = b"\x44\x87" + bytes([0x80 | len(words)]) + words
    return {
        "a.mp4": _box(b"ftyp", b"isom") + _box(b"mdat", b"0" * 40) + _box(b"moov", item),
        "a.mov": _box(b"ftyp", b"qt  ") + _box(b"moov", user + words),
        "a.webm": b"\x1a\x45\xdf\xa3" + b"\0" * 3_000_000 + tag,
    }


@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.webm"])
def test_descriptions_are_read(tmp_path: Path, name: str) -> None:
    """The comment that a phone or an editor wrote is given to the rules for text."""
    path = tmp_path / name
    path.write_bytes(_described(b"SSN 219-09-9999")[name])
    assert [one for one in film_words(path) if one] == ["SSN 219-09-9999"]


FREE = "Sarah Müller, new hip"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("kind", [b"uuid", b"free", b"hdlr"])
def test_boxes_of_free_use_are_read(tmp_path: Path, kind: bytes, encoding: str) -> None:
    """Editors and Windows keep words where the format leaves room."""
    path = tmp_path / "a.mp4"
    path.write_bytes(_box(b"ftyp", b"isom") + _box(kind, bytes(16) + FREE.encode(encoding)))
    assert [*film_words(path)] == [FREE]


def test_an_xmp_packet_of_a_film_says_its_words_alone(tmp_path: Path) -> None:
    """What programs write of themselves is nobody's."""
    packet = f"<x><t>{FREE}</t><d>2026-10-05T09:00:00Z</d><i>xmp.iid:4f8e-99</i></x>"
    path = tmp_path / "a.mp4"
    path.write_bytes(_box(b"ftyp", b"isom") + _box(b"uuid", bytes(16) + packet.encode()))
    assert [*film_words(path)] == [FREE]


def test_what_programs_name_is_no_description(tmp_path: Path) -> None:
    """A track's handler has one word."""
    path = tmp_path / "a.mp4"
    path.write_bytes(
        _box(b"moov", _box(b"hdlr", bytes(8) + b"vide" + bytes(12) + b"VideoHandler\0"))
    )
    assert [*film_words(path)] == []
