"""What can go wrong, as exceptions with exit codes, and the mistakes they carry.

BedsideError                exit 2: wrong use or settings, unless a subclass says otherwise
├── PracticeError           practice.toml or consents.toml: every mistake in the file at once
├── ChecksFailed            findings of severity error                               (exit 1)
├── DeployError             a target or the public site failed; safe to run again    (exit 3)
└── LedgerError             the ledger is missing, older or held by another runner   (exit 3)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

__all__ = [
    "BedsideError",
    "ChecksFailed",
    "DeployError",
    "ExitCode",
    "LedgerError",
    "Mistake",
    "PracticeError",
]


class ExitCode(IntEnum):
    """What a command's exit status tells a script."""

    FINE = 0
    AUTHOR = 1  # something for the author to fix
    USAGE = 2  # wrong use or settings
    NETWORK = 3  # a network or server failed; safe to run again
    BUG = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One wrong place in a file: `path:line:column: key: what: fix`. Lines and columns count from 1."""

    path: Path
    line: int = 1
    column: int = 1
    key: str = ""
    what: str
    fix: str = ""

    def __str__(self) -> str:
        """Render as one line that editors can jump to."""
        parts = [f"{self.path}:{self.line}:{self.column}", self.key, self.what, self.fix]
        return ": ".join(part for part in parts if part)


class BedsideError(Exception):
    """Something expected went wrong; the message says what, where and what to do."""

    exit_code = ExitCode.USAGE


class PracticeError(BedsideError):
    """Wrong facts in practice.toml or consents.toml: all mistakes of the file."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        """Keep the mistakes; the message is one line for each."""
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


class ChecksFailed(BedsideError):
    """A gate found something; `findings` are `bedside.checks.model.Finding`."""

    exit_code = ExitCode.AUTHOR

    def __init__(self, findings: Iterable[Any]) -> None:
        """Keep the findings; the report prints them."""
        self.findings = tuple(findings)
        rows = [f"{len(self.findings)} finding(s)", *map(str, self.findings)]
        super().__init__("\n".join(rows))


class DeployError(BedsideError):
    """The site could not be put online, or was not proven online."""

    exit_code = ExitCode.NETWORK


class LedgerError(BedsideError):
    """The ledger cannot be trusted or reached, so nothing may be sent."""

    exit_code = ExitCode.NETWORK
