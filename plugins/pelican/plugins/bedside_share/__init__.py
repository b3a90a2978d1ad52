"""Glue: the wording of each listed post for each of the practice's accounts, now and later."""

from typing import Any

from bedside.adapter import build_of, is_listed
from bedside.outbox import OutboxFacet, OutboxText
from bedside.reshare import Wording, wordings
from pelican import signals

__all__ = ["register"]


def register() -> None:
    """Connect the signal."""
    signals.all_generators_finalized.connect(_compose)


def _compose(generators: Any) -> None:
    build = build_of(generators[0].settings)
    for post in filter(is_listed, build.posts.values()):
        found = wordings(post, build.project.practice, build.now)
        build.texts[post.uid] = tuple(map(_text, found))


def _text(one: Wording) -> OutboxText:
    text = one.text
    facets = (
        OutboxFacet(start=facet.start, end=facet.end, link=facet.link, tag=facet.tag)
        for facet in text.facets
    )
    return OutboxText(
        platform=text.platform, account=one.account.id, slot=one.slot, at=one.at, text=text.text,
        title=text.title, link=text.link, facets=tuple(facets),
    )  # fmt: skip
