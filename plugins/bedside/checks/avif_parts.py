"""What stands in an AVIF file besides its picture: boxes, items and metadata that no reader needs.

Boxes and items: ISO/IEC 14496-12 and 23008-12 as https://aomediacodec.github.io/av1-avif/ uses them;
the units (OBUs) of the coded picture: https://aomediacodec.github.io/av1-spec/#obu-header-syntax
(not opened here; held against what libavif writes, and against files spoiled by hand in tests).
"""

import struct
from collections.abc import Iterator

__all__ = ["avif_parts", "is_avif"]

Box = tuple[bytes, bytes, int]  # type, what is in it, where that begins in the file

_TOP = {b"ftyp", b"meta", b"mdat"}
_META = {b"hdlr", b"pitm", b"iloc", b"iinf", b"iprp", b"iref"}
_PROPERTIES = {b"ispe", b"pixi", b"av1C", b"colr", b"auxC", b"irot", b"imir", b"pasp", b"clap"}
_ALPHA = b"\0\0\0\0urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0"
_NAMES = {b"Color\0", b"Alpha\0", b"\0"}  # as libavif calls its items
# Sequence header, temporal delimiter, frame header, tile group, frame: no metadata, no padding.
_CODED = {1, 2, 3, 4, 6}


def is_avif(data: bytes) -> bool:
    """Tell whether the bytes begin as a still AVIF picture."""
    return data[4:12] == b"ftypavif"


def avif_parts(data: bytes) -> Iterator[str]:
    """Name every part that is not picture data; nothing for a picture of pixels alone."""
    try:
        yield from _parts(data)
    except (struct.error, IndexError, ValueError):
        yield "an AVIF that cannot be read to its end"


def _parts(data: bytes) -> Iterator[str]:
    top = list(_boxes(data, 0, len(data)))
    yield from (f"a `{_said(kind)}` box" for kind, _, _ in top if kind not in _TOP)
    kinds = [kind for kind, _, _ in top]
    if sorted(kinds) != sorted(_TOP):
        yield "boxes that a picture does not have"
        return
    found = {kind: (body, start) for kind, body, start in top}
    meta, start = found[b"meta"]
    inner = {}
    for kind, body, _ in _boxes(data, start + 4, start + len(meta)):
        inner[kind] = body
        if kind not in _META:
            yield f"a `{_said(kind)}` box"
    yield from _described(inner)
    yield from _coded(data, inner[b"iloc"], *found[b"mdat"])


def _boxes(data: bytes, at: int, end: int) -> Iterator[Box]:
    while at < end:
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        if size < 8 or at + size > end:
            raise ValueError(size)
        yield kind, data[at + 8 : at + size], at + 8
        at += size


def _described(inner: dict[bytes, bytes]) -> Iterator[str]:
    """Look at what the boxes say of the picture: its handler, items and properties."""
    handler = inner[b"hdlr"]
    if handler[8:12] != b"pict" or handler[12:].strip(b"\0"):
        yield "a name in its `hdlr` box"
    for kind, body, _ in _boxes(inner[b"iinf"], 6, len(inner[b"iinf"])):
        if kind != b"infe" or body[8:12] != b"av01":
            yield f"an item of the kind `{_said(body[8:12])}`"
        elif body[12:] not in _NAMES:
            yield "a name of an item"
    for kind, body, start in _boxes(inner[b"iprp"], 0, len(inner[b"iprp"])):
        if kind != b"ipco":
            continue
        for name, value, _ in _boxes(inner[b"iprp"], start, start + len(body)):
            is_text = (name == b"colr" and value[:4] != b"nclx") or (
                name == b"auxC" and value != _ALPHA
            )
            if name not in _PROPERTIES or is_text or (name == b"av1C" and len(value) != 4):
                yield f"a `{_said(name)}` property"


def _coded(data: bytes, places: bytes, held: bytes, start: int) -> Iterator[str]:
    """Look whether the items fill the data box, and are units of a coded picture alone."""
    if places[:6] != b"\0\0\0\0\x44\0":  # version 0: offsets and lengths of 4 bytes, no base
        yield "a list of places that is not read"
        return
    filled = []
    for index in range(struct.unpack(">H", places[6:8])[0]):
        row = places[8 + 14 * index : 22 + 14 * index]
        _, _, extents, offset, length = struct.unpack(">HHHII", row)
        filled.append((offset, offset + length))
        if extents != 1 or not _is_coded(data[offset : offset + length]):
            yield "bytes that are no coded picture"
    edges = [start, *(edge for one in sorted(filled) for edge in one), start + len(held)]
    if any(one != other for one, other in zip(edges[::2], edges[1::2], strict=True)):
        yield "bytes outside the picture"


def _is_coded(units: bytes) -> bool:
    at = 0
    while at < len(units):
        head = units[at]
        if (head >> 3) & 15 not in _CODED or not head & 2:  # a unit says its size
            return False
        at += 2 if head & 4 else 1
        size = shift = 0
        while True:  # leb128
            size |= (units[at] & 127) << shift
            shift, at = shift + 7, at + 1
            if not units[at - 1] & 128:
                break
        at += size
    return at == len(units)


def _said(kind: bytes) -> str:
    return kind.decode("latin-1") if kind.isalnum() else "unknown"
