"""Which posts a deploy took off the site because a consent does not hold: what people must follow up."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from bedside.checks.consent_use import media_of
from bedside.checks.rules.consent import withheld
from bedside.consents.state import standing
from bedside.deploy.aftermath import Gone, gone_of
from bedside.post import Source
from bedside.project import Project
from bedside.site.pictures import smaller_names
from bedside.source import address

__all__ = ["withdrawn"]


def withdrawn(
    project: Project, sources: Iterable[Source], now: datetime, removed: Collection[str],
    shown: Mapping[str, str],
) -> tuple[Gone, ...]:  # fmt: skip
    """Return what left the site among the `removed` paths for want of a consent.

    `shown` maps uid to page of what was online before: a post's own file may be gone too.
    """
    known = list(sources)
    uids = {one.meta.uid for one in known if one.meta}
    deleted = {uid: page for uid, page in shown.items() if page in removed and uid not in uids}
    return (
        *_held(project, known, now, removed),
        *_deleted(project, deleted, now),
    )


def _held(
    project: Project, sources: list[Source], now: datetime, removed: Collection[str]
) -> Iterator[Gone]:
    practice = project.practice
    today = now.astimezone(practice.zone).date()
    for source in sources:
        page = address(source, practice.practice.language)
        why = withheld(source, project.consents, today)
        if why and f"{page}index.html" in removed:
            pictures = [name for name, _, _ in media_of(source) if name in removed]
            made = [one for name in pictures for one, _ in smaller_names(name) if one in removed]
            yield gone_of(project, source, why, pictures, made=made)


def _deleted(project: Project, pages: Mapping[str, str], now: datetime) -> Iterator[Gone]:
    """Yield posts whose file was deleted and whose consent is over."""
    today = now.astimezone(project.practice.zone).date()
    for one in (standing(one, today) for one in project.consents.consents):
        if not one.state.is_over:
            continue
        for uid in map(str.upper, one.consent.scope.posts):
            if page := pages.get(uid):
                url = f"{project.practice.practice.url}/{page.removesuffix('index.html')}"
                yield Gone(
                    what=page, uid=uid, why=f"consent {one.consent.id} {one.said}", urls=(url,)
                )
