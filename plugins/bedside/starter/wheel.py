"""Pack the Bedside that runs into a wheel, so that a new site carries what it is built with.

The format: https://packaging.python.org/en/latest/specifications/binary-distribution-format/
(read 2026-11-22).
"""

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import bedside
from bedside.errors import BedsideError
from bedside.starter.originals import carried

__all__ = ["packed_wheel", "wheel_name"]

# What stays the same in every installation; an installer writes the rest of .dist-info itself.
_METADATA = {"METADATA", "WHEEL", "entry_points.txt", "LICENSE"}


def wheel_name() -> str:
    """Return the file name of this version's wheel."""
    return f"bedside-{bedside.__version__}-py3-none-any.whl"


def packed_wheel() -> bytes:
    """Return this Bedside as a wheel: the same bytes for the same files, from a clone too."""
    target = io.BytesIO()
    rows = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in sorted([*_code(), *_metadata()]):
            data = file.read_bytes()
            _add(archive, name, data)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            rows.append(f"{name},sha256={digest},{len(data)}\n")
        record = f"bedside-{bedside.__version__}.dist-info/RECORD"
        _add(archive, record, "".join([*rows, f"{record},,\n"]).encode())
    return target.getvalue()


def _code() -> Iterator[tuple[str, Path]]:
    """Yield (name in the wheel, file) of the packages and of what they carry."""
    package = Path(bedside.__file__).resolve().parent
    root = package.parent
    for folder in (package, *(root / "pelican" / "plugins").glob("bedside_*")):
        for file in folder.rglob("*"):
            is_original = file.is_relative_to(package / "data")
            if file.is_file() and file.suffix != ".pyc" and not is_original:
                yield file.relative_to(root).as_posix(), file
    yield from ((f"bedside/data/{path}", file) for path, file in carried())


def _metadata() -> Iterator[tuple[str, Path]]:
    try:
        installed = distribution("bedside")
    except PackageNotFoundError:
        message = (
            "bedside is not installed, only found: install it first, in a clone with `uv sync`"
        )
        raise BedsideError(message) from None
    for path in installed.files or ():
        if path.parts[0].endswith(".dist-info") and path.name in _METADATA:
            yield str(path), Path(str(installed.locate_file(path)))


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))  # the earliest that zip knows
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
