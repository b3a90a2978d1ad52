"""Numbers that are told by the words before them: record, plan, account, licence, device."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bedside.checks.digit_zones import near_codes
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Surface
from bedside.checks.organisation import is_reference
from bedside.checks.passages import STORY
from bedside.checks.reading import near_patient, scan_near_patient
from bedside.checks.signs import signs_of

__all__ = ["Finder", "Labelled", "labelled", "matches"]

Finder = Callable[[Surface, Context], Iterable[Match]]

_LEAST_DIGITS = 2
# What follows such a label and identifies nobody: a year, a money amount, a telephone number.
_HARMLESS = compile_late(
    r"\A(?:(?:19|20)\d\d(?:-(?:\d\d|(?:19|20)\d\d))?|1?-?8(?:00|33|44|55|66|77|88)-\d{3}-\d{4}|[0-]+|[X-]+"
    r"|(?:\d{1,3}-)(?:day|week|month|year|hour|minute|digit|point)\w*)\Z",
    re.IGNORECASE,
)
# What a form, a class or a test prints, and says so. In a patient's story it does not count.
_MADE_UP = compile_late(
    r"\b(?:sample|specimen) (?:card|chart|form|patient)\b|\b(?:example|practice|dummy|demo(?:nstration)?) (?:card|chart|form|record|patient|number|unit|id)\b|\btest[- ]?patient|\bX{3,}-|\bXYZ-?\d",
    re.IGNORECASE,
)
_VALUE = r"(?P<value>\d{3}(?: \d{3}){2,}|(?-i:[A-Z]{2,4}) \d{4,}[A-Z0-9-]*|(?=[A-Z0-9./-]*\d[A-Z0-9./-]*\d)[A-Z0-9][A-Z0-9./-]{2,}[A-Z0-9](?: \d{2,4}(?= \d))*(?:[ -]\d{3,})*)(?![\w@%])"
_JOIN = r"(?:\s*(?:number|numbers|no\.?|num\.?|nr\.?|id|#)\b\.?)?[\s\"')]{0,2}(?:\s*(?:is|was|of|=|:|#|№|ends in|ending in|reads?))?[\s#:=\"'(]{0,3}"
_SURE = r"(?:\s*(?:number|numbers|no\.?|num\.?|id|#)\b\.?[\s\"')]{0,2}(?:\s*(?:is|was|of|=|:|#|ends in|ending in|reads?|on [\w ]{2,24} (?:is|was)))?|\s*[:#=]|\s+(?=[A-Z]{0,4}-?(?:\d-?){5,}))[\s#:=\"'(]{0,3}"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A pattern, and the letters of which each of its matches holds one (none: not known)."""

    pattern: re.Pattern[str]
    signs: frozenset[str] = frozenset()


def labelled(strong: str, weak: str = "") -> Labelled:
    """Return a pattern for a label and the value after it.

    `strong` labels mean an identifier by themselves (MRN); a `weak` one (account, policy) needs
    `number`, `no.`, `ID`, `#`, a colon, or a long number right behind it.
    """
    ways = []
    if strong:
        ways.append(rf"(?:{strong})(?![A-Za-z]){_JOIN}")
    if weak:
        ways.append(rf"(?:{weak})(?![A-Za-z]){_SURE}")
    pattern = compile_late(rf"(?<![A-Za-z0-9])(?:{'|'.join(ways)}){_VALUE}", re.IGNORECASE)
    return Labelled(pattern, signs_of("|".join(filter(None, (strong, weak)))))


def matches(
    wanted: Labelled, message: str, *, gated: bool = False,
    unless: re.Pattern[str] | None = None,
) -> Finder:  # fmt: skip
    """Return a `find` that reports each value; `gated` only near words about one patient.

    `unless` is tried on the same paragraph, 60 characters before the label and 30 after the value.
    In a patient's story it does not count.
    """
    pattern = wanted.pattern

    def find(surface: Surface, context: Context) -> Iterator[Match]:
        if is_reference(surface) and surface.name.endswith((".url", ".read")):
            return
        if gated:
            places: Iterable[re.Match[str]] = scan_near_patient(pattern, surface, context)
        else:
            places = near_codes(pattern, surface, context, wanted.signs)
        for found in places:
            value = found["value"] if "value" in pattern.groupindex else found[0]
            if _HARMLESS.match(value):
                continue
            if _excused(_MADE_UP, found, surface, context, gated=gated):
                continue
            if unless is not None and _excused(unless, found, surface, context, gated=gated):
                continue
            yield Match(start=found.start(), end=found.end(), message=message)

    return find


def _excused(
    unless: re.Pattern[str], found: re.Match[str], surface: Surface, context: Context, *, gated: bool
) -> bool:  # fmt: skip
    before = surface.text[max(0, found.start() - 60) : found.start()].rpartition("\n")[2]
    after = surface.text[found.end() : found.end() + 30].partition("\n")[0]
    if not unless.search(f"{before}{found[0]}{after}"):
        return False
    return gated or not near_patient(surface, context, found.start(), STORY)
