"""Posts that were public once and are not any more: feed readers are told to let go of them."""

from datetime import UTC, datetime, time, timedelta

from bedside.adapter import Build
from bedside.building.before import Before
from bedside.files import real_path
from bedside.post import Source, Visibility
from bedside.site.feeds import Removed

__all__ = ["removed_posts"]

_KEPT = timedelta(days=400)  # who did not ask for so long keeps what it has


def removed_posts(build: Build, before: Before) -> tuple[Removed, ...]:
    """Return them by uid: ended or withheld, deleted since the last build, or told of by it."""
    public = {
        one.meta.uid for path, one in build.sources.items()
        if one.meta and build.visible[path].is_public
    }  # fmt: skip
    found = {**before.removed}
    sources = {one.meta.uid: one for one in build.sources.values() if one.meta and one.meta.uid}
    for uid in before.shown | build.announced.links.keys():
        source = sources.get(uid)
        found.setdefault(uid, _end(source, build) if source else build.now)
    return tuple(
        Removed(uid=uid, when=when)
        for uid, when in sorted(found.items())
        if uid not in public and _is_told(sources.get(uid), build) and build.now - when < _KEPT
    )


def _is_told(source: Source | None, build: Build) -> bool:
    """Tell whether a source that is not public went for good: not one that is being rewritten."""
    visible = build.visible[real_path(source.path)] if source else None
    return visible in (None, Visibility.DRAFT, Visibility.EXPIRED, Visibility.WITHHELD)


def _end(source: Source, build: Build) -> datetime:
    """Return when a post ended: its own last moment, the end of its consent, or now."""
    meta, zone = source.meta, build.project.practice.zone
    if meta and meta.expires and meta.expires <= build.now:
        return meta.expires.astimezone(UTC)
    consent = build.project.consents.get(meta.consent) if meta and meta.consent else None
    days = [
        one for one in (consent.revoked_on, consent.event_happened_on, consent.expires_on)
        if one and datetime.combine(one, time(), zone) <= build.now
    ] if consent else []  # fmt: skip
    return datetime.combine(min(days), time(), zone).astimezone(UTC) if days else build.now
