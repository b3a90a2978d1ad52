"""What a deploy target is: what it is given, the changes it finds, the two calls it answers."""

import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from bedside.errors import BedsideError
from bedside.files import sha256_file
from bedside.outbox import Outbox
from bedside.practice import Deploy
from bedside.project import Project

__all__ = [
    "Change", "Deployed", "Place", "Reason", "Release", "Sending", "Target", "deployed",
    "diff", "listing", "release_of",
]  # fmt: skip


class Reason(StrEnum):
    """Why a file is touched at the target, or not."""

    NEW = "new"
    CHANGED = "changed"
    DELETED = "deleted"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One file of the site: its path under the site root, and what becomes of it."""

    path: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A built site and the two records that vouch for it. The records are never public."""

    site: Path
    outbox: Path
    receipt: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the site goes: target's name, the practice's folder, its `[deploy]` table, its address."""

    target: str
    root: Path
    settings: Deploy
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployed:
    """What a target did: the release's name there, the paths it wrote and those it removed."""

    release: str
    changed: tuple[str, ...]
    deleted: tuple[str, ...]


def deployed(release: str, changes: Iterable[Change]) -> Deployed:
    """Return what carrying out `changes` did."""
    moved = [one for one in changes if one.reason is not Reason.UNCHANGED]
    return Deployed(
        release=release,
        changed=tuple(one.path for one in moved if one.reason is not Reason.DELETED),
        deleted=tuple(one.path for one in moved if one.reason is Reason.DELETED),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What a deploy is about to do, and of which articles; `back` names the way when it goes back."""

    changes: tuple[Change, ...]
    outbox: Outbox
    where: str
    back: str = ""


class Target(Protocol):
    """A place that can hold the site. Modules satisfy it; see `targets.TARGETS`."""

    NAME: str

    def where(self, place: Place, /) -> str:
        """Return where the files go, for people: a folder, a server's folder, a branch."""

    def changes(self, release: Release, place: Place, /) -> tuple[Change, ...]:
        """Compare the release with what the target holds now; nothing is written there."""

    def put(
        self, release: Release, place: Place, changes: tuple[Change, ...], now: datetime, /
    ) -> Deployed:
        """Make the target hold the release. Raises DeployError; the old site stays then."""


def diff(local: Mapping[str, str], remote: Mapping[str, str]) -> tuple[Change, ...]:
    """Compare two listings (path to hash) and give each path its reason, sorted by path."""

    def reason(path: str) -> Reason:
        if path not in remote:
            return Reason.NEW
        if path not in local:
            return Reason.DELETED
        return Reason.UNCHANGED if local[path] == remote[path] else Reason.CHANGED

    return tuple(Change(path=path, reason=reason(path)) for path in sorted({*local, *remote}))


def listing(site: Path) -> dict[str, str]:
    """Map each file under `site` to its SHA-256; a link or device in a built site is refused."""
    found: dict[str, str] = {}
    for path in sorted(site.rglob("*")):
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            continue
        if not stat.S_ISREG(mode):
            message = f"{path}: is not a plain file: run `bedside build` again"
            raise BedsideError(message)
        found[path.relative_to(site).as_posix()] = sha256_file(path)
    return found


def release_of(project: Project) -> Release:
    """Return what the last build made."""
    return Release(site=project.output, outbox=project.outbox, receipt=project.receipt)
