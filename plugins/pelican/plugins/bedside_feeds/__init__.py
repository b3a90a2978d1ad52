"""Glue: JSON-LD for each page; feeds, sitemap, robots and headers beside them."""

from typing import Any

from bedside.adapter import build_of
from bedside.building.index import add_json_ld, write_index
from pelican import signals

__all__ = ["register"]


def register() -> None:
    """Connect the signals."""
    signals.all_generators_finalized.connect(_describe)
    signals.finalized.connect(_write)


def _describe(generators: Any) -> None:
    add_json_ld(build_of(generators[0].settings), generators)


def _write(pelican: Any) -> None:
    write_index(build_of(pelican.settings), pelican.output_path)
