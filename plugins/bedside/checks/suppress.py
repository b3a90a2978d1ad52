"""Take out of a document's hits what the text or the registry allows, and say what was taken."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bedside.checks.allowances import Allowance, read_allowances
from bedside.checks.allowed import Allowed
from bedside.checks.model import Match, Rule, Tier
from bedside.post import Source
from bedside.text import position

__all__ = ["Hit", "Outcome", "suppress"]


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

    @property
    def is_direct(self) -> bool:
        """Tell whether it identifies a patient by itself."""
        return (self.match.tier or self.rule.tier) is Tier.BLOCK and not self.match.indirect


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is left; how each comment was spent (by its offset: `used` or `refused`); what to list."""

    hits: list[Hit]
    spent: dict[int, str]
    said: list[str]


def suppress(
    hits: Iterable[Hit], source: Source, allowed: Allowed, today: date,
    people: Collection[str] | None = None,
) -> Outcome:  # fmt: skip
    """Apply the registry, then the comments in the text; only those that hold allow anything.

    `people` are the slugs of the practice's clinicians, None where no practice is known.
    """
    written = list(read_allowances(source.text))
    holding = [one for one in written if one.holds(today, people)]
    outcome = Outcome(hits=[], spent={}, said=[])
    for hit in hits:
        if said := _by_registry(hit, allowed, today):
            outcome.said.append(said)
        elif one := _by_text(hit, holding):
            if hit.is_direct:
                outcome.spent.setdefault(one.start, "refused")
                outcome.hits.append(hit)
            else:
                outcome.spent[one.start] = "used"
        else:
            outcome.hits.append(hit)
    outcome.said.extend(_say(one, source) for one in written if one.start in outcome.spent)
    return outcome


def _by_text(hit: Hit, holding: list[Allowance]) -> Allowance | None:
    if hit.offset is None:
        return None
    good = (one for one in holding if one.code == hit.rule.code)
    return next((one for one in good if hit.offset in one.covers), None)


def _by_registry(hit: Hit, allowed: Allowed, today: date) -> str:
    entry = allowed.find(hit.rule.code, hit.matched)
    if entry is None or not entry.holds(today):
        return ""
    place = f"{hit.path}:{hit.line}:{hit.column}"
    people = f"{entry.owner} and {entry.second}"
    return f"{place} {entry.code} allowed in allowed.toml by {people} until {entry.expires}: {entry.reason}"


def _say(one: Allowance, source: Source) -> str:
    line, column = position(source.text, one.start)
    return f"{source.path}:{line}:{column} {one.code} allowed by {one.by} until {one.until}: {one.reason}"
