"""Glue: a card for each listed article and page, given to the theme and written beside the pages."""

from typing import Any

from bedside.adapter import build_of
from bedside.building.cards import draw_cards, forget_other_cards
from bedside.building.page_cards import draw_page_cards
from bedside.building.pages import pages_of, refresh_posts
from pelican import signals

__all__ = ["register"]


def register() -> None:
    """Connect the signals."""
    signals.all_generators_finalized.connect(_draw)


def _draw(generators: Any) -> None:
    build = build_of(generators[0].settings)
    refresh_posts(build, generators, draw_cards(build))
    build.page_cards |= draw_page_cards(build, pages_of(generators))
    forget_other_cards(build)
