"""The script that keeps the ledger on a branch, against a real git remote."""

import os
import sqlite3
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / ".github" / "scripts" / "ledger.sh"
BRANCH = "syndication-ledger"


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


def ledger(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(SCRIPT), *arguments], cwd=folder, check=False, capture_output=True, text=True,
        env={**os.environ, "LEDGER_PAUSE": "0"},
    )  # fmt: skip


def write(folder: Path, word: str) -> None:
    (folder / "ledger").mkdir(exist_ok=True)
    with sqlite3.connect(folder / "ledger" / "ledger.db") as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE IF NOT EXISTS events (word)")
        connection.execute("INSERT INTO events VALUES (?)", (word,))
    connection.close()


def words(folder: Path) -> list[str]:
    connection = sqlite3.connect(folder / "ledger" / "ledger.db")
    rows = [row[0] for row in connection.execute("SELECT word FROM events")]
    connection.close()
    return rows


@pytest.fixture
def remote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a bare repository whose main has one commit."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "remote.git")
    git(tmp_path, "clone", "-q", "remote.git", "seed")
    who = ["-c", "user.name=A", "-c", "user.email=a@a"]
    git(tmp_path / "seed", "checkout", "-q", "-b", "main")
    git(tmp_path / "seed", *who, "commit", "-q", "--allow-empty", "-m", "a")
    git(tmp_path / "seed", "push", "-q", "origin", "main")
    return tmp_path / "remote.git"


def runner(remote: Path, name: str) -> Path:
    """Return a fresh clone of main alone, as a runner has."""
    address = remote.as_uri()
    git(remote.parent, "clone", "-q", "--depth=1", "--single-branch", address, name)
    return remote.parent / name


def test_the_first_run(remote: Path) -> None:
    """Without the branch there is no ledger, and the run goes on."""
    folder = runner(remote, "one")
    done = ledger(folder, "fetch")
    assert done.returncode == 0
    assert "no ledger yet" in done.stdout
    assert not (folder / "ledger").exists()


def test_from_run_to_run(remote: Path) -> None:
    """What one run wrote the next one has, also what stood in SQLite's journal."""
    first = runner(remote, "one")
    ledger(first, "fetch")
    write(first, "sent")
    assert ledger(first, "keep").returncode == 0
    second = runner(remote, "two")
    assert ledger(second, "fetch").returncode == 0
    assert words(second) == ["sent"]
    write(second, "again")
    assert ledger(second, "keep").returncode == 0
    assert git(remote, "rev-list", "--count", BRANCH) == "2"
    assert git(remote, "ls-tree", "--name-only", BRANCH) == "ledger.db"


def test_evidence_goes_with_the_ledger(remote: Path) -> None:
    """What a runner wrote of its deploys is there in the next run, also without any ledger."""
    first = runner(remote, "one")
    ledger(first, "fetch")
    (first / "ledger/evidence").mkdir(parents=True)
    (first / "ledger/evidence/evidence.jsonl").write_text("{}\n")
    assert ledger(first, "keep").returncode == 0
    second = runner(remote, "two")
    assert ledger(second, "fetch").returncode == 0
    assert (second / "ledger/evidence/evidence.jsonl").read_text() == "{}\n"
    assert not (second / "ledger/ledger.db").exists()
    write(second, "sent")
    assert ledger(second, "keep").returncode == 0
    kept = git(remote, "ls-tree", "-r", "--name-only", BRANCH).splitlines()
    assert kept == ["evidence/evidence.jsonl", "ledger.db"]
    third = runner(remote, "three")
    ledger(third, "fetch")
    assert words(third) == ["sent"]
    assert "did not change" in ledger(third, "keep").stdout


def test_an_unchanged_ledger(remote: Path) -> None:
    """A run that announced nothing pushes nothing."""
    first = runner(remote, "one")
    ledger(first, "fetch")
    write(first, "sent")
    ledger(first, "keep")
    second = runner(remote, "two")
    ledger(second, "fetch")
    assert "did not change" in ledger(second, "keep").stdout
    assert git(remote, "rev-list", "--count", BRANCH) == "1"


def test_a_refused_push_fails_loudly(remote: Path) -> None:
    """A branch that moved meanwhile is not overwritten: the run fails and says what to do."""
    first, second = runner(remote, "one"), runner(remote, "two")
    for folder, word in ((first, "first"), (second, "second")):
        ledger(folder, "fetch")
        write(folder, word)
    assert ledger(first, "keep").returncode == 0
    done = ledger(second, "keep")
    assert done.returncode == 1
    assert "::error::The ledger could not be kept" in done.stdout
    third = runner(remote, "three")
    ledger(third, "fetch")
    assert words(third) == ["first"]


def test_a_remote_that_does_not_answer(remote: Path) -> None:
    """A remote that cannot be asked is never taken for a first run."""
    folder = runner(remote, "one")
    git(folder, "remote", "set-url", "origin", str(remote.parent / "gone.git"))
    done = ledger(folder, "fetch")
    assert done.returncode not in {0, 2}
    assert "no ledger yet" not in done.stdout


def test_the_working_tree_is_left_alone(remote: Path) -> None:
    """Keeping the ledger changes neither the checked-out branch nor its files."""
    folder = runner(remote, "one")
    write(folder, "sent")
    ledger(folder, "keep")
    assert git(folder, "rev-parse", "--abbrev-ref", "HEAD") == "main"
    assert git(folder, "status", "--porcelain") == "?? ledger/"
