"""The report as one page that a privacy officer can print, sign and file."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bedside import __version__
from bedside.checks.findings import by_weight
from bedside.checks.model import Report, Rule, Scope, Severity
from bedside.checks.report import LIMITS
from bedside.checks.rules import RULES
from bedside.checks.sight import readers_now
from bedside.checks.version import reader_version, rules_version
from bedside.consents import Consents
from bedside.consents.state import standing
from bedside.practice import Practice
from bedside.preview import embedded_fonts

__all__ = ["render_filing"]

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Consent:
    """One authorization that a document rests on, as far as it may be said."""

    id: str
    kind: str
    signed: date | None
    ends: str
    state: str


def render_filing(
    report: Report, practice: Practice, consents: Consents, now: datetime, commit: str
) -> str:
    """Return the whole page: nothing beside it is needed, and nothing that was found is in it.

    `commit` is empty where the sources are in no git repository.
    """
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    ran = [rule for rule in RULES if rule.code in report.rules]
    environment.filters["plain"] = lambda text: text.replace("`", "")
    environment.filters["person"] = lambda name: _person(name, practice)
    counts = {kind: sum(one.severity is kind for one in report.findings) for kind in Severity}
    return environment.get_template("filing.html").render(
        practice=practice, report=report, now=now.astimezone(practice.zone), commit=commit,
        version=__version__, rules=rules_version(), reader=reader_version(), limits=LIMITS,
        fonts=Markup(embedded_fonts(practice)),  # noqa: S704  our own words around base64
        counts=counts, surfaces=_surfaces(report), ran=ran, families=_families(ran), pictures=_pictures(ran),
        groups=[(path, list(group)) for path, group in groupby(by_weight(report.findings), lambda one: one.path)],
        consents=list(_consents(report, consents, now.astimezone(practice.zone).date())),
    )  # fmt: skip


def _surfaces(report: Report) -> list[tuple[str, int]]:
    """Return how many of each kind of surface were read, the items of a list together."""
    counts: Counter[str] = Counter()
    for name, count in report.surfaces:
        counts[name.split(".")[0]] += count
    return sorted(counts.items())


def _families(ran: list[Rule]) -> list[tuple[str, str]]:
    """Return each family of rules that ran with its codes."""
    return [
        (family, ", ".join(rule.code for rule in group))
        for family, group in groupby(ran, lambda rule: rule.code[:3])
    ]


def _person(name: str, practice: Practice) -> str:
    """Return a clinician's full name for the slug that stands in a comment."""
    known = practice.clinician(name)
    return known.display_name if known else name


def _pictures(ran: list[Rule]) -> str:
    """Return what looked at pictures."""
    if not any(rule.scope is Scope.IMAGE for rule in ran):
        return "nothing"
    return "; ".join((*readers_now(), f"metadata: Pillow {version('pillow')}"))


def _consents(report: Report, consents: Consents, today: date) -> Iterator[_Consent]:
    for name in report.consents:
        known = consents.get(name)
        if known is None:
            yield _Consent(id=name, kind="", signed=None, ends="", state="not in consents.toml")
            continue
        ends = str(known.expires_on or known.expires_event)
        stands = standing(known, today)
        state = "in force" if stands.is_in_force else stands.said
        yield _Consent(id=name, kind=known.kind, signed=known.signed_on, ends=ends, state=state)
