"""The script that keeps the evidence on a branch, against a real git remote."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / ".github" / "scripts" / "evidence.sh"
BRANCH = "evidence"


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


def script(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(SCRIPT), *arguments], cwd=folder, check=False, capture_output=True, text=True,
        env={**os.environ, "EVIDENCE_PAUSE": "0"},
    )  # fmt: skip


def write(folder: Path, word: str) -> None:
    (folder / "evidence").mkdir(exist_ok=True)
    with (folder / "evidence" / "evidence.jsonl").open("a") as file:
        file.write(f"{word}\n")


def words(folder: Path) -> list[str]:
    return (folder / "evidence" / "evidence.jsonl").read_text().split()


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
    """Without the branch there is no evidence, and the run goes on."""
    folder = runner(remote, "one")
    done = script(folder, "fetch")
    assert done.returncode == 0
    assert "no evidence yet" in done.stdout
    assert not (folder / "evidence").exists()


def test_from_run_to_run(remote: Path) -> None:
    """What one run wrote the next one has."""
    first = runner(remote, "one")
    script(first, "fetch")
    write(first, "sent")
    assert script(first, "keep").returncode == 0
    second = runner(remote, "two")
    assert script(second, "fetch").returncode == 0
    assert words(second) == ["sent"]
    write(second, "again")
    assert script(second, "keep").returncode == 0
    assert git(remote, "rev-list", "--count", BRANCH) == "2"
    assert git(remote, "ls-tree", "--name-only", BRANCH) == "evidence.jsonl"


def test_an_unchanged_script(remote: Path) -> None:
    """A run that proved nothing pushes nothing."""
    first = runner(remote, "one")
    script(first, "fetch")
    write(first, "sent")
    script(first, "keep")
    second = runner(remote, "two")
    script(second, "fetch")
    assert "did not change" in script(second, "keep").stdout
    assert git(remote, "rev-list", "--count", BRANCH) == "1"


def test_a_refused_push_fails_loudly(remote: Path) -> None:
    """A branch that moved meanwhile is not overwritten: the run fails and says what to do."""
    first, second = runner(remote, "one"), runner(remote, "two")
    for folder, word in ((first, "first"), (second, "second")):
        script(folder, "fetch")
        write(folder, word)
    assert script(first, "keep").returncode == 0
    done = script(second, "keep")
    assert done.returncode == 1
    assert "::error::The evidence could not be kept" in done.stdout
    third = runner(remote, "three")
    script(third, "fetch")
    assert words(third) == ["first"]


def test_a_remote_that_does_not_answer(remote: Path) -> None:
    """A remote that cannot be asked is never taken for a first run."""
    folder = runner(remote, "one")
    git(folder, "remote", "set-url", "origin", str(remote.parent / "gone.git"))
    done = script(folder, "fetch")
    assert done.returncode not in {0, 2}
    assert "no evidence yet" not in done.stdout


def test_the_working_tree_is_left_alone(remote: Path) -> None:
    """Keeping the evidence changes neither the checked-out branch nor its files."""
    folder = runner(remote, "one")
    write(folder, "sent")
    script(folder, "keep")
    assert git(folder, "rev-parse", "--abbrev-ref", "HEAD") == "main"
    assert git(folder, "status", "--porcelain") == "?? evidence/"
