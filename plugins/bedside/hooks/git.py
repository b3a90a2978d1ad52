"""The few questions that hooks ask git, in the folder of a work tree."""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bedside.errors import BedsideError

__all__ = ["Staged", "commit_of", "export", "git", "index_files", "left_out", "staged", "top_of"]

_GONE = "D"


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """What the next commit changes, as paths below the work tree's top."""

    written: tuple[str, ...]
    gone: tuple[str, ...]


def git(arguments: Sequence[str], folder: Path, given: bytes = b"") -> str:
    """Run git and return what it printed. Raises BedsideError with git's own last words."""
    try:
        done = subprocess.run(  # noqa: S603  a list of arguments, no shell
            ["git", *arguments],  # noqa: S607  the git that the person uses
            cwd=folder, input=given, capture_output=True, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        message = "git: not installed: install it and run this again"
        raise BedsideError(message) from None
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or [
            "no reason given"
        ]
        message = f"git {arguments[0]}: {words[0]}"
        raise BedsideError(message)
    return os.fsdecode(done.stdout)


def top_of(folder: Path) -> Path:
    """Return the top of the work tree that a folder belongs to. Raises BedsideError outside one."""
    return Path(git(["rev-parse", "--show-toplevel"], folder).strip())


def commit_of(folder: Path) -> str:
    """Return the commit that is checked out, marked when files differ from it; empty outside git."""
    try:
        name = git(["rev-parse", "HEAD"], folder).strip()
        is_changed = bool(git(["status", "--porcelain", "--", "."], folder).strip())
    except BedsideError:
        return ""
    return f"{name} and changes that are not committed" if is_changed else name


def staged(top: Path) -> Staged:
    """Return what is staged; a renamed file is one that is gone and one that is written."""
    said = git(["diff", "--cached", "--name-status", "--no-renames", "-z"], top).split("\0")[:-1]
    rows = list(zip(said[::2], said[1::2], strict=True))
    return Staged(
        written=tuple(path for state, path in rows if state != _GONE),
        gone=tuple(path for state, path in rows if state == _GONE),
    )


def index_files(top: Path, below: Sequence[str]) -> tuple[str, ...]:
    """Return the files of the index at or below these paths."""
    return tuple(git(["ls-files", "--cached", "-z", "--", *below], top).split("\0")[:-1])


def left_out(top: Path, paths: Sequence[str]) -> frozenset[str]:
    """Return those for which .gitattributes says `-bedside`: examples and test data."""
    if not paths:
        return frozenset()
    given = os.fsencode("\0".join(paths))
    said = git(["check-attr", "--cached", "-z", "--stdin", "bedside"], top, given).split("\0")[:-1]
    return frozenset(
        path for path, value in zip(said[::3], said[2::3], strict=True) if value == "unset"
    )


def export(top: Path, paths: Sequence[str], folder: Path) -> None:
    """Write files of the index, as they would be committed, below another folder."""
    given = os.fsencode("\0".join(paths))
    git(["checkout-index", "--quiet", "-z", "--stdin", f"--prefix={folder}/"], top, given)
