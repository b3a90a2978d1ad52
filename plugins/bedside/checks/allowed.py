"""allowed.toml: direct identifiers that two people let stand, known only by a keyed hash."""

import datetime as dt
import hashlib
import hmac
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import model_validator

from bedside.checks.allowances import last_day
from bedside.errors import BedsideError, PracticeError
from bedside.schema import Strict, validate
from bedside.schema_words import Shape
from bedside.toml_file import load_toml

__all__ = ["KEY_VARIABLE", "Allowed", "AllowedEntry", "fingerprint", "load_allowed", "normal_form"]

KEY_VARIABLE = "BEDSIDE_ALLOW_KEY"
LEAST_KEY = 16  # characters: a shorter key can be guessed, and with it every short identifier


class AllowedEntry(Strict):
    """One identifier that may stand: its hash, who answers for it, why, until when."""

    code: Annotated[str, Shape(r"[A-Z]{3}\d{3}", "is not a rule", "write its code, as PHI004")]
    hmac: Annotated[str, Shape(
        r"[0-9a-f]{64}", "is not a hash", "copy the 64 characters that `bedside check --show` prints"
    )]  # fmt: skip
    owner: Annotated[str, Shape(r"(?s).{2,}", "is nobody", "write who answers for it")]
    second: Annotated[str, Shape(r"(?s).{2,}", "is nobody", "write who agreed")]
    reason: Annotated[
        str, Shape(r"(?s).{8,}", "is too short", "write a sentence: why it may stand")
    ]
    date: dt.date
    expires: dt.date

    @model_validator(mode="after")
    def _two_people(self) -> "AllowedEntry":
        """Owner and second person must differ."""
        if self.owner.casefold() == self.second.casefold():
            raise ValueError("owner and second are the same person: let another one agree")
        return self

    @model_validator(mode="after")
    def _within_a_year(self) -> "AllowedEntry":
        """Nobody looks again at what never ends."""
        if self.expires > last_day(self.date):
            raise ValueError("runs for more than a year: let `expires` be within a year of `date`")
        return self

    def holds(self, today: dt.date) -> bool:
        """Tell whether it has begun and not ended."""
        return self.date <= today <= self.expires


class _File(Strict):
    allowed: tuple[AllowedEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """The registry with the key that its hashes need."""

    path: Path | None = None
    entries: Sequence[AllowedEntry] = ()
    lines: Sequence[int] = ()
    key: bytes = b""

    def __repr__(self) -> str:
        """Leave the key out."""
        return f"Allowed({self.path}, {len(self.entries)} entries)"

    def find(self, code: str, matched: str) -> AllowedEntry | None:
        """Return the entry for exactly this identifier, whatever its dates."""
        if not self.key or not self.entries:
            return None
        wanted = fingerprint(self.key, code, matched)
        return next((one for one in self.entries if hmac.compare_digest(one.hmac, wanted)), None)


def load_allowed(root: Path) -> Allowed:
    """Read allowed.toml beside practice.toml; a missing file allows nothing.

    Raises PracticeError for mistakes, BedsideError when there are entries but no key.
    """
    path = root / "allowed.toml"
    if not path.exists():
        return Allowed(key=_key())
    data, locate = load_toml(path)
    read, mistakes = validate(_File, data, path, locate)
    if read is None:
        raise PracticeError(mistakes)
    if read.allowed and not _key():
        message = f"{path}: its entries need the key they were made with: set {KEY_VARIABLE}"
        raise BedsideError(message)
    lines = [locate(("allowed", index))[0] for index in range(len(read.allowed))]
    return Allowed(path=path, entries=read.allowed, lines=lines, key=_key())


def fingerprint(key: bytes, code: str, matched: str) -> str:
    """Return the HMAC-SHA256 of a rule's code and an identifier's normal form."""
    return hmac.new(key, f"{code}\0{normal_form(matched)}".encode(), hashlib.sha256).hexdigest()


def normal_form(matched: str) -> str:
    """Return letters and digits in lower case, one space between: line breaks do not matter."""
    return " ".join(re.findall(r"\w+", matched.casefold()))


def _key() -> bytes:
    key = os.environ.get(KEY_VARIABLE, "")
    if key and len(key) < LEAST_KEY:
        message = f"{KEY_VARIABLE}: too short: use at least {LEAST_KEY} random characters"
        raise BedsideError(message)
    return key.encode()
