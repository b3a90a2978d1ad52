"""Glue: gate 2. All sources that would become public are checked before anything is written."""

from typing import Any

from bedside.adapter import build_of
from bedside.building.gate2 import check_sources_of
from bedside.building.pages import articles_of, pages_of
from bedside.files import real_path
from pelican import signals

__all__ = ["register"]


def register() -> None:
    """Connect the signal in which an exception stops the build."""
    signals.all_generators_finalized.connect(_check)


def _check(generators: Any) -> None:
    pages = pages_of(generators)
    read = {real_path(item.source.path) for item in (*articles_of(generators), *pages)}
    check_sources_of(build_of(generators[0].settings), read)
