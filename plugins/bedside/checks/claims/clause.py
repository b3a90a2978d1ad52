"""What a clause is: one thing that a practice may not say, as data for one engine."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bedside.checks.kept_patterns import compile_kept
from bedside.checks.model import Authority, Severity

__all__ = ["CLAIM", "Clause", "Frame", "Pack"]


class Pack(StrEnum):
    """Whose rule a clause is. The state packs run where the practice has an office."""

    ADVICE = "advice to the reader"
    GENERAL = "any practice"
    US = "United States"
    TX = "Texas"
    CA = "California"


class Frame(StrEnum):
    """What words around a match show that the practice does not say it itself."""

    NEGATED = "negated"  # is not a cure
    DENIED = "denied after it"  # a cure for colds does not exist
    QUOTED = "quoted"
    ASKED = "asked"
    WARNED = "warned against"  # be wary of anyone who promises a cure
    CONDITION = "conditional"  # if you have strep


CLAIM = frozenset({Frame.NEGATED, Frame.DENIED, Frame.QUOTED, Frame.ASKED, Frame.WARNED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause of a law, guide or standard, with what breaks it and what may look like it."""

    code: str
    name: str
    pack: Pack
    says: str  # what the finding says
    why: str
    fix: str
    authority: Authority
    severity: Severity = Severity.WARNING
    needs: str  # words of which a sentence must have one, in lower case; saves reading the others
    also: str = ""  # and one of these, where the first are too common
    pattern: str
    excuses: frozenset[Frame] = CLAIM
    unless: str = ""  # words in the same sentence that make it harmless
    unless_anywhere: str = ""  # the statement that the law asks for, anywhere in the text
    bad: tuple[str, ...]
    good: tuple[str, ...]


def compiled(pattern: str) -> re.Pattern[str]:
    """Return a clause's pattern, made when a sentence first asks for it."""
    return compile_kept(pattern, int(re.IGNORECASE))
