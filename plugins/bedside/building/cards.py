"""Draw the card of each listed post in each shape that is used, from the cache where nothing changed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bedside.adapter import Build, is_listed
from bedside.cards import (
    CARD,
    SHAPES,
    CardShape,
    CardText,
    RenderedCard,
    cached_card,
    card_alt,
    card_for,
    prune_cards,
)
from bedside.files import sha256
from bedside.platforms.pictures import shapes_for
from bedside.post import Card, Post
from bedside.workers import share_out

__all__ = ["draw_card", "draw_cards", "forget_other_cards"]


def draw_cards(build: Build) -> Iterator[Post]:
    """Yield each listed post with its card and pictures; the pixels go to `build.cards`."""
    practice = build.project.practice
    wanted = [(post, *_wanted(post, build)) for post in build.posts.values() if is_listed(post)]
    _draw_ahead(build, [
        (text, shape) for _, text, names in wanted
        for shape in (CARD, *(SHAPES[one] for one in names))
    ])  # fmt: skip
    for post, text, shapes in wanted:
        name, alt = post.uid.lower(), card_alt(post, practice)
        pictures = {
            one: draw_card(build, f"{name}-{one}", text, alt, SHAPES[one]) for one in shapes
        }
        yield replace(post, card=draw_card(build, name, text, alt), pictures=pictures)


def _wanted(post: Post, build: Build) -> tuple[CardText, list[str]]:
    """Return the words of a post's card, and the shapes besides the card that are used."""
    practice = build.project.practice
    names = shapes_for(practice.accounts)
    films = any(one.platform == "youtube" for one in practice.accounts)
    wanted = {*names, "wide"} if films and post.type == "video" else names
    text = card_for(post, practice, build.project.content)
    return text, sorted(wanted if post.syndicate else ())


def _draw_ahead(build: Build, cards: Sequence[tuple[CardText, CardShape]]) -> None:
    """Let every core draw a share of the cards into the cache, where it holds few of them."""
    if sum(1 for _ in build.card_cache.glob("*.json")) < len(cards) / 2:
        share_out(cards, lambda share: [_cached(build, *one).sha256 for one in share])


def draw_card(build: Build, name: str, text: CardText, alt: str, shape: CardShape = CARD) -> Card:
    """Return one card whose file is called after `name`; its pixels go to `build.cards`."""
    drawn = _cached(build, text, shape)
    path = f"cards/{name}-{drawn.sha256[:8]}{drawn.suffix}"
    build.cards[path] = drawn.data
    return Card(
        path=path, width=drawn.width, height=drawn.height, alt=alt, sha256=drawn.sha256,
        warnings=tuple(drawn.warnings),
    )  # fmt: skip


def _cached(build: Build, text: CardText, shape: CardShape) -> RenderedCard:
    project, brand = build.project, build.project.practice.brand
    own = project.root / "theme" / "fonts"
    return cached_card(
        text, brand, build.card_cache,
        logo=project.content / brand.logo if brand.logo else None,
        fonts=own if own.is_dir() else None, shape=shape,
    )  # fmt: skip


def forget_other_cards(build: Build) -> None:
    """Remove from the cache every card that this build did not use: nothing withdrawn stays."""
    prune_cards(build.card_cache, {sha256(data) for data in build.cards.values()})
