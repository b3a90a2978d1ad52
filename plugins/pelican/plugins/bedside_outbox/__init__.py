"""Glue: write the outbox, the only thing that deploy and syndicate read of a build."""

from typing import Any

from bedside.adapter import build_of
from bedside.building.announcements import write_outbox
from pelican import signals

__all__ = ["register"]


def register() -> None:
    """Connect the signal."""
    signals.finalized.connect(_write)


def _write(pelican: Any) -> None:
    write_outbox(build_of(pelican.settings), pelican.output_path)
