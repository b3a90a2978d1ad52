"""FRM021: words that a post asks its share card to show, and that do not fit on it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bedside.checks.authorities import REFERENCED_AND_DATED
from bedside.checks.image import content_root
from bedside.checks.model import Context, Match, Rule, Scope, Severity
from bedside.checks.rules.front_matter import at
from bedside.post import Kind, Source

if TYPE_CHECKING:
    from bedside.post import Post
    from bedside.practice import Practice

__all__ = ["CARD_TEXT"]


def _cut(source: Source, context: Context) -> Iterator[Match]:
    meta, practice = source.meta, context.practice
    if meta is None or meta.card is None or practice is None or source.kind is Kind.TEXT:
        return
    for said in _warnings(_as_post(source, practice), practice, content_root(source)):
        yield at(source, "card.layout", said)


def _warnings(post: "Post", practice: "Practice", root: Path | None) -> list[str]:
    """Lay the card out in each shape in use, without drawing it, and return what does not fit."""
    from bedside.cards import CARD, SHAPES, card_warnings  # noqa: PLC0415  fonts load slowly
    from bedside.platforms.pictures import shapes_for  # noqa: PLC0415  fonts load slowly

    fonts = root.parent / "theme" / "fonts" if root else None
    shapes = (CARD, *(SHAPES[name] for name in shapes_for(practice.accounts)))
    own = fonts if fonts and fonts.is_dir() else None
    return list(
        dict.fromkeys(one for shape in shapes for one in card_warnings(post, practice, shape, own))
    )


def _as_post(source: Source, practice: "Practice") -> "Post":
    """Return the post as far as a card shows it."""
    from bedside.facts import fill  # noqa: PLC0415  for cards alone
    from bedside.post import Post, Visibility  # noqa: PLC0415  for cards alone

    meta = source.meta
    assert meta is not None
    when = meta.date or datetime(2000, 1, 1, tzinfo=UTC)  # no card shows it
    return Post(
        uid=meta.uid or "", title=fill(meta.title, practice), slug="", url="", path="", summary="",
        html="", lang=meta.lang or practice.practice.language, author=meta.author or "",
        category=meta.category or "", type=meta.type, tags=(), published=when, modified=when,
        visibility=Visibility.PUBLISHED, reviewer=meta.reviewed_by, card_words=meta.card,
        image=meta.image, event=meta.event, location=meta.location or "", source=source.path,
    )  # fmt: skip


_POST = '---\ntitle: Sleep\ncategory: prevention\ncard:\n  layout: number\n  number: "%s"\n  text: "%s"\n---\n'

CARD_TEXT: tuple[Rule, ...] = (
    Rule(
        code="FRM021", name="card-words-cut", scope=Scope.SOURCE, find=_cut,
        severity=Severity.WARNING,
        summary="A share card whose words do not fit on it.",
        why="The card is all that many people see of a post, and half a sentence can say the opposite.",
        fix="Shorten what the message names; `bedside preview` shows the card.",
        authority=REFERENCED_AND_DATED,
        bad=(_POST % ("1 in 3", "adults do not get enough sleep, and many of them know it, " * 12),),
        good=(_POST % ("1 in 3", "adults do not get enough sleep"), "---\ntitle: A\n---\n"),
    ),
)  # fmt: skip
