"""Posts that are not public yet, as far as the calendar must know of them. Pure."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from bedside.outbox import OutboxPost, OutboxText
from bedside.post import Kind, Source, Visibility, visibility
from bedside.practice import AccountStatus, Practice
from bedside.share import by_api

__all__ = ["scheduled_posts"]

_SHOWN = {Kind.POST, Kind.NOTICE}


def scheduled_posts(
    sources: Iterable[Source], practice: Practice, now: datetime, days: int
) -> Iterator[OutboxPost]:
    """Yield each post whose date comes within `days`, without the words that its build will write."""
    end = now + timedelta(days=days)
    for source in sources:
        meta = source.meta
        if meta is None or source.kind not in _SHOWN or not meta.uid or not meta.date:
            continue
        if visibility(meta, now) is not Visibility.SCHEDULED or meta.date > end:
            continue
        texts = tuple(
            OutboxText(
                platform=one.platform, account=one.id, text=meta.title,
                at=meta.announce_at.get(one.id) or meta.announce_at.get(""),
            )
            for one in practice.accounts
            if one.status is AccountStatus.ACTIVE and by_api(one)
        )  # fmt: skip
        yield OutboxPost(
            uid=meta.uid, url="", path="", sha256="", title=meta.title, summary="",
            lang=meta.lang or practice.practice.language, author=meta.author or "",
            category=meta.category or "", type=meta.type, published=meta.date.astimezone(UTC),
            syndicate=meta.syndicate, consent=meta.consent, texts=texts,
        )  # fmt: skip
