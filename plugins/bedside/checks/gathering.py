"""What one pass over the documents gathers, from the first file to the report."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bedside.checks.suppress import Hit, suppress

if TYPE_CHECKING:
    from bedside.checks.allowed import Allowed
    from bedside.checks.allowed_entry import AllowedEntry
    from bedside.checks.clean import Clean
    from bedside.checks.model import Context, Proof, Rule, Span, Suppression
    from bedside.post import Source

__all__ = ["Pass"]


@dataclass(slots=True, kw_only=True)
class Pass:
    """What one pass over the documents has gathered so far."""

    allowed: "Allowed"
    rules: Sequence["Rule"]
    is_counted: bool = True
    clean: "Clean | None" = None  # where nothing was found in earlier runs
    hits: list[Hit] = field(default_factory=list)
    said: list["Suppression"] = field(default_factory=list)
    proofs: list["Proof"] = field(default_factory=list)
    entries: set["AllowedEntry"] = field(default_factory=set)  # that were needed
    surfaces: Counter[str] = field(default_factory=Counter)
    consents: set[str] = field(default_factory=set)
    hidden: list[tuple[Path, "Span"]] = field(default_factory=list)
    lines: dict[Path, tuple[str, ...]] = field(default_factory=dict)  # of prose that was read ahead
    grades: dict[tuple[Path, str], float | None] = field(
        default_factory=dict, repr=False
    )  # by path and text

    def take_grade(self, source: "Source", cache: Mapping[str, object]) -> None:
        """Keep the reading grade of a document, where a rule has just worked it out."""
        found = cache.get("grade", "")
        if found is None or isinstance(found, float):
            self.grades[source.path, source.text] = found

    def suppress(self, hits: Sequence[Hit], source: "Source", context: "Context") -> dict[int, str]:
        """Keep what neither registry nor text allows; return how the comments were spent."""
        self.hidden += [
            (hit.path, span)
            for hit in hits
            if hit.rule.code.startswith("PHI0")
            for span in hit.spans
        ]
        outcome = suppress(hits, source, self.allowed, context.today, context.people)
        self.hits += outcome.hits
        self.said += outcome.said
        self.entries |= outcome.entries
        return outcome.spent
