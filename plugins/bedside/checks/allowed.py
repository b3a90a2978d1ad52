"""allowed.toml: direct identifiers that two people let stand, known only by a keyed hash."""

import datetime as dt
import hashlib
import hmac
import os
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bedside.errors import BedsideError, PracticeError
from bedside.toml_file import load_toml

if TYPE_CHECKING:
    from bedside.checks.allowed_entry import AllowedEntry

__all__ = [
    "FILE", "KEY_VARIABLE", "Allowed", "Target", "allow_key", "fingerprint", "load_allowed",
    "normal_form",
]  # fmt: skip

FILE = "allowed.toml"
KEY_VARIABLE = "BEDSIDE_ALLOW_KEY"
LEAST_KEY = 16  # characters: a shorter key can be guessed, and with it every short identifier


class Target(NamedTuple):
    """What an entry lets stand: one occurrence of some words, in one surface of one document."""

    code: str
    uid: str  # of the document; a page without one is known by its name under content/
    surface: str
    occurrence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """The registry with the key that its hashes need."""

    path: Path | None = None
    entries: Sequence["AllowedEntry"] = ()
    key: bytes = field(default=b"", repr=False)

    def find(self, target: Target, matched: str) -> "AllowedEntry | None":
        """Return the entry for exactly these words in exactly this place, whatever its dates."""
        near = (one for one in self.entries if one.target == target)
        return next((one for one in near if self._is_of(one, matched)), None)

    def excuses(self, uids: Collection[str], code: str, matched: str, today: dt.date) -> bool:
        """Tell whether an entry for a document lets these words stand on the page made from it."""
        return any(
            one.uid in uids and one.code == code and one.holds(today) and self._is_of(one, matched)
            for one in self.entries
        )

    def _is_of(self, entry: "AllowedEntry", matched: str) -> bool:
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
    from bedside.checks.allowed_entry import RegistryFile  # noqa: PLC0415  Pydantic loads slowly
    from bedside.schema import validate  # noqa: PLC0415  Pydantic loads slowly

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
