"""What a picture file says besides its pixels: who and where, what is left in its bytes, and removing it."""

import io
import re
import struct
from collections.abc import Iterator

from PIL import (
    ExifTags,
    Image,
    ImageCms,
    ImageFile,
    ImageOps,
    IptcImagePlugin,
)

__all__ = ["FORMATS", "UNREADABLE", "identifying", "left_in", "picture_format", "strip_bytes"]

FORMATS = {"JPEG", "PNG", "WEBP"}
QUALITY = 90
# What Pillow raises for a file that is cut off, damaged or far too large.
UNREADABLE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError)

# JPEG marker segments that hold no metadata: start, tables, frames, scans, restart, end,
# JFIF (0xE0) without a thumbnail and Adobe's colour transform (0xEE).
_JPEG_PLAIN = {0xC4, 0xCC, 0xDB, 0xDD, 0xDC, 0xEE, *range(0xC0, 0xC4), *range(0xC5, 0xCC),
               *range(0xCD, 0xD0)}  # fmt: skip
_PNG_PLAIN = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD",
              "pHYs", "hIST", "acTL", "fcTL", "fdAT"}  # fmt: skip
_WEBP_PLAIN = {"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF"}

# EXIF tags that name or place a person, or carry free words. Names from PIL.ExifTags.
_PERSON_TAGS = {
    "Artist", "Copyright", "ImageDescription", "XPTitle", "XPComment", "XPAuthor", "XPKeywords",
    "XPSubject", "HostComputer", "DocumentName", "PageName",
}  # fmt: skip
_PERSON_EXIF = {
    "UserComment", "CameraOwnerName", "BodySerialNumber", "LensSerialNumber", "MakerNote",
    "ImageUniqueID", "DateTimeOriginal", "DateTimeDigitized", "RelatedSoundFile",
}  # fmt: skip
_PERSON_XMP = re.compile(
    r"GPS(?:Latitude|Longitude)|PersonInImage|PersonDisplayName|mwg-rs:|MPReg:|dc:creator|"
    r"dc:description|dc:title|dc:subject|photoshop:(?:City|State|Headline|AuthorsPosition)|"
    r"Iptc4xmp(?:Core|Ext):|SerialNumber|OwnerName|exif:UserComment|DateTimeOriginal|xmp:Thumbnails",
)
# Comments that drawing tools write by themselves say nothing about a person.
_TOOL_COMMENT = re.compile(
    r"(?i)^\s*(?:created with (?:the )?gimp|creator: gd-jpeg|lavc|optimized by|file source:|"
    r"(?:matplotlib|inkscape|adobe|paint\.net|imagemagick|screenshot)\b.{0,60})"
)
_TEXT_CHUNKS_OF_TOOLS = {"software", "dpi", "date:create", "date:modify", "date:timestamp"}


def picture_format(data: bytes) -> str:
    """Return the format the bytes have (JPEG, PNG, WEBP, GIF …), or an empty string."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            return image.format or ""
    except UNREADABLE:
        return ""


def identifying(data: bytes) -> list[str]:
    """Name what in the file could say who, where or when: never the values themselves."""
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        found = [*_exif(image.getexif()), *_xmp(image), *_iptc(image), *_texts(image)]
    return list(dict.fromkeys(found))


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
    return ["a format that is not PNG, JPEG or WebP"]


def strip_bytes(data: bytes) -> bytes:
    """Return the picture in its own format, turned upright, in sRGB, with nothing but pixels.

    Bytes that hold nothing else come back unchanged, so that drawings keep their quality.
    """
    if not left_in(data):
        return data
    with Image.open(io.BytesIO(data)) as image:
        kind = image.format or ""
        lossless = kind == "WEBP" and b"VP8L" in data[:64]
        pixels = _plain(_srgb(ImageOps.exif_transpose(image)))
    out = io.BytesIO()
    if kind == "JPEG":
        pixels.convert("L" if pixels.mode == "L" else "RGB").save(
            out, "JPEG", quality=QUALITY, optimize=True
        )
    elif kind == "WEBP":
        pixels.save(out, "WEBP", quality=QUALITY, lossless=lossless)
    else:
        pixels.save(out, "PNG", optimize=True)
    return out.getvalue()


def _srgb(image: Image.Image) -> Image.Image:
    """Convert by the embedded profile, which is then dropped; a broken one is ignored."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "RGBA", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = image.mode if image.mode in {"RGB", "RGBA"} else "RGB"
            converted = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode=mode
            )
        except ImageCms.PyCMSError:
            return image
        if converted is not None:
            return converted
    return image


def _plain(image: Image.Image) -> Image.Image:
    """Copy the pixels alone into a fresh image."""
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    elif image.mode not in {"1", "L", "LA", "RGB", "RGBA", "I;16"}:
        image = image.convert("RGB")
    return Image.frombytes(image.mode, image.size, image.tobytes())


def _exif(exif: Image.Exif) -> Iterator[str]:
    names = {tag: ExifTags.TAGS.get(tag, str(tag)) for tag in exif}
    yield from (f"EXIF {name}" for tag, name in names.items()
                if name in _PERSON_TAGS and _says(exif[tag]))  # fmt: skip
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    yield from (
        f"EXIF {name}" for tag, value in inner.items()
        if (name := ExifTags.TAGS.get(tag, str(tag))) in _PERSON_EXIF and _says(value)
    )  # fmt: skip
    if exif.get_ifd(ExifTags.IFD.GPSInfo):
        yield "GPS position"
    if exif.get_ifd(ExifTags.IFD.IFD1):
        yield "embedded thumbnail"


def _says(value: object) -> bool:
    """Tell whether a tag holds anything but padding."""
    raw = value if isinstance(value, bytes) else str(value).encode()
    return bool(raw.replace(b"ASCII\0\0\0", b"").strip(b" \0\t\r\n"))


def _xmp(image: Image.Image) -> Iterator[str]:
    raw = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)
    yield from (f"XMP {name.rstrip(':')}" for name in dict.fromkeys(_PERSON_XMP.findall(text)))


def _iptc(image: ImageFile.ImageFile) -> Iterator[str]:
    # Record 2 is what people write: byline, caption, city, keywords. Record 1 is the envelope.
    info = IptcImagePlugin.getiptcinfo(image) or {}
    if any(record == 2 and dataset != 0 for record, dataset in info):
        yield "IPTC caption"


def _texts(image: Image.Image) -> Iterator[str]:
    comment = image.info.get("comment")
    words = comment.decode("utf-8", "replace") if isinstance(comment, bytes) else str(comment or "")
    if words.strip(" \0") and not _TOOL_COMMENT.match(words):
        yield "comment"
    for key, value in getattr(image, "text", {}).items():
        is_free = key.lower() not in _TEXT_CHUNKS_OF_TOOLS and not key.startswith("XML:")
        if is_free and str(value).strip() and not _TOOL_COMMENT.match(str(value)):
            yield "PNG text"


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
