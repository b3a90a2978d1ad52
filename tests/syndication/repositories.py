"""Git repositories for ledgers on a branch: a bare one, and clones as a CI runner has them."""

import subprocess
from pathlib import Path

__all__ = ["BRANCH", "branch_address", "clone", "git", "make_remote"]

BRANCH = "syndication-ledger"


def git(folder: Path, *arguments: str) -> str:
    """Run git and return what it printed."""
    return subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


def make_remote(folder: Path) -> Path:
    """Make a bare repository whose main has one commit."""
    folder.mkdir(parents=True)
    git(folder, "init", "-q", "--bare", "-b", "main", "remote.git")
    git(folder, "init", "-q", "-b", "main", "seed")
    seed, who = folder / "seed", ["-c", "user.name=A", "-c", "user.email=a@a.example"]
    (seed / "practice.txt").write_text("a practice\n")
    git(seed, "add", "practice.txt")
    git(seed, *who, "commit", "-q", "-m", "a")
    git(seed, "push", "-q", str(folder / "remote.git"), "main")
    return folder / "remote.git"


def clone(remote: Path, name: str) -> Path:
    """Clone main alone and shallow, as a runner does."""
    git(remote.parent, "clone", "-q", "--depth=1", "--single-branch", remote.as_uri(), name)
    return remote.parent / name


def branch_address(repository: Path) -> str:
    """Return the ledger address of a clone."""
    return f"git+branch://{BRANCH}?repository={repository}"
