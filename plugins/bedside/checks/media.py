"""Which files beside pictures a post may publish: its own films and captions, and nothing else."""

from pathlib import Path

from bedside.web_address import split_address

__all__ = ["CAPTIONS", "FILMS", "media_problem"]

FOLDER = "videos"
FILMS = frozenset({".mp4", ".webm"})
CAPTIONS = frozenset({".vtt"})
# First bytes: ISO/IEC 14496-12 (`ftyp` box), Matroska/WebM EBML header, WebVTT signature.
_STARTS = {".mp4": (4, b"ftyp"), ".webm": (0, b"\x1a\x45\xdf\xa3"), ".vtt": (0, b"WEBVTT")}


def media_problem(content: Path, name: str, kinds: frozenset[str]) -> str:
    """Return why the file called `name` under content/ may not be published, or an empty string.

    Links are followed before the folder is looked at, so that none leads out of it.
    """
    if split_address(name).scheme or name.startswith("/"):
        return f"not a file of ours: put it into content/{FOLDER}/ and write {FOLDER}/name"
    path = (content / name).resolve()
    if not path.is_relative_to((content / FOLDER).resolve()):
        return f"not under content/{FOLDER}/: move it there"
    if path.suffix.lower() not in kinds:
        return f"not one of {', '.join(sorted(kinds))}: save it in that form"
    if not path.is_file():
        return f"no such file under content/: put it into content/{FOLDER}/"
    at, start = _STARTS[path.suffix.lower()]
    with path.open("rb") as file:
        head = file.read(64).removeprefix(b"\xef\xbb\xbf")
    if head[at : at + len(start)] != start:
        return f"its bytes are not those of a {path.suffix} file: export it again"
    return ""
