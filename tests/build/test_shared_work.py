"""A site that several cores made is the same, to the byte, as one that a single core made."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from tests.conftest import UIDS, SmallSite

from bedside import workers
from bedside.building import Announced, build_site
from bedside.errors import ChecksFailed

POSTS = 40  # enough to be shared out
KEY = bytes(range(32))
PHONE = "Call her at 617-555-0188."


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list of the copies that were started, by the number of things each was given."""
    given: list[int] = []
    start = workers._copy

    def noted(work: object, items: tuple[object, ...]) -> tuple[int, int]:
        given.append(len(items))
        return start(work, items)  # type: ignore[arg-type]

    monkeypatch.setattr(workers, "_copy", noted)
    return given


@pytest.fixture
def many(site: SmallSite) -> SmallSite:
    """Return a practice with many posts."""
    for number in range(POSTS):
        uid = f"{UIDS[number % len(UIDS)][:-2]}{number:02}"
        words = f"Walk {number} steps. " * (number + 3)
        site.post(f"walk-{number:02}", uid=uid, body=f"{words}\n\n## When\n\nEvery day.")
    return site


def made(site: SmallSite, now: datetime) -> dict[str, bytes]:
    """Build from nothing; return every file that a build makes, and what it keeps."""
    root = site.root
    for name in ("output", "build"):
        shutil.rmtree(root / name, ignore_errors=True)
    (root / "build" / "verdicts").mkdir(parents=True, mode=0o700)
    (root / "build" / "verdicts" / "key").write_bytes(KEY)
    build_site(site.project(), now, Announced())
    return {
        one.relative_to(root).as_posix(): one.read_bytes()
        for name in ("output", "build")
        for one in sorted((root / name).rglob("*"))
        if one.is_file()
    }


def test_several_cores_make_what_one_makes(
    many: SmallSite, now: datetime, copies: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages, cards, receipt, outbox and every memory."""
    monkeypatch.setattr(workers, "cores", lambda: 1)
    alone = made(many, now)
    assert copies == []
    monkeypatch.setattr(workers, "cores", lambda: 3)
    shared = made(many, now)
    assert len(copies) > 3  # sources, cards, what pages say
    assert shared.keys() == alone.keys()
    assert [name for name, data in shared.items() if data != alone[name]] == []


def test_what_is_found_stops_the_build_however_many_cores_there_are(
    many: SmallSite, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = many.root / "content" / "posts"
    for name in ("walk-03", "walk-20"):
        path: Path = posts / f"{name}.md"
        path.write_text(f"{path.read_text()}\n{PHONE}\n")
    told = []
    for cores in (1, 2):
        monkeypatch.setattr(workers, "cores", lambda count=cores: count)
        with pytest.raises(ChecksFailed) as failed:
            made(many, now)
        told.append([str(one) for one in failed.value.findings])
    assert told[0] == told[1]
    assert sum("PHI004" in one for one in told[0]) == 2
