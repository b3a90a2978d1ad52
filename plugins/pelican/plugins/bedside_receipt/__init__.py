"""Glue, last in PLUGINS: the built pages are checked as they are, then the receipt is written."""

from typing import Any

from bedside.adapter import build_of
from bedside.building.gate2 import check_site_of
from pelican import signals

__all__ = ["register"]


def register() -> None:
    """Connect the signal."""
    signals.finalized.connect(_close)


def _close(pelican: Any) -> None:
    check_site_of(build_of(pelican.settings), pelican.output_path)
