"""Read the words in a picture: by a reader that comes from PyPI, and by tesseract where it is installed."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bedside.errors import BedsideError
from bedside.files import write_atomic
from bedside.installed import version_of

if TYPE_CHECKING:
    from PIL import Image

__all__ = [
    "LIBRARIES",
    "by_rapidocr",
    "by_tesseract",
    "rapidocr_name",
    "tesseract_name",
    "text_readers",
]

LIBRARIES = ("rapidocr", "onnxruntime")
LONGEST = 3000  # pixels of the longer side; what is larger is made smaller
TILE = 1500  # pixels: a larger picture is read in parts, which overlap by a line or two
OVERLAP = 200
# Lines are looked for in a part made this small, and read off the part itself: letters of 12 pixels
# in a picture of 1,200 were found at 640 (bench/pictures.py), of 10 only at 800.
_LOOKED_FOR = 800
_SURE = 0.6  # of each line; below it are the shapes of drawings
_PATIENCE = 60  # seconds for tesseract on one picture

TextReader = Callable[["Image.Image"], str]


def text_readers() -> tuple[TextReader, ...]:
    """Return the readers of this machine. The PyPI one is everywhere, so that all find as much."""
    return (by_rapidocr, by_tesseract) if tesseract_name() else (by_rapidocr,)


def by_rapidocr(image: "Image.Image") -> str:
    """Return the lines found at any angle, one each line, sure ones only."""
    import numpy as np  # noqa: PLC0415  slow to load; most runs remember every picture

    whole = image.convert("RGB")
    whole.thumbnail((LONGEST, LONGEST))
    lines: list[str] = []
    for part in _parts(whole):
        found = _rapidocr()(np.asarray(part)[:, :, ::-1])  # it reads blue first
        pairs = zip(found.txts or (), found.scores or (), strict=True)
        lines += [line for line, sure in pairs if sure >= _SURE]
    return "\n".join(dict.fromkeys(lines))


def _parts(image: "Image.Image") -> Iterator["Image.Image"]:
    """Yield the picture, or its parts where it is large."""
    for top in _starts(image.height):
        for left in _starts(image.width):
            yield image.crop(
                (left, top, min(left + TILE, image.width), min(top + TILE, image.height))
            )


def _starts(length: int) -> range:
    return range(0, max(length - OVERLAP, 1), TILE - OVERLAP)


def by_tesseract(image: "Image.Image") -> str:
    """Return what tesseract reads of a picture: sparse text, in no order."""
    png = BytesIO()
    image.convert("RGB").save(png, "PNG", compress_level=1)
    import subprocess  # noqa: PLC0415  as numpy

    command = [_tesseract(), "stdin", "stdout", "--psm", "11"]
    try:
        ran = subprocess.run(  # noqa: S603  a fixed command; the picture goes in as bytes
            command, input=png.getvalue(), capture_output=True, check=True, timeout=_PATIENCE,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        message = "tesseract cannot read a picture: run `tesseract --version`, or uninstall it"
        raise BedsideError(message) from error
    lines = ran.stdout.decode("utf-8", "replace").splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def rapidocr_name() -> str:
    """Return the PyPI reader's name and version."""
    return f"words: rapidocr {version_of('rapidocr')}"


@cache
def tesseract_name() -> str:
    """Return tesseract's name and version; empty where it is not installed.

    It is asked once for each state of its file: the answer is kept beside our compiled modules, as
    patterns are (checks/kept_patterns.py).
    """
    program = _tesseract()
    if not program:
        return ""
    state, kept = Path(program).stat(), Path(cache_from_source(__file__)).with_suffix(".tesseract")
    mark = f"{program} {state.st_ino} {state.st_size} {state.st_mtime_ns}"
    with suppress(OSError, ValueError):
        known, _, name = kept.read_text("utf-8").partition("\n")
        if known == mark:
            return name
    name = _version_of(program)
    if name and not sys.dont_write_bytecode:
        with suppress(OSError):
            write_atomic(kept, f"{mark}\n{name}")
    return name


def _version_of(program: str) -> str:
    import subprocess  # noqa: PLC0415  as numpy

    ran = subprocess.run(  # noqa: S603  a fixed command
        [program, "--version"], capture_output=True, text=True, check=False, timeout=_PATIENCE
    )
    first = (ran.stdout or ran.stderr).partition("\n")[0].strip()
    return f"words: {first}" if ran.returncode == 0 and first else ""


def _tesseract() -> str:
    from shutil import which  # noqa: PLC0415  as numpy

    return which("tesseract") or ""


@cache
def _rapidocr() -> Any:
    """Load the models that lie in the package: nothing is fetched."""
    import logging  # noqa: PLC0415  as numpy

    from rapidocr import RapidOCR  # noqa: PLC0415  as numpy

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    settings = {
        "Global.log_level": "error", "Det.limit_type": "max", "Det.limit_side_len": _LOOKED_FOR,
        # More threads wait for each other at full speed: two took half as much processor time again,
        # and on a busy machine twice as long.
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    }  # fmt: skip
    return RapidOCR(params=settings)
