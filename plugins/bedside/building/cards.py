"""Draw the card of each listed post, from the cache where nothing changed."""

from collections.abc import Iterator
from dataclasses import replace

from bedside.adapter import Build, is_listed
from bedside.cards import cached_card, card_alt, card_for, prune_cards
from bedside.post import Card, Post

__all__ = ["draw_cards"]


def draw_cards(build: Build) -> Iterator[Post]:
    """Yield each listed post with its card; the pixels go to `build.cards`.

    Cards that no listed post has any more leave the cache too.
    """
    project, practice = build.project, build.project.practice
    logo = project.content / practice.brand.logo if practice.brand.logo else None
    own = project.root / "theme" / "fonts"
    fonts = own if own.is_dir() else None
    kept = set()
    for post in filter(is_listed, list(build.posts.values())):
        drawn = cached_card(
            card_for(post, practice, project.content),
            practice.brand,
            project.build / "cards",
            logo=logo,
            fonts=fonts,
        )
        kept.add(drawn.sha256)
        path = f"cards/{post.uid.lower()}-{drawn.sha256[:8]}.png"
        build.cards[path] = drawn.data
        card = Card(
            path=path, width=drawn.width, height=drawn.height, alt=card_alt(post, practice),
            sha256=drawn.sha256, warnings=tuple(drawn.warnings),
        )  # fmt: skip
        yield replace(post, card=card)
    prune_cards(project.build / "cards", kept)
