"""Take out of a document's hits what the text or the registry allows, and say what was taken."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bedside.checks.allowances import Allowance, read_allowances
from bedside.checks.allowed import Allowed, Target, normal_form
from bedside.checks.model import Match, Rule, Span, Suppression, Tier

if TYPE_CHECKING:
    from bedside.checks.allowed_entry import AllowedEntry
    from bedside.post import Source

__all__ = ["Hit", "Outcome", "subject_of", "suppress"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One match with its rule and place; `offset` is in the file's text, None for its name."""

    rule: Rule
    match: Match
    path: Path
    line: int
    column: int
    surface: str
    offset: int | None
    matched: str
    spans: tuple[Span, ...] = ()  # in the file's text
    subject: str = ""
    occurrence: int = 1  # of the same words in the same surface of the document

    @property
    def is_direct(self) -> bool:
        """Tell whether it identifies a patient by itself, also where it is only held (checks/doubt.py)."""
        if self.match.indirect or self.match.direct:
            return self.match.direct
        is_always = self.rule.tier is Tier.BLOCK and not self.rule.gated
        return is_always or (self.match.tier or self.rule.tier) is Tier.BLOCK

    @property
    def target(self) -> Target:
        """Return the place that an entry of the registry would have to name."""
        return Target(self.rule.code, self.subject, self.surface, self.occurrence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is left; how each comment was spent (by its offset: `used` or `refused`); what to list."""

    hits: list[Hit]
    spent: dict[int, str]
    said: list[Suppression]
    entries: set["AllowedEntry"]  # of the registry, that were needed


def suppress(
    hits: Iterable[Hit], source: "Source", allowed: Allowed, today: date,
    people: Collection[str] | None = None,
) -> Outcome:  # fmt: skip
    """Apply the registry, then the comments in the text; only those that hold allow anything.

    `people` are the slugs of the practice's clinicians, None where no practice is known.
    """
    written = list(read_allowances(source.text, is_toml=source.path.suffix == ".toml"))
    holding = [one for one in written if one.holds(today, people)]
    outcome = Outcome(hits=[], spent={}, said=[], entries=set())
    for hit in _numbered(hits, subject_of(source)):
        entry = allowed.find(hit.target, hit.matched)
        if entry and entry.holds(today):
            outcome.entries.add(entry)
            outcome.said.append(_say_entry(hit, entry))
        elif one := _by_text(hit, holding):
            if hit.is_direct:
                outcome.spent.setdefault(one.start, "refused")
                outcome.hits.append(hit)
            else:
                outcome.spent[one.start] = "used"
        else:
            outcome.hits.append(hit)
    used = (one for one in written if outcome.spent.get(one.start) == "used")
    outcome.said.extend(_say(one, source) for one in used)
    return outcome


def subject_of(source: "Source") -> str:
    """Return what the registry calls a document: its uid, or its name under content/."""
    return (source.meta.uid if source.meta else None) or source.name


def _numbered(hits: Iterable[Hit], subject: str) -> Iterator[Hit]:
    """Give each hit the number of its words within their surface; one place has one number."""
    counts: Counter[tuple[str, str, str]] = Counter()
    numbers: dict[tuple[str, str, str, int, int], int] = {}
    for hit in sorted(hits, key=lambda hit: (hit.line, hit.column)):
        same = (hit.rule.code, hit.surface, normal_form(hit.matched))
        place = (*same, hit.line, hit.column)
        if place not in numbers:
            counts[same] += 1
            numbers[place] = counts[same]
        yield replace(hit, subject=subject, occurrence=numbers[place])


def _by_text(hit: Hit, holding: list[Allowance]) -> Allowance | None:
    if hit.offset is None:
        return None
    good = (one for one in holding if one.code == hit.rule.code)
    return next((one for one in good if hit.offset in one.covers), None)


def _say_entry(hit: Hit, entry: "AllowedEntry") -> Suppression:
    return Suppression(
        path=hit.path, line=hit.line, column=hit.column, code=entry.code,
        people=(entry.owner, entry.second), until=entry.expires, reason=entry.reason,
        since=entry.date,
    )  # fmt: skip


def _say(one: Allowance, source: "Source") -> Suppression:
    line, column = source.place(one.start)
    assert one.until
    return Suppression(
        path=source.path, line=line, column=column, code=one.code, people=(one.by,),
        until=one.until, reason=one.reason,
    )  # fmt: skip
