"""Remember the front matter of posts that were checked by name: what an author works on.

Nothing is kept of what has a mistake or is not public, nor of a post in which anything was found
that could tell of a patient. The same lines are then not validated again; what is not proven is.
"""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bedside.checks.kept_file import read_kept, write_kept
from bedside.checks.stand_in import BROKEN, kept, stand_in
from bedside.header_parts import Place, Split, split
from bedside.post import Visibility, visibility
from bedside.source import Parsed, parse_header

if TYPE_CHECKING:
    from datetime import datetime

    from bedside.checks.model import Report
    from bedside.post import Source

__all__ = ["Headers", "open_headers"]

_NAME = "headers"
_MOST = 50  # posts; a whole site is validated as ever


@dataclass(frozen=True, slots=True)
class Headers:
    """What is known of front matter, by the hash of its text."""

    root: Path
    zone: ZoneInfo
    known: dict[str, Any]

    def parse(self, parts: Split, path: Path, text: str, zone: ZoneInfo) -> Parsed:
        """Read front matter as `parse_header` does."""
        real = cache(lambda: parse_header(parts, path, text, zone))
        with contextlib.suppress(*BROKEN):
            one = self.known[self._key(parts)]
            meta = stand_in(one["meta"], lambda: real()[0])
            places = {key: Place(*at) for key, at in one["places"].items()}
            return meta, places, dict(one["values"]), []
        return real()

    def keep(self, sources: Iterable["Source"], report: "Report", now: "datetime") -> None:
        """Remember what is new and right of public posts in which nothing was found."""
        flagged = {one.path for one in report.findings if one.tier}
        flagged |= {path for path, _ in report.hidden}
        new: dict[str, Any] = {}
        for one in sources:
            key = self._key(split(one.text))
            is_right = not one.mistakes and one.path not in flagged
            if is_right and _is_public(one, now) and key not in self.known:
                with contextlib.suppress(TypeError):
                    new[key] = _said(one)
        if new:
            write_kept(self.root, _NAME, dict([*self.known.items(), *new.items()][-_MOST:]))

    def _key(self, parts: Split) -> str:
        said = f"{self.zone.key}\0{parts.header_offset}\0{parts.is_open}\0{parts.header}"
        return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=32).hexdigest()


def _is_public(source: "Source", now: "datetime") -> bool:
    """Tell whether a source is public at `now` whatever becomes of a consent: others leave no byte."""
    meta = source.meta
    return bool(meta and not meta.consent and visibility(meta, now) is Visibility.PUBLISHED)


def open_headers(content: Path | None, zone: ZoneInfo, count: int) -> Headers | None:
    """Open the memory of a practice's posts; None outside a practice, or for too many files."""
    if content is None or count > _MOST:
        return None
    return Headers(content.parent, zone, read_kept(content.parent, _NAME))


def _said(source: "Source") -> dict[str, Any]:
    return {
        "meta": kept(source.meta),
        "places": {key: [one.start, one.end] for key, one in source.places.items()},
        "values": source.values,
    }
