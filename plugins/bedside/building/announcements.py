"""Collect a build's public posts, with the hashes of what was written, into the outbox."""

from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path

from bedside.adapter import Build, is_listed
from bedside.checks.built import page_file
from bedside.deploy.mark import MARK_PATH, PublishedMark, mark_json
from bedside.files import sha256_file, write_atomic
from bedside.outbox import (
    Outbox,
    OutboxCard,
    OutboxCorrection,
    OutboxFilm,
    OutboxPage,
    OutboxPost,
    OutboxText,
    save_outbox,
)
from bedside.post import Card, Post
from bedside.share import texts_by_hand
from bedside.syndication.outside import settled_names

__all__ = ["write_outbox"]


def write_outbox(build: Build, output: str) -> None:
    """Write outbox.json beside the receipt: listed posts only, each with its page's hash."""
    root = Path(output)
    listed = sorted(
        filter(is_listed, build.posts.values()), key=lambda post: (post.published, post.uid)
    )
    outbox = Outbox(
        site_url=build.project.practice.practice.url, built_at=build.now,
        feeds=tuple(build.feeds), posts=tuple(_entry(post, build, root) for post in listed),
        cards=tuple(sorted(map(_card, build.page_cards.values()), key=lambda one: one.path)),
        pages=(*map(_page, build.posts.values()), *_other_pages(build)),
        removed={one.uid: one.when for one in build.removed}, moved=build.moved,
    )  # fmt: skip
    save_outbox(outbox, build.records / "outbox.json")
    mark = PublishedMark(
        ledger=build.announced.ledger_id, mark=build.announced.mark,
        chain=build.announced.chain, settled=_settled(build, outbox),
        paused=pause.since if (pause := build.announced.state.pause) else None,
        outbox_sha256=sha256_file(build.records / "outbox.json"), built_at=build.now,
    )  # fmt: skip
    write_atomic(root / MARK_PATH, mark_json(mark))


def _settled(build: Build, outbox: Outbox) -> str:
    """Return what a rebuild must know of the ledger, if it is lost."""
    since = build.now - timedelta(days=build.project.practice.policies.max_age_days)
    return settled_names(build.announced.ledger_id, build.announced.state, outbox.posts, since)


def _page(post: Post) -> OutboxPage:
    """Return what gate 3 must know of a page, listed or hidden."""
    return OutboxPage(
        uid=post.uid, path=page_file(post), category=post.category, disclaimer=post.disclaimer,
        reader_lines=tuple(one.text for one in post.reader_lines),
        consent=post.consent, expires=post.expires,
    )  # fmt: skip


def _other_pages(build: Build) -> Iterator[OutboxPage]:
    """Yield the pages that are no posts: a consent or an end date may stand in them too."""
    for path, source in sorted(build.pages.items()):
        meta = source.meta
        assert meta is not None  # what cannot be read has no page
        yield OutboxPage(
            uid=meta.uid or "", path=path, consent=meta.consent,
            expires=meta.expires.astimezone(UTC) if meta.expires else None,
        )  # fmt: skip


def _card(card: Card) -> OutboxCard:
    return OutboxCard(
        path=card.path, sha256=card.sha256, width=card.width, height=card.height, alt=card.alt
    )


def _film(post: Post, root: Path) -> OutboxFilm | None:
    if post.video is None:
        return None
    return OutboxFilm(path=post.video.url, sha256=sha256_file(root / post.video.url))


def _entry(post: Post, build: Build, root: Path) -> OutboxPost:
    page = f"{post.path}index.html"
    return OutboxPost(
        uid=post.uid, url=post.url, path=page, sha256=sha256_file(root / page), title=post.title,
        summary=post.summary, lang=post.lang, author=post.author, category=post.category,
        type=post.type, published=post.published,
        syndicate=post.syndicate, next_review=post.next_review, consent=post.consent,
        card=_card(post.card) if post.card else None,
        pictures={shape: _card(one) for shape, one in sorted(post.pictures.items())},
        film=_film(post, root),
        corrections=tuple(
            OutboxCorrection(date=one.date, text=one.text) for one in post.corrections
        ),
        texts=build.texts.get(post.uid, ()),
        by_hand=tuple(
            OutboxText(
                platform=text.platform, account=account.id, text=text.text, title=text.title,
                link=text.link,
            )
            for account, text in texts_by_hand(post, build.project.practice)
        ),
    )  # fmt: skip
