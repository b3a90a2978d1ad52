"""Draw the card of each listed post in each shape that is used, from the cache where nothing changed."""

from collections.abc import Iterator
from dataclasses import replace

from bedside.adapter import Build, is_listed
from bedside.cards import (
    CARD,
    SHAPES,
    CardShape,
    CardText,
    cached_card,
    card_alt,
    card_for,
    prune_cards,
)
from bedside.files import sha256
from bedside.platforms.pictures import shapes_for
from bedside.post import Card, Post

__all__ = ["draw_card", "draw_cards", "forget_other_cards"]


def draw_cards(build: Build) -> Iterator[Post]:
    """Yield each listed post with its card and pictures; the pixels go to `build.cards`."""
    project, practice = build.project, build.project.practice
    names = shapes_for(practice.accounts)
    films = any(one.platform == "youtube" for one in practice.accounts)
    for post in filter(is_listed, list(build.posts.values())):
        text = card_for(post, practice, project.content)
        name, alt = post.uid.lower(), card_alt(post, practice)
        wanted = {*names, "wide"} if films and post.type == "video" else names
        pictures = {
            one: draw_card(build, f"{name}-{one}", text, alt, SHAPES[one])
            for one in sorted(wanted if post.syndicate else ())
        }
        yield replace(post, card=draw_card(build, name, text, alt), pictures=pictures)


def draw_card(build: Build, name: str, text: CardText, alt: str, shape: CardShape = CARD) -> Card:
    """Return one card whose file is called after `name`; its pixels go to `build.cards`."""
    project, brand = build.project, build.project.practice.brand
    own = project.root / "theme" / "fonts"
    drawn = cached_card(
        text, brand, build.card_cache,
        logo=project.content / brand.logo if brand.logo else None,
        fonts=own if own.is_dir() else None, shape=shape,
    )  # fmt: skip
    path = f"cards/{name}-{drawn.sha256[:8]}{drawn.suffix}"
    build.cards[path] = drawn.data
    return Card(
        path=path, width=drawn.width, height=drawn.height, alt=alt, sha256=drawn.sha256,
        warnings=tuple(drawn.warnings),
    )  # fmt: skip


def forget_other_cards(build: Build) -> None:
    """Remove from the cache every card that this build did not use: nothing withdrawn stays."""
    prune_cards(build.card_cache, {sha256(data) for data in build.cards.values()})
