"""Draw the card of each listed post in each shape that is used, from the cache where nothing changed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

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
    is_cached,
    prune_cards,
)
from bedside.files import write_or_link
from bedside.platforms.pictures import shapes_for
from bedside.post import Card, Post
from bedside.workers import is_worth_sharing, share_out

__all__ = ["draw_ahead", "draw_card", "draw_cards", "forget_other_cards"]

_SOME = 8  # cards that are looked for, to know whether most of them are kept


def draw_cards(build: Build) -> Iterator[Post]:
    """Yield each listed post with its card and pictures; the pictures go into the site."""
    practice = build.project.practice
    wanted = [(post, *_wanted(post, build)) for post in build.posts.values() if is_listed(post)]
    draw_ahead(build, [
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


def draw_ahead(build: Build, cards: Sequence[tuple[CardText, CardShape]]) -> None:
    """Let every core draw a share of the cards into the cache, unless some are there already."""
    some = cards[:: len(cards) // _SOME + 1] if is_worth_sharing(cards) else ()
    given = _given(build)
    if some and not any(is_cached(text, shape=shape, **given) for text, shape in some):
        share_out(cards, lambda share: [_cached(build, *one).sha256 for one in share])


def draw_card(build: Build, name: str, text: CardText, alt: str, shape: CardShape = CARD) -> Card:
    """Return one card whose file is called after `name`; its picture goes into the site.

    That is swapped in or thrown away as a whole.
    """
    drawn = _cached(build, text, shape)
    path = f"cards/{name}-{drawn.sha256[:8]}{drawn.suffix}"
    build.cards[path] = build.site / path
    write_or_link(build.cards[path], drawn.data, build.project.output / path)
    return Card(
        path=path, width=drawn.width, height=drawn.height, alt=alt, sha256=drawn.sha256,
        warnings=tuple(drawn.warnings),
    )  # fmt: skip


def _cached(build: Build, text: CardText, shape: CardShape) -> RenderedCard:
    return cached_card(text, shape=shape, **_given(build))


def _given(build: Build) -> dict[str, Any]:
    """Return what decides every card of a practice, and where they are kept."""
    project, brand = build.project, build.project.practice.brand
    own = project.root / "theme" / "fonts"
    return {
        "brand": brand, "folder": build.card_cache, "fonts": own if own.is_dir() else None,
        "logo": project.content / brand.logo if brand.logo else None,
    }  # fmt: skip


def forget_other_cards(build: Build) -> None:
    """Remove from the cache every card that this build did not use: nothing withdrawn stays."""
    of_posts = (card for one in build.posts.values() for card in (one.card, *one.pictures.values()))
    drawn = {one.sha256 for one in (*of_posts, *build.page_cards.values()) if one}
    prune_cards(build.card_cache, drawn)
