"""Which scheduled posts would stop the build on their day: they are checked as of that day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bedside.checks.across import check_across
from bedside.checks.allowed import load_allowed
from bedside.checks.engine import check_sources
from bedside.checks.model import Context, Scope, Severity
from bedside.checks.rules import RULES
from bedside.checks.rules.consent import withheld
from bedside.post import Source, Visibility, visibility

if TYPE_CHECKING:
    from bedside.project import Project

__all__ = ["Ahead", "stops_ahead"]

_ALONE = [rule for rule in RULES if rule.scope is not Scope.SOURCES]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """One scheduled post with errors: its path, its day in the practice's zone, how many."""

    path: Path
    day: datetime
    errors: int

    def __str__(self) -> str:
        """Say what will happen and which command lists the errors; nothing of the text."""
        count = f"{self.errors} finding{'' if self.errors == 1 else 's'}"
        return (
            f"scheduled {self.day:%Y-%m-%d %H:%M} {self.path}: {count} will stop the build on "
            f"that day: bedside check {self.path}"
        )


def stops_ahead(project: "Project", sources: Iterable[Source], now: datetime) -> tuple[Ahead, ...]:
    """Return the scheduled posts that have errors, the next first.

    One whose consent will not hold on its day is left out of that build and does not stop it. What
    only the built page shows is not seen here.
    """
    known = [(one, visibility(one.meta, now)) for one in sources if one.meta and not one.mistakes]
    coming = [one for one, visible in known if visible is Visibility.SCHEDULED]
    if not coming:
        return ()
    public = [one for one, visible in known if visible.is_public]
    context = Context(practice=project.practice, consents=project.consents, now=now)
    together = check_across([*public, *coming], context)
    allowed, zone = load_allowed(project.root), project.practice.zone
    found = []
    for source in coming:
        assert source.meta
        assert source.meta.date
        day = source.meta.date.astimezone(zone)
        if withheld(source, project.consents, day.date()):
            continue
        then = Context(
            practice=project.practice, consents=project.consents, now=day.astimezone(UTC)
        )
        alone = check_sources([source], then, _ALONE, allowed=allowed).errors
        errors = [
            one for one in together
            if one.path == source.path and one.severity is Severity.ERROR
        ]  # fmt: skip
        if count := len([*alone, *errors]):
            found.append(Ahead(path=source.path, day=day, errors=count))
    return tuple(sorted(found, key=lambda one: (one.day, one.path)))
