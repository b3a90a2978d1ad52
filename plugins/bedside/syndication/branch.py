"""A git branch that holds a few files: read its tip, push new ones unless somebody was first.

Only git's plumbing is used: the work tree, the index and the checked-out branch are never touched.
"""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bedside.deploy.command import scrub
from bedside.errors import BedsideError, LedgerError

__all__ = ["Branch", "Moved", "Unclear"]

_PATIENCE = 60  # seconds for one git command
# Its own identity, no questions, words in English, and nothing cleaned up in the middle of a run.
_ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "GIT_AUTHOR_NAME": "Bedside", "GIT_AUTHOR_EMAIL": "bedside@localhost",
    "GIT_COMMITTER_NAME": "Bedside", "GIT_COMMITTER_EMAIL": "bedside@localhost",
}  # fmt: skip
_QUIETLY = ("-c", "gc.auto=0", "-c", "maintenance.auto=false")


class Moved(Exception):
    """The remote refused a push: certainly not written, mostly because somebody was first."""


class Unclear(Exception):
    """A push ended without a word about the branch: `commit` may have been written."""

    def __init__(self, words: str, commit: str) -> None:
        """Keep both."""
        super().__init__(words)
        self.commit = commit


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One branch of one remote, seen from a repository (bare, shallow or whole)."""

    repository: Path
    remote: str
    name: str

    @property
    def where(self) -> str:
        """Return the branch for messages."""
        return f"the branch {self.name} of {self.remote}"

    def fetch(self) -> str:
        """Return the branch's commit on the remote, empty when there is none. Raises LedgerError."""
        said = self._git("ls-remote", self.remote, self._ref)
        if not said:
            return ""
        self._git("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--refmap=",
                  self.remote, self._ref)  # fmt: skip
        tip = said.split()[0].decode()
        # Only so that the next fetch brings what is new; another run may hold the lock on it.
        self._run("update-ref", f"refs/bedside/{self.name}", tip)
        return tip

    def read(self, tip: str, path: str) -> bytes | None:
        """Return a file of a fetched commit, None when it has no such file."""
        if not self._git("ls-tree", "--name-only", tip, "--", path):
            return None
        return self._git("cat-file", "blob", f"{tip}:{path}")

    def push(self, files: Mapping[str, bytes], parent: str, message: str) -> str:
        """Put a commit behind `parent` (empty: the first) and return its name.

        Raises Moved when the branch is not at `parent` any more, Unclear when no answer came.
        """
        blobs = {
            path: self._git("hash-object", "-w", "--stdin", given=data).decode().strip()
            for path, data in files.items()
        }
        rows = "".join(f"100644 blob {blob}\t{path}\n" for path, blob in blobs.items())
        tree = self._git("mktree", given=rows.encode()).decode().strip()
        behind = ["-p", parent] if parent else []
        commit = self._git("commit-tree", tree, *behind, "-m", message).decode().strip()
        try:
            done = self._run("push", "--porcelain", "--no-verify",
                             f"--force-with-lease={self._ref}:{parent}", self.remote, f"{commit}:{self._ref}")  # fmt: skip
        except subprocess.TimeoutExpired:
            raise Unclear(f"no answer within {_PATIENCE} s", commit) from None
        if done.returncode == 0:
            return commit
        refused = [row for row in done.stdout.decode().splitlines() if row.startswith("!")]
        if refused:
            raise Moved(refused[0].rpartition("\t")[2])
        raise Unclear(_last_words(done), commit)

    def holds(self, tip: str, commit: str) -> bool:
        """Tell whether a fetched commit has `commit` in its history."""
        return bool(tip) and not self._run("merge-base", "--is-ancestor", commit, tip).returncode

    @property
    def _ref(self) -> str:
        return f"refs/heads/{self.name}"

    def _git(self, *arguments: str, given: bytes = b"") -> bytes:
        try:
            done = self._run(*arguments, given=given)
        except subprocess.TimeoutExpired:
            message = f"{self.where}: git gave no answer within {_PATIENCE} s: run it again"
            raise LedgerError(message) from None
        if done.returncode:
            message = f"{self.where} cannot be used: git {arguments[0]}: {_last_words(done)}"
            raise LedgerError(message)
        return done.stdout

    def _run(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(  # noqa: S603  a list of arguments, names checked by the caller
                ["git", *_QUIETLY, *arguments], cwd=self.repository, env=os.environ | _ENVIRONMENT,  # noqa: S607  git from the PATH
                input=given, capture_output=True, timeout=_PATIENCE, check=False,
            )  # fmt: skip
        except FileNotFoundError:
            message = "git is not installed: the ledger is on a git branch: install it"
            raise BedsideError(message) from None


def _last_words(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return git's last lines, without the login an address may carry."""
    words = scrub(done.stderr.decode(errors="replace")).strip().splitlines()[-3:]
    return " / ".join(words) or f"ended with {done.returncode}"
