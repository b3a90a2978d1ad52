"""Draw the card of each listed post, from the cache where nothing changed."""

from collections.abc import Iterator
from dataclasses import replace

from bedside.adapter import Build, is_listed
from bedside.cards import CardText, cached_card, card_alt, card_for, prune_cards
from bedside.files import sha256
from bedside.post import Card, Post

__all__ = ["draw_card", "draw_cards", "forget_other_cards"]


def draw_cards(build: Build) -> Iterator[Post]:
    """Yield each listed post with its card; the pixels go to `build.cards`."""
    project, practice = build.project, build.project.practice
    for post in filter(is_listed, list(build.posts.values())):
        text = card_for(post, practice, project.content)
        card = draw_card(build, post.uid.lower(), text, card_alt(post, practice))
        yield replace(post, card=card)


def draw_card(build: Build, name: str, text: CardText, alt: str) -> Card:
    """Return one card whose file is called after `name`; its pixels go to `build.cards`."""
    project, brand = build.project, build.project.practice.brand
    own = project.root / "theme" / "fonts"
    drawn = cached_card(
        text, brand, build.card_cache,
        logo=project.content / brand.logo if brand.logo else None,
        fonts=own if own.is_dir() else None,
    )  # fmt: skip
    path = f"cards/{name}-{drawn.sha256[:8]}.png"
    build.cards[path] = drawn.data
    return Card(
        path=path, width=drawn.width, height=drawn.height, alt=alt, sha256=drawn.sha256,
        warnings=tuple(drawn.warnings),
    )  # fmt: skip


def forget_other_cards(build: Build) -> None:
    """Remove from the cache every card that this build did not use: nothing withdrawn stays."""
    prune_cards(build.card_cache, {sha256(data) for data in build.cards.values()})
