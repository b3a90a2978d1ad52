"""What a picture file says besides its pixels: who and where; and how to take it out.

Pillow is loaded with this module: import it where a picture is read.
"""

import io
from collections.abc import Iterator

from PIL import (
    ExifTags,
    Image,
    ImageCms,
    ImageFile,
    ImageOps,
    IptcImagePlugin,
)

from bedside.checks.late import compile_late
from bedside.checks.picture_parts import left_in

__all__ = ["UNREADABLE", "identifying", "picture_format", "strip_bytes"]

QUALITY = 90
# What Pillow raises for a file that is cut off, damaged or far too large.
UNREADABLE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError)

# EXIF tags that name or place a person, or carry free words. Names from PIL.ExifTags.
_PERSON_TAGS = {
    "Artist", "Copyright", "ImageDescription", "XPTitle", "XPComment", "XPAuthor", "XPKeywords",
    "XPSubject", "HostComputer", "DocumentName", "PageName",
}  # fmt: skip
_PERSON_EXIF = {
    "UserComment", "CameraOwnerName", "BodySerialNumber", "LensSerialNumber", "MakerNote",
    "ImageUniqueID", "DateTimeOriginal", "DateTimeDigitized", "RelatedSoundFile",
}  # fmt: skip
_PERSON_XMP = compile_late(
    r"GPS(?:Latitude|Longitude)|PersonInImage|PersonDisplayName|mwg-rs:|MPReg:|dc:creator|"
    r"dc:description|dc:title|dc:subject|photoshop:(?:City|State|Headline|AuthorsPosition)|"
    r"Iptc4xmp(?:Core|Ext):|SerialNumber|OwnerName|exif:UserComment|DateTimeOriginal|xmp:Thumbnails",
)
# Comments that drawing tools write by themselves say nothing about a person.
_TOOL_COMMENT = compile_late(
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
