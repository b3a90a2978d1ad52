"""Share cards: one picture per public article, laid out purely, then drawn with vendored fonts.

meta (Post -> CardText) -> layout (pure: wraps, shrinks, cuts) -> raster (PNG) ; cache by content.
"""

from bedside.cards.cache import cached_card, prune_cards
from bedside.cards.meta import card_alt, card_for, page_card_alt
from bedside.cards.model import CardText, RenderedCard
from bedside.cards.render import render_card

__all__ = [
    "CardText", "RenderedCard", "cached_card", "card_alt", "card_for", "page_card_alt",
    "prune_cards", "render_card",
]  # fmt: skip
