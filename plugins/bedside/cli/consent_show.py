"""How consents are shown: state, end, where each is used, and what a revocation sets going."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from bedside.checks.consent_use import Use, uses_of
from bedside.consents import Consent
from bedside.consents.state import Standing, standing
from bedside.deploy.aftermath import Gone, gone_of, what_is_left
from bedside.post import Source
from bedside.project import Project

Links = Mapping[str, tuple[tuple[str, str], ...]]  # uid -> (network, address) of each copy

__all__ = ["gone_with", "list_lines", "revoked_lines"]


def list_lines(project: Project, sources: Iterable[Source], today: date) -> Iterator[str]:
    """Yield a line for each consent and one for each place where it is used."""
    known = list(sources)
    for one in sorted(
        (standing(one, today) for one in project.consents.consents),
        key=lambda one: (one.state.is_over, one.days if one.days is not None else 1_000_000),
    ):
        yield _line(one)
        uses = uses_of(one.consent, known)
        for use in uses:
            pictures = f"  ({', '.join(use.pictures)})" if use.pictures else ""
            yield f"    {use.source.path}{pictures}"
        if not uses:
            yield "    used nowhere"


def _line(one: Standing) -> str:
    where = ", ".join(one.consent.scope.channels)
    return f"{one.consent.id:12} {one.state.value:10} {one.consent.kind}, for {where}: {one.said}"


def revoked_lines(
    project: Project, consent: Consent, sources: Iterable[Source], links: Links
) -> Iterator[str]:
    """Yield what happens next: what leaves by itself, which commands, what is left to people."""
    uses = uses_of(consent, sources)
    yield "With the next build and deploy these leave the site by themselves:"
    for use in uses:
        yield f"  the page of {use.source.path}, its card, its place in lists, feeds and the sitemap"
        yield from (
            f"  the picture {name}, here and wherever else it is shown" for name in use.pictures
        )
    if not uses:
        yield "  nothing: no post and no picture here rests on it"
    yield "Now run:"
    yield "  bedside build      ends with 1 and names what is left out; the rest is built"
    yield "  bedside deploy     puts the rest online and proves that these are gone"
    for use in uses:
        if use.uid:
            yield f"  bedside syndicate --retract {use.uid} --live     takes announcements down:"
        yield from (f"    {label}: {url}" for label, url in links.get(use.uid, ()))
        if use.uid not in links:
            yield "    the ledger here knows of none"
    yield from what_is_left(gone_with(project, uses, "its consent was revoked"))


def gone_with(project: Project, uses: Iterable[Use], why: str) -> tuple[Gone, ...]:
    """Return what leaves with each use."""
    return tuple(gone_of(project, one.source, why, one.pictures, one.uid) for one in uses)
