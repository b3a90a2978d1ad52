"""Run a program with plain arguments (never a shell) and keep secrets out of what it says."""

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from bedside.errors import BedsideError, DeployError

__all__ = ["run", "scrub"]

_LOGIN = re.compile(r"(?<=://)[^/@\s]+@")  # user:token@ in an address
_HEADER = re.compile(r"(?i)(authorization:\s*\S+\s+)\S+")


def scrub(text: str) -> str:
    """Return `text` without the logins that addresses in it carry."""
    return _HEADER.sub(r"\1***", _LOGIN.sub("***@", text))


def run(
    arguments: Sequence[str], folder: Path, doing: str, *,
    env: Mapping[str, str] | None = None, seconds: float = 900,
) -> str:  # fmt: skip
    """Run a program in `folder` and return what it printed.

    Raises DeployError, which says what we were `doing` and the program's last words, scrubbed.
    """
    try:
        done = subprocess.run(  # noqa: S603  a list of arguments, validated by the callers
            list(arguments), cwd=folder, env={**os.environ, "GIT_TERMINAL_PROMPT": "0", **(env or {})},
            stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        message = f"{arguments[0]}: not installed: install it and run this again"
        raise BedsideError(message) from None
    except subprocess.TimeoutExpired:
        message = f"{doing}: no end after {seconds:.0f} s: nothing was announced, run it again"
        raise DeployError(message) from None
    if done.returncode:
        words = scrub(done.stderr.decode(errors="replace")).strip().splitlines()[-3:]
        message = f"{doing}: {arguments[0]} ended with {done.returncode}: {' / '.join(words)}"
        raise DeployError(message)
    return done.stdout.decode(errors="surrogateescape")
