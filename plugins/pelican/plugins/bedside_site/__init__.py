"""Glue: read sources, set Pelican's addresses, give templates their values, copy pictures."""

from typing import Any

from pelican.paginator import PaginationRule

from bedside.adapter import build_of
from bedside.building.assets import write_assets
from bedside.building.editions import write_editions
from bedside.building.members import quicken
from bedside.building.pages import attach_values, template_settings
from bedside.building.rendered import open_renders
from pelican import signals
from pelican.plugins.bedside_site.reader import EXTENSIONS, BedsideReader
from pelican.plugins.bedside_site.writer import KeepingWriter

__all__ = ["register"]


def register() -> None:
    """Connect the signals."""
    signals.initialized.connect(_set_addresses)
    signals.readers_init.connect(_add_reader)
    signals.all_generators_finalized.connect(_attach)
    signals.get_writer.connect(_writer)
    signals.article_writer_finalized.connect(_write_editions)
    signals.finalized.connect(_write)


def _set_addresses(pelican: Any) -> None:
    settings = template_settings(build_of(pelican.settings))
    # Pelican has read its settings by now, so what it would have converted is converted here.
    settings["PAGINATION_PATTERNS"] = [
        PaginationRule(*row) for row in settings["PAGINATION_PATTERNS"]
    ]
    pelican.settings.update(settings)


def _add_reader(readers: Any) -> None:
    for extension in EXTENSIONS:
        readers.reader_classes[extension] = BedsideReader


def _attach(generators: Any) -> None:
    build = build_of(generators[0].settings)
    attach_values(build, generators)
    quicken(generators)
    build.generators, build.renders = list(generators), open_renders(build, generators)


def _writer(_pelican: Any) -> type[KeepingWriter]:
    return KeepingWriter


def _write_editions(generator: Any, writer: Any) -> None:
    write_editions(build_of(generator.settings), generator, writer)


def _write(pelican: Any) -> None:
    write_assets(build_of(pelican.settings), pelican.output_path)
