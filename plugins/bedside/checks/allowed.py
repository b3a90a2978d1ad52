"""allowed.toml: direct identifiers that two people let stand, known only by a keyed hash."""

import datetime as dt
import hashlib
import hmac
import os
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field, model_validator

from bedside.checks.allowances import last_day
from bedside.errors import BedsideError, PracticeError
from bedside.schema import Strict, Text, validate
from bedside.schema_words import Shape
from bedside.toml_file import load_toml

__all__ = [
    "FILE", "KEY_VARIABLE", "Allowed", "AllowedEntry", "RegistryFile", "Target", "allow_key",
    "fingerprint", "load_allowed", "normal_form",
]  # fmt: skip

FILE = "allowed.toml"
KEY_VARIABLE = "BEDSIDE_ALLOW_KEY"
LEAST_KEY = 16  # characters: a shorter key can be guessed, and with it every short identifier
_TITLES = frozenset({"dr", "mr", "mrs", "ms", "mx", "prof", "md", "do", "np", "fnp", "pa", "rn"})


class Target(NamedTuple):
    """What an entry lets stand: one occurrence of some words, in one surface of one document."""

    code: str
    uid: str  # of the document; a page without one is known by its name under content/
    surface: str
    occurrence: int


class AllowedEntry(Strict):
    """One identifier that may stand in one place: its hash, who answers for it, why, until when."""

    code: Annotated[str, Shape(r"[A-Z]{3}\d{3}", "is not a rule", "write its code, as PHI004")]
    uid: Text
    surface: Text
    occurrence: int = Field(default=1, ge=1)
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
        """Owner and second person must differ, however one of them is written."""
        one, other = _name_words(self.owner), _name_words(self.second)
        if one <= other or other <= one:
            raise ValueError("owner and second are the same person: let another one agree")
        return self

    @model_validator(mode="after")
    def _within_a_year(self) -> "AllowedEntry":
        """Nobody looks again at what never ends."""
        if self.expires > last_day(self.date):
            raise ValueError("runs for more than a year: let `expires` be within a year of `date`")
        return self

    @property
    def target(self) -> Target:
        """Return the place that it is for."""
        return Target(self.code, self.uid, self.surface, self.occurrence)

    def holds(self, today: dt.date) -> bool:
        """Tell whether it has begun and not ended."""
        return self.date <= today <= self.expires


class RegistryFile(Strict):
    """The whole of allowed.toml."""

    allowed: tuple[AllowedEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """The registry with the key that its hashes need."""

    path: Path | None = None
    entries: Sequence[AllowedEntry] = ()
    key: bytes = field(default=b"", repr=False)

    def find(self, target: Target, matched: str) -> AllowedEntry | None:
        """Return the entry for exactly these words in exactly this place, whatever its dates."""
        near = (one for one in self.entries if one.target == target)
        return next((one for one in near if self._is_of(one, matched)), None)

    def excuses(self, uids: Collection[str], code: str, matched: str, today: dt.date) -> bool:
        """Tell whether an entry for a document lets these words stand on the page made from it."""
        return any(
            one.uid in uids and one.code == code and one.holds(today) and self._is_of(one, matched)
            for one in self.entries
        )

    def _is_of(self, entry: AllowedEntry, matched: str) -> bool:
        if not self.key:
            return False
        return hmac.compare_digest(entry.hmac, fingerprint(self.key, entry.target, matched))


def load_allowed(root: Path) -> Allowed:
    """Read allowed.toml beside practice.toml; a missing file allows nothing.

    Raises PracticeError for mistakes, BedsideError when there are entries but no key.
    """
    path = root / FILE
    if not path.exists():
        return Allowed(key=allow_key())
    data, locate = load_toml(path)
    read, mistakes = validate(RegistryFile, data, path, locate)
    if read is None:
        raise PracticeError(mistakes)
    if read.allowed and not allow_key():
        message = f"{path}: its entries need the key they were made with: set {KEY_VARIABLE}"
        raise BedsideError(message)
    return Allowed(path=path, entries=read.allowed, key=allow_key())


def fingerprint(key: bytes, target: Target, matched: str) -> str:
    """Return the HMAC-SHA256 of a place and of an identifier's normal form."""
    said = "\0".join((*map(str, target), normal_form(matched)))
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()


def normal_form(matched: str) -> str:
    """Return letters and digits in lower case, one space between: line breaks do not matter."""
    return " ".join(re.findall(r"\w+", matched.casefold()))


def allow_key() -> bytes:
    """Return the practice's secret key, empty when it is not set. Raises BedsideError when weak."""
    key = os.environ.get(KEY_VARIABLE, "")
    if key and len(key) < LEAST_KEY:
        message = f"{KEY_VARIABLE}: too short: use at least {LEAST_KEY} random characters"
        raise BedsideError(message)
    return key.encode()


def _name_words(name: str) -> frozenset[str]:
    """Return the words of a name without titles: `Dr. Elena Marsh` and `elena-marsh` are one."""
    words = frozenset(re.findall(r"[^\W_]+", name.casefold()))
    return words - _TITLES or words
