"""What the reader cleared is remembered across runs; what it flagged never is."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bedside.checks.engine import MEMORY, check_paths
from bedside.checks.model import Report
from bedside.checks.reader import Memory, Place, cut_passages, open_memory, reader_mark, verdict
from bedside.checks.rules import told
from bedside.consents import Consents

CLEARED = told.TOLD_RULE.good[0]  # by the model: what the screen clears costs nothing to ask again
TOLD = told.TOLD_RULE.bad[3]
TITLE = "Flood hours"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def check(folder: Path) -> Report:
    """Check the folder's one post."""
    return check_paths([folder / "content"], None, Consents(), NOW, folder / "content")


def write_post(folder: Path) -> Path:
    """Write a post with one passage of each kind and return the memory's folder."""
    (folder / "content").mkdir()
    post = f"---\ntitle: {TITLE}\n---\n\n{CLEARED * 3}\n\n{TOLD * 2}\n"
    (folder / "content" / "a.md").write_text(post, encoding="utf-8")
    return folder / MEMORY


def opened(folder: Path, mark: bytes = b"one") -> Memory:
    """Open the memory, which must be possible there."""
    memory = open_memory(folder, mark)
    assert memory is not None
    return memory


def remember(folder: Path) -> None:
    """Remember one passage."""
    memory = opened(folder)
    memory.keep(CLEARED)
    memory.save()


def test_a_second_run_reads_only_what_was_flagged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second check asks the reader for the flagged passage alone and finds the same."""
    write_post(tmp_path)
    first = check(tmp_path)
    asked: list[str] = []
    judge = verdict.how_surely

    def ask(place: Place) -> float:
        asked.append(place.said)
        return judge(place)

    monkeypatch.setattr(verdict, "how_surely", ask)
    second = check(tmp_path)
    assert second == first
    assert {one.code for one in second.findings} >= {"PHI103"}
    assert asked
    assert all("smile" in one for one in asked)


def test_no_trace_of_a_flagged_passage_is_kept(tmp_path: Path) -> None:
    """Only the hashes of cleared passages are in the file, and no text at all."""
    folder = write_post(tmp_path)
    check(tmp_path)
    memory = opened(folder, reader_mark())
    body = (tmp_path / "content" / "a.md").read_text(encoding="utf-8").split("---\n")[-1]
    cleared, flagged = (
        verdict._key(Place(body, one.start, one.end, TITLE), one.text) for one in cut_passages(body)
    )
    assert memory.knows(cleared)
    assert not memory.knows(flagged)
    kept = b"".join(file.read_bytes() for file in folder.iterdir())
    assert b"graders" not in kept
    assert b"smile" not in kept


def test_only_its_owner_reads_the_key(tmp_path: Path) -> None:
    """The key file has mode 600 and stands in a folder of mode 700."""
    remember(tmp_path / "verdicts")
    assert stat.S_IMODE((tmp_path / "verdicts" / "key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "verdicts").stat().st_mode) == 0o700


def test_another_reader_remembers_nothing_of_the_first(tmp_path: Path) -> None:
    """A verdict holds for one version of model, screen, threshold and code."""
    remember(tmp_path)
    assert opened(tmp_path).knows(CLEARED)
    assert not opened(tmp_path, b"two").knows(CLEARED)


@pytest.mark.parametrize("name", ["key", "cleared"])
@pytest.mark.parametrize("data", [b"", b"short", b"x" * 32, None])
def test_a_broken_or_lost_memory_is_an_empty_one(
    tmp_path: Path, name: str, data: bytes | None
) -> None:
    """Whatever stands in its files, nothing is taken for cleared, and it can be filled again."""
    remember(tmp_path)
    (tmp_path / name).unlink()
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert not opened(tmp_path).knows(CLEARED)
    remember(tmp_path)
    assert opened(tmp_path).knows(CLEARED)


def test_a_disk_that_refuses_costs_only_time(tmp_path: Path) -> None:
    """Where nothing can be kept, the findings are the same."""
    write_post(tmp_path)
    (tmp_path / "build").write_text("a file in the folder's place", encoding="utf-8")
    assert any(one.code == "PHI103" for one in check(tmp_path).findings)
