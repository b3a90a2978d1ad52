"""The records of allowed.toml. Pydantic loads with this module: few practices have such a file."""

import datetime as dt
import re
from typing import Annotated

from pydantic import Field, model_validator

from bedside.checks.allowances import last_day
from bedside.checks.allowed import Target
from bedside.schema import Strict, Text
from bedside.schema_words import Shape

__all__ = ["AllowedEntry", "RegistryFile"]

_TITLES = frozenset({"dr", "mr", "mrs", "ms", "mx", "prof", "md", "do", "np", "fnp", "pa", "rn"})


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


def _name_words(name: str) -> frozenset[str]:
    """Return the words of a name without titles: `Dr. Elena Marsh` and `elena-marsh` are one."""
    words = frozenset(re.findall(r"[^\W_]+", name.casefold()))
    return words - _TITLES or words
