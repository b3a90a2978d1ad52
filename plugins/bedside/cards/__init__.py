"""Share cards: a picture per public article and shape that a network needs, laid out purely, then drawn with vendored fonts.

meta (Post -> CardText) -> layout (pure: wraps, shrinks, cuts) -> raster (PNG) ; cache by content.
"""

from bedside.cards.cache import cached_card, is_cached, prune_cards
from bedside.cards.meta import card_alt, card_for, page_card_alt
from bedside.cards.model import CardText, RenderedCard
from bedside.cards.render import card_warnings, render_card
from bedside.cards.shapes import CARD, SHAPES, CardShape

__all__ = [
    "CARD", "SHAPES", "CardShape", "CardText", "RenderedCard", "cached_card", "card_alt", "card_for",
    "card_warnings", "is_cached", "page_card_alt",
    "prune_cards", "render_card",
]  # fmt: skip
