"""Draw the pictures that the image rules' examples name: clean ones, and each kind of metadata."""

import io
import struct
import zlib

from PIL import Image, ImageCms, PngImagePlugin
from tests.checks_site.read_pictures import PEOPLE_AND_WORDS, draw_read

__all__ = ["NAMES", "draw"]

_XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Planted Name</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage>
</rdf:Description></rdf:RDF></x:xmpmeta>"""
_GPS = {1: "N", 2: (44.0, 6.0, 1.0), 3: "W", 4: (72.0, 54.0, 1.0)}

NAMES = (
    "clean.png", "clean.jpg", "clean.webp", "signed.png", "withdrawn.png", "gps.jpg", "gps.png",
    "gps.webp", "artist.jpg", "serial.jpg", "usercomment.jpg", "makernote.jpg", "thumbnail.jpg",
    "xmp-person.jpg", "xmp-person.png", "iptc.jpg", "comment.jpg", "text.png", "taken.jpg",
    "software.jpg", "tool-comment.jpg", "icc.png", "trailing.jpg", "drawing.svg",
    "really-a-gif.png", "broken.png", "upside-down.jpg", "phone.jpg", *PEOPLE_AND_WORDS,
)  # fmt: skip


def draw(name: str) -> bytes:
    """Return the bytes of the picture called `name`."""
    stem, _, suffix = name.partition(".")
    if name == "drawing.svg":
        return b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    if name == "really-a-gif.png":
        return _saved(_leaf(), "GIF")
    if name == "broken.png":
        return b"\x89PNG\r\n\x1a\n" + b"nothing"
    if name in PEOPLE_AND_WORDS:
        return draw_read(name)
    kind = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}[suffix]
    data = _saved(_leaf(stem), kind, **_options(stem, suffix))
    if stem == "iptc":
        data = _with_segment(data, 0xED, _iptc(b"Planted caption"))
    if stem == "thumbnail":
        data = _with_segment(data, 0xE1, b"Exif\0\0" + _exif_with_thumbnail())
    return data + (b"hidden words" if stem == "trailing" else b"")


# name -> directory (None: the first one), tag, value
_TAGS: dict[str, tuple[int | None, int, object]] = {
    "artist": (None, 315, "Planted Name"),
    "software": (None, 305, "Some Camera 1.0"),
    "upside-down": (None, 274, 3),
    "serial": (0x8769, 42033, "SN-12345"),
    "usercomment": (0x8769, 37510, b"ASCII\0\0\0planted words"),
    "makernote": (0x8769, 37500, b"planted bytes"),
    "taken": (0x8769, 36867, "2026:10:05 09:00:00"),
}


def _options(stem: str, suffix: str) -> dict[str, object]:
    """Return what Pillow is told to write besides the pixels."""
    if stem in _TAGS or stem == "gps":
        return {"exif": _exif(stem)}
    if stem == "xmp-person":
        is_jpeg = suffix == "jpg"
        return {"xmp": _XMP} if is_jpeg else {"pnginfo": _text("XML:com.adobe.xmp", _XMP.decode())}
    if stem in {"icc", "phone"}:
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        exif = {"exif": _exif("upside-down")} if stem == "phone" else {}
        return {"icc_profile": profile, **exif}
    others: dict[str, dict[str, object]] = {
        "text": {"pnginfo": _text("Description", "planted words")},
        "comment": {"comment": b"planted words"},
        "tool-comment": {"comment": b"Created with GIMP"},
    }
    return others.get(stem, {})


def _exif(stem: str) -> bytes:
    """Return the directory as bytes: Pillow takes one that has only sub-directories for empty."""
    exif = Image.Exif()
    if stem == "gps":
        exif.get_ifd(0x8825).update(_GPS)
    else:
        directory, tag, value = _TAGS[stem]
        (exif.get_ifd(directory) if directory else exif)[tag] = value
    return exif.tobytes()


def _leaf(stem: str = "") -> Image.Image:
    shade = zlib.crc32(stem.encode()) % 200
    image = Image.new("RGB", (32, 24), (shade, 120, 60))
    image.putpixel((0, 0), (255, 255, 255))
    image.paste((20, 20, 200), (0, 0, 16, 8))
    return image


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _text(key: str, value: str) -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_itxt(key, value)
    return info


def _with_segment(jpeg: bytes, marker: int, body: bytes) -> bytes:
    segment = b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body
    return jpeg[:2] + segment + jpeg[2:]


def _iptc(caption: bytes) -> bytes:
    record = b"\x1c\x02\x78" + struct.pack(">H", len(caption)) + caption
    resource = (
        b"8BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record + b"\0" * (len(record) % 2)
    )
    return b"Photoshop 3.0\0" + resource


def _exif_with_thumbnail() -> bytes:
    """Two directories: an empty one, then one that points at a small JPEG."""
    small = _saved(Image.new("RGB", (8, 8)), "JPEG")
    rows = struct.pack("<HHII", 0x0201, 4, 1, 44) + struct.pack("<HHII", 0x0202, 4, 1, len(small))
    return (b"II*\0" + struct.pack("<I", 8) + struct.pack("<HI", 0, 14)
            + struct.pack("<H", 2) + rows + struct.pack("<I", 0) + small)  # fmt: skip
