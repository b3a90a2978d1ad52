"""Which files of the built site are pictures, by name or by first bytes, and what is wrong with one."""

from pathlib import Path, PurePosixPath

from bedside.checks.picture_parts import left_in

__all__ = ["MADE", "PICTURES", "is_looked_at", "picture_problem"]

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp"})  # those that are published, stripped
MADE = frozenset({".avif"})  # smaller versions that a build makes; nobody writes one
# Other kinds that browsers show or cameras write. An SVG is a drawing: WEB014 reads it.
_OTHERS = frozenset(
    (".apng", ".bmp", ".cr2", ".cr3", ".dng", ".gif", ".heic", ".heif", ".ico", ".jfif", ".jif",
     ".jp2", ".jpe", ".jpx", ".jxl", ".nef", ".pjp", ".pjpeg", ".psd", ".raw", ".tif", ".tiff")
)  # fmt: skip
# First bytes: JPEG, PNG, GIF, TIFF (Intel and Motorola), JPEG XL.
_STARTS = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*", b"\xff\x0a", b"\0\0\0\x0cJXL ")
# The `ftyp` brands of HEIF and AVIF, ISO/IEC 23008-12; a film's are others.
_BRANDS = (b"avif", b"avis", b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")


def is_looked_at(path: str) -> bool:
    """Tell whether a published file, named under the site root, is a picture that readers look at.

    A card is drawn by us, of words and pictures that were checked; the theme is Bedside's.
    """
    name = PurePosixPath(path)
    return name.suffix.lower() in {*PICTURES, *MADE, ".svg"} and name.parts[0] not in (
        "cards",
        "theme",
    )


def picture_problem(file: Path) -> str:
    """Say what is wrong with a published file as a picture; nothing for what is none."""
    suffix = file.suffix.lower()
    if suffix not in PICTURES | MADE and (suffix in _OTHERS or _begins_as_picture(file)):
        return "is a picture that is not PNG, JPEG or WebP: save it as one of these"
    if suffix not in PICTURES | MADE:
        return ""
    left = ", ".join(dict.fromkeys(left_in(file.read_bytes())))
    return f"still carries {left}: publish it stripped" if left else ""


def _begins_as_picture(file: Path) -> bool:
    with file.open("rb") as opened:
        head = opened.read(16)
    return (
        head.startswith(_STARTS)
        or (head[4:8] == b"ftyp" and head[8:12] in _BRANDS)
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
    )
