"""Pack the installed Bedside into a wheel again, so that a new site carries what it is built with."""

import io
import zipfile
from importlib.metadata import Distribution, PackageNotFoundError, PackagePath, distribution
from pathlib import Path

import bedside

__all__ = ["packed_wheel", "wheel_name"]

# What an installer adds: https://packaging.python.org/en/latest/specifications/recording-installed-packages/
# (read 2026-11-22). Programs in bin/ are made anew from entry_points.txt.
_INSTALLERS = {"INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json", "uv_build.json"}


def wheel_name() -> str:
    """Return the file name of this version's wheel."""
    return f"bedside-{bedside.__version__}-py3-none-any.whl"


def packed_wheel() -> bytes | None:
    """Return this Bedside as a wheel; None when it runs from a clone, where no wheel is installed."""
    try:
        installed = distribution("bedside")
    except PackageNotFoundError:
        return None
    paths = sorted(filter(_is_packed, installed.files or ()), key=str)
    own = Path(bedside.__file__).resolve()
    if own not in {Path(str(installed.locate_file(path))).resolve() for path in paths}:
        return None
    return _zip(installed, paths)


def _is_packed(path: PackagePath) -> bool:
    return path.parts[0] != ".." and path.suffix != ".pyc" and path.name not in _INSTALLERS


def _zip(installed: Distribution, paths: list[PackagePath]) -> bytes:
    """Return the archive: the same bytes for the same files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            data = Path(str(installed.locate_file(path))).read_bytes()
            if path.name == "RECORD" and path.parent.suffix == ".dist-info":
                data = _record(data.decode(), {str(one) for one in paths})
            entry = zipfile.ZipInfo(str(path), date_time=(1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _record(text: str, kept: set[str]) -> bytes:
    rows = [row for row in text.splitlines() if row.split(",", 1)[0] in kept]
    return ("\n".join(rows) + "\n").encode()
