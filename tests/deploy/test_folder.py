"""The folder target: releases side by side, switched in one step, the last ones kept."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.deploy.small_site import BUILT, FLU, STORY, Written, write_site

from bedside.deploy import folder
from bedside.deploy.base import Deployed, Place, Reason, Release, diff
from bedside.errors import BedsideError, DeployError

PAGE = "blog/flu/index.html"


def put(release: Release, place: Place, minutes: int = 0) -> Deployed:
    changes = folder.changes(release, place)
    return folder.put(release, place, changes, BUILT + timedelta(minutes=minutes))


def online(place: Place) -> Path:
    found = folder.current_release(place)
    assert found
    return found.site


def kept(place: Place) -> list[str]:
    return sorted(path.name for path in (place.root / "online" / "releases").iterdir())


def flu(words: str) -> Written:
    return replace(FLU, words=words)


def test_diff_gives_each_path_its_reason() -> None:
    """New, changed, deleted and unchanged are told from hashes alone."""
    changes = diff({"a": "1", "b": "2", "c": "3"}, {"b": "2", "c": "x", "d": "4"})
    assert {one.path: one.reason for one in changes} == {
        "a": Reason.NEW, "b": Reason.UNCHANGED, "c": Reason.CHANGED, "d": Reason.DELETED,
    }  # fmt: skip


def test_first_release(release: Release, place: Place) -> None:
    """`current` shows the site; the records stand beside it, not in it."""
    done = put(release, place)
    shown = place.root / "online" / "current"
    assert (shown / PAGE).read_bytes() == (release.site / PAGE).read_bytes()
    assert PAGE in done.changed
    assert not done.deleted
    assert not list(shown.rglob("outbox.json"))
    assert (shown.resolve().parent / "outbox.json").read_bytes() == release.outbox.read_bytes()


def test_unchanged_files_are_linked(release: Release, place: Place) -> None:
    """A file with the same bytes is not written again; a changed one is."""
    put(release, place)
    first = online(place)
    done = put(write_site(place.root, (flu("New words."),)), place, 1)
    assert (first / "index.html").samefile(online(place) / "index.html")
    assert not (first / PAGE).samefile(online(place) / PAGE)
    assert PAGE in done.changed
    assert "index.html" not in done.changed


def test_what_the_site_dropped_is_gone(place: Place) -> None:
    """A post that was removed is not in the new release and is reported as deleted."""
    put(write_site(place.root, (FLU, STORY)), place)
    done = put(write_site(place.root, (FLU,)), place, 1)
    assert set(done.deleted) == {"blog/story/index.html", "cards/story.png"}
    assert not (online(place) / "blog/story").exists()


def test_the_last_three_are_kept(place: Place) -> None:
    """Older releases are removed, the current one and the two before stay."""
    names = [put(write_site(place.root, (flu(f"{n}"),)), place, n).release for n in range(5)]
    assert kept(place) == names[2:]


def test_a_renewed_mark_takes_no_place(place: Place) -> None:
    """Runs that only renew the mark, four an hour, do not push out the release to go back to."""
    first = put(write_site(place.root, (flu("first"),)), place).release
    for n in range(1, 9):
        put(write_site(place.root, (flu("second"),), when=BUILT + timedelta(minutes=n)), place, n)
    assert folder.previous_release(place).site.parent.name == first


def test_back_and_on(place: Place) -> None:
    """After going back, a new release follows the one that was online, not the bad one."""
    good = put(write_site(place.root, (flu("good"),)), place).release
    bad = put(write_site(place.root, (flu("bad"),)), place, 1).release
    folder.switch(folder.previous_release(place), place)
    assert b"good" in (online(place) / PAGE).read_bytes()
    put(write_site(place.root, (flu("better"),)), place, 2)
    assert folder.previous_release(place).site.parent.name == good
    assert bad not in kept(place)


def test_nothing_to_go_back_to(release: Release, place: Place) -> None:
    """The first release has no earlier one."""
    put(release, place)
    with pytest.raises(BedsideError, match="no earlier release"):
        folder.previous_release(place)


def test_a_folder_of_someone_else(release: Release, place: Place) -> None:
    """A real folder named `current` is not touched."""
    (place.root / "online" / "current").mkdir(parents=True)
    with pytest.raises(BedsideError, match="not a link that Bedside made"):
        put(release, place)


def test_unfit_releases_are_forgotten(place: Place) -> None:
    """A kept release that may not come back is removed; the current one never is."""
    old = put(write_site(place.root, (flu("old"),)), place).release
    new = put(write_site(place.root, (flu("new"),)), place, 1).release
    folder.forget(place, lambda _: True)
    assert kept(place) == [new]
    assert old != new


def test_a_link_in_the_site_is_refused(release: Release, place: Place) -> None:
    """A symbolic link in a built site could show a file from anywhere: it is refused."""
    (release.site / "etc").symlink_to("/etc/hostname")
    with pytest.raises(BedsideError, match="not a plain file"):
        put(release, place)


def test_a_full_disk_leaves_the_old_site(
    release: Release, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A write that fails is a DeployError, and `current` shows what it showed."""
    put(release, place)
    before = online(place)
    changed = write_site(place.root, (flu("more"),))

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DeployError, match="No space left on device: the old site stays"):
        put(changed, place, 1)
    assert online(place) == before


KILLED = """
import os, signal, sys
from datetime import datetime, UTC
from pathlib import Path
from bedside.deploy import folder
from bedside.deploy.base import Place, Release
from bedside.practice import Deploy

root = Path(sys.argv[1])
place = Place(target="folder", root=root, settings=Deploy(path="online"), url="https://a.example")
build = root / "build"
release = Release(site=root / "output", outbox=build / "outbox.json", receipt=build / "receipt.json")
step, real = sys.argv[2], getattr(folder, sys.argv[2])

def dying(*arguments):
    result = real(*arguments) if sys.argv[3] == "after" else None
    os.kill(os.getpid(), signal.SIGKILL)

setattr(folder, step, dying)
folder.put(release, place, folder.changes(release, place), datetime(2026, 11, 22, 12, 1, tzinfo=UTC))
"""


@pytest.mark.parametrize(
    ("step", "when"), [("_place_file", "after"), ("_copy", "after"), ("_point", "before")]
)
def test_killed_before_the_switch(place: Place, step: str, when: str) -> None:
    """A process killed while copying, or between copy and switch, leaves the old site whole."""
    put(write_site(place.root, (flu("old"),)), place)
    before = online(place)
    write_site(place.root, (flu("new"),))
    plugins = Path(folder.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(place.root), step, when],
        env={**os.environ, "PYTHONPATH": str(plugins)}, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL
    assert online(place) == before
    assert b"old" in (before / PAGE).read_bytes()
    put(write_site(place.root, (flu("new"),)), place, 2)
    assert b"new" in (online(place) / PAGE).read_bytes()
    assert len(kept(place)) == 2  # nothing half-written stays
