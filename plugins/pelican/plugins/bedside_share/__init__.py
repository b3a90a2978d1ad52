"""Glue: the wording of each listed post for each of the practice's accounts."""

from typing import Any

from bedside.adapter import build_of, is_listed
from bedside.outbox import OutboxFacet, OutboxText
from bedside.share import texts_for_accounts
from pelican import signals

__all__ = ["register"]


def register() -> None:
    """Connect the signal."""
    signals.all_generators_finalized.connect(_compose)


def _compose(generators: Any) -> None:
    build = build_of(generators[0].settings)
    for post in filter(is_listed, build.posts.values()):
        build.texts[post.uid] = tuple(
            OutboxText(
                platform=text.platform, account=account.id, text=text.text, title=text.title,
                link=text.link,
                facets=tuple(
                    OutboxFacet(start=one.start, end=one.end, link=one.link, tag=one.tag)
                    for one in text.facets
                ),
            )
            for account, text in texts_for_accounts(post, build.project.practice)
        )  # fmt: skip
