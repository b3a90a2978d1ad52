"""Allowances written in the text: one comment on its own line, for the line or block below it.

In a Markdown file it is `<!-- bedside: … -->`, in practice.toml `# bedside: …`.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bedside.checks.late import compile_late

__all__ = ["Allowance", "last_day", "read_allowances"]

_COMMENT = compile_late(
    r"^[ \t]*<!--[ \t]*bedside:[ \t]*(?P<words>.*?)[ \t]*-->[ \t]*$", re.MULTILINE
)
_IN_TOML = compile_late(r"^[ \t]*#[ \t]*bedside:[ \t]*(?P<words>.*?)[ \t]*$", re.MULTILINE)
_FIELD = compile_late(r"(?P<key>\w+)=(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^\s\"]+))")
_COVERS = {
    "allow": compile_late(r"\s*(?P<below>\S.*?)(?=\n[ \t]*\n|\Z)", re.DOTALL),  # the next block
    "allow-line": compile_late(r"\s*(?P<below>\S.*)"),  # the next line that is not empty
}
_BETWEEN = compile_late(r"\s*\n|")
_LONGEST = timedelta(days=366)
_NEEDED = ("reason", "by", "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """One comment: what it allows, why, who allowed it and until when. Offsets are in the file."""

    code: str
    reason: str
    by: str
    until: date | None
    start: int
    end: int
    covers: range
    missing: tuple[str, ...]

    def is_over(self, today: date) -> bool:
        """Tell whether its last day has passed."""
        return self.until is not None and self.until < today

    def holds(self, today: date, people: Collection[str] | None) -> bool:
        """Tell whether it is whole, runs today and for a year at most, and by one of the people.

        `people` are the clinicians' slugs; None where no practice is known.
        """
        is_known = people is None or self.by in people
        until = self.until
        return not self.missing and is_known and bool(until and today <= until <= last_day(today))


def last_day(today: date) -> date:
    """Return the last day that an allowance written today may run to."""
    return today + _LONGEST


def read_allowances(text: str, *, is_toml: bool = False) -> Iterator[Allowance]:
    """Yield every comment that allows something, on a line of its own."""
    pattern, sign = (_IN_TOML, "bedside:") if is_toml else (_COMMENT, "<!--")
    for found in pattern.finditer(text) if sign in text else ():
        verb, _, rest = found["words"].partition(" ")
        code, _, rest = rest.strip().partition(" ")
        fields = {m["key"]: m["quoted"] or m["bare"] or "" for m in _FIELD.finditer(rest)}
        until = _day(fields.get("until", ""))
        missing = [key for key in _NEEDED if not fields.get(key)]
        if "until" not in missing and until is None:
            missing.append("until")
        end = found.end()
        while other := pattern.match(text, _line_below(text, end)):  # one for each of several rules
            end = other.end()
        below = _COVERS[verb].match(text, end) if verb in _COVERS else None
        yield Allowance(
            code=code if verb in _COVERS else "", reason=fields.get("reason", ""),
            by=fields.get("by", ""), until=until, start=found.start(), end=found.end(),
            covers=range(*below.span("below")) if below else range(0), missing=tuple(missing),
        )  # fmt: skip


def _line_below(text: str, end: int) -> int:
    found = _BETWEEN.match(text, end)
    return found.end() if found else end


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
