"""Target `folder`: releases side by side, and a link `current` switched to the new one in one step.

PATH/current -> releases/20261122T081500Z-1a2b3c4d/site       what a web server shows
PATH/releases/<name>/outbox.json, receipt.json, release.json  beside the site, never public
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from bedside.deploy.base import (
    Change,
    Deployed,
    Place,
    Reason,
    Release,
    deployed,
    diff,
    listing,
)  # fmt: skip
from bedside.deploy.mark import MARK_PATH
from bedside.errors import BedsideError, DeployError
from bedside.files import read_text, sha256, sync_folder, write_atomic
from bedside.schema import Strict

__all__ = [
    "NAME", "changes", "current_release", "earlier_releases", "forget", "previous_release", "put",
    "switch", "where", "withdrawn_before",
]  # fmt: skip

NAME = "folder"
_RECORDS = ("outbox.json", "receipt.json")


class ReleaseNote(Strict):
    """release.json: which release was online before this one; names of those removed in between."""

    previous: str = ""
    withdrawn: tuple[str, ...] = ()  # they showed what may not be public any more


def where(place: Place) -> str:
    """Return where the files go, for people."""
    return str(_home(place) / "current")


def changes(release: Release, place: Place) -> tuple[Change, ...]:
    """Compare the release with the one that is online."""
    online = current_release(place)
    return diff(listing(release.site), listing(online.site) if online else {})


def put(release: Release, place: Place, changes: tuple[Change, ...], now: datetime) -> Deployed:
    """Copy the release beside the others, switch `current` to it, forget the oldest."""
    home = _home(place)
    online = current_release(place)
    try:
        _sweep(home)
        name = _copy(release, home, online, changes, now)
        _point(home, name)
        _prune(home, name, place.settings.keep)
    except OSError as error:
        message = (
            f"{error.filename or home}: cannot be written: {error.strerror}: the old site stays"
        )
        raise DeployError(message) from error
    return deployed(name, changes)


def current_release(place: Place) -> Release | None:
    """Return the release that is online, or None before the first."""
    home = _home(place)
    link = home / "current"
    if not link.is_symlink():
        if link.exists():
            message = f"{link}: is not a link that Bedside made: move it away"
            raise BedsideError(message)
        return None
    return _release(home, link.readlink().parent.name)


def previous_release(place: Place) -> Release:
    """Return the release that was online before the current one. Raises BedsideError."""
    found = next(earlier_releases(place), None)
    if found is None:
        gone = [f"{name} was removed, since a page in it may not be public any more"
                for name in withdrawn_before(place)]  # fmt: skip
        reason = "; ".join(gone) or "this is the first one, or the older ones are not kept (`keep`)"
        message = f"{_home(place)}: there is no earlier release to go back to: {reason}"
        raise BedsideError(message)
    return found


def earlier_releases(place: Place) -> Iterator[Release]:
    """Yield the releases that were online before the current one, the latest first."""
    home, online = _home(place), current_release(place)
    name = _note(online.site.parent).previous if online else ""
    seen: set[str] = set()
    while name and name not in seen and (home / "releases" / name / "site").is_dir():
        seen.add(name)
        yield _release(home, name)
        name = _note(home / "releases" / name).previous


def withdrawn_before(place: Place) -> tuple[str, ...]:
    """Return the releases before the current one that were removed because of what they showed."""
    online = current_release(place)
    return _note(online.site.parent).withdrawn if online else ()


def switch(release: Release, place: Place) -> None:
    """Put a release that is already there online again, in one step."""
    _point(_home(place), release.site.parent.name)


def forget(place: Place, unfit: Callable[[Release], bool]) -> None:
    """Remove kept releases that may not come back, so that no copy of a withdrawn page stays."""
    home = _home(place)
    online = current_release(place)
    for folder in (home / "releases").iterdir():
        release = _release(home, folder.name)
        if release != online and release.outbox.is_file() and unfit(release):
            _bridge(home, folder.name)
            shutil.rmtree(folder, ignore_errors=True)


def _home(place: Place) -> Path:
    return place.root / Path(place.settings.path).expanduser()


def _release(home: Path, name: str) -> Release:
    folder = home / "releases" / name
    return Release(
        site=folder / "site", outbox=folder / "outbox.json", receipt=folder / "receipt.json"
    )


def _note(folder: Path) -> ReleaseNote:
    try:
        return ReleaseNote.model_validate_json(read_text(folder / "release.json"))
    except (BedsideError, ValidationError):
        return ReleaseNote()


def _previous_name(folder: Path) -> str:
    return _note(folder).previous


def _bridge(home: Path, name: str) -> None:
    """Let releases that came after `name` know the one before it, and that `name` is withdrawn."""
    gone = _note(home / "releases" / name)
    for folder in (home / "releases").iterdir():
        note = _note(folder)
        if note.previous == name:
            after = ReleaseNote(
                previous=gone.previous, withdrawn=(*note.withdrawn, name, *gone.withdrawn)
            )
            write_atomic(folder / "release.json", after.model_dump_json() + "\n")


def _copy(
    release: Release, home: Path, online: Release | None, changes: tuple[Change, ...], now: datetime
) -> str:
    """Write the release whole under a name of its own; until it is renamed nobody looks at it."""
    releases = home / "releases"
    releases.mkdir(parents=True, exist_ok=True)
    working = Path(tempfile.mkdtemp(dir=releases, prefix=".new-"))
    working.chmod(0o755)
    for change in changes:
        if change.reason is not Reason.DELETED:
            same = (
                online.site / change.path if online and change.reason is Reason.UNCHANGED else None
            )
            _place_file(release.site / change.path, working / "site" / change.path, same)
    for record, name in zip((release.outbox, release.receipt), _RECORDS, strict=True):
        write_atomic(working / name, record.read_bytes())
    note = ReleaseNote(previous=_replaced(online, changes))
    write_atomic(working / "release.json", note.model_dump_json() + "\n")
    for folder in (path for path in (working / "site").rglob("*") if path.is_dir()):
        sync_folder(folder)
    name = _free_name(releases, f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{_hash(release)}")
    working.rename(releases / name)
    sync_folder(releases)
    return name


def _replaced(online: Release | None, changes: tuple[Change, ...]) -> str:
    """Return the release to go back to: a run that only renewed the mark is not worth a step."""
    if online is None:
        return ""
    idle = all(one.reason is Reason.UNCHANGED or one.path == MARK_PATH for one in changes)
    return _previous_name(online.site.parent) if idle else online.site.parent.name


def _hash(release: Release) -> str:
    return sha256(release.receipt.read_bytes())[:8]


def _free_name(releases: Path, name: str) -> str:
    taken = {path.name for path in releases.iterdir()}
    return next(
        one for count in range(1, len(taken) + 2)
        if (one := name if count == 1 else f"{name}-{count}") not in taken
    )  # fmt: skip


def _place_file(source: Path, target: Path, same: Path | None) -> None:
    """Link an unchanged file from the release that is online, or copy it durably."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if same is not None:
        try:
            target.hardlink_to(same)
        except OSError:  # a disk without hard links: the copy below is as good
            pass
        else:
            return
    with source.open("rb") as reader, target.open("xb") as writer:
        shutil.copyfileobj(reader, writer)
        writer.flush()
        os.fsync(writer.fileno())
    target.chmod(0o644)


def _point(home: Path, name: str) -> None:
    """Let `current` name the release: a new link renamed over the old, so there is always one."""
    fresh = home / ".current.new"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(Path("releases") / name / "site", target_is_directory=True)
    fresh.replace(home / "current")
    sync_folder(home)


def _sweep(home: Path) -> None:
    """Remove what a run that was stopped half-way left behind."""
    for path in (home / "releases").glob(".new-*"):
        shutil.rmtree(path, ignore_errors=True)


def _prune(home: Path, name: str, keep: int) -> None:
    """Keep the current release and those it replaced, `keep` in all."""
    kept: list[str] = []
    while name and name not in kept and len(kept) < keep:
        kept.append(name)
        name = _previous_name(home / "releases" / name)
    for path in (home / "releases").iterdir():
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)
