"""Where each consent is used: posts by uid or by their `consent` line, pictures and films by hash."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bedside.checks.image import content_root, facts_of, pictures_of
from bedside.files import sha256_file

if TYPE_CHECKING:
    from bedside.consents import Consent
    from bedside.post import Source

__all__ = ["Use", "media_of", "uses_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One source that rests on a consent, and the pictures in it that the consent covers."""

    source: "Source"
    pictures: tuple[str, ...]  # paths under content/

    @property
    def uid(self) -> str:
        """Return the post's uid; empty for a page without one."""
        return (self.source.meta.uid if self.source.meta else "") or ""


def uses_of(consent: "Consent", sources: Iterable["Source"]) -> tuple[Use, ...]:
    """Return each source that tells or shows what the consent is for."""
    uids, hashes = {one.upper() for one in consent.scope.posts}, set(consent.scope.images)
    found = []
    for source in sources:
        meta = source.meta
        pictures = tuple(dict.fromkeys(
            name for name, _, digest in media_of(source) if digest in hashes
        )) if hashes else ()  # fmt: skip
        is_told = bool(meta and (meta.consent == consent.id or (meta.uid or "") in uids))
        if is_told or pictures:
            found.append(Use(source=source, pictures=pictures))
    return tuple(found)


def media_of(source: "Source") -> Iterator[tuple[str, tuple[int, int], str]]:
    """Yield path under content/, place in the text and SHA-256 of each picture and film there is."""
    for picture in pictures_of(source):
        if facts := facts_of(picture):
            yield picture.name, (picture.start, picture.end), facts.sha256
    root, place = content_root(source), source.places.get("video.url")
    film = source.values.get("video.url")
    if root and place and film and (path := _inside(root, film)):
        yield film, (place.start, place.end), sha256_file(path)


def _inside(root: Path, name: str) -> Path | None:
    path = (root / name).resolve()
    return path if path.is_file() and path.is_relative_to(root) else None
