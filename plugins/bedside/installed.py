"""Which libraries are installed, in which versions, by the names of the folders that say so."""

import sys
from functools import cache
from pathlib import Path

__all__ = ["installed", "version_of"]

_ENDING = ".dist-info"


@cache
def installed() -> tuple[str, ...]:
    """Return `name-version.dist-info` of every library, those found first before the others."""
    folders = (Path(place) for place in sys.path)
    return tuple(
        name
        for folder in folders
        if folder.name in {"site-packages", "dist-packages"} and folder.is_dir()
        for name in sorted(one.name for one in folder.iterdir())
        if name.endswith(_ENDING)
    )


def version_of(library: str) -> str:
    """Return a library's version. Raises PackageNotFoundError, as `importlib.metadata` does.

    That module loads the standard library's mail reader first, which takes longer than a check.
    """
    return _versions().get(_plain(library)) or _asked(library)


@cache
def _versions() -> dict[str, str]:
    # https://packaging.python.org/en/latest/specifications/recording-installed-packages/ (read 2026-11-22)
    pairs = (name.removesuffix(_ENDING).rpartition("-") for name in reversed(installed()))
    return {_plain(name): version for name, _, version in pairs}


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def _asked(library: str) -> str:
    from importlib.metadata import version  # noqa: PLC0415  see version_of

    return version(library)
