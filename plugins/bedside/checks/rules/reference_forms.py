"""REF rules on the addresses of sources: their form, trackers, search pages, papers taken back."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from bedside.checks.authorities import DOI_FORM, REFERENCED_AND_DATED, RETRACTION_LIST
from bedside.checks.citations import (
    doi_in,
    form_mistake,
    is_search,
    is_social,
    pmid_in,
    trackers_in,
)
from bedside.checks.model import Context, Match, Rule, Scope, Severity
from bedside.checks.retractions import FILE, retractions_beside
from bedside.checks.rules.front_matter import at

if TYPE_CHECKING:
    from bedside.frontmatter import ReferenceEntry
    from bedside.post import Source

__all__ = ["REFERENCE_FORMS"]


def _draft(source: "Source") -> Severity | None:
    return Severity.WARNING if source.meta and source.meta.status == "draft" else None


def _entries(source: "Source") -> Iterator[tuple[int, "ReferenceEntry"]]:
    yield from enumerate(source.meta.references if source.meta else ())


def _by_address(say: Callable[[str], str]) -> Callable[["Source", Context], Iterator[Match]]:
    """Return a rule's `find` that says something of an address, or nothing."""

    def find(source: "Source", _context: Context) -> Iterator[Match]:
        for index, entry in _entries(source):
            if what := say(entry.url):
                message = f"reference {index + 1}: the address {what}"
                yield at(source, f"references.{index}.url", message, _draft(source))

    return find


def _trackers(url: str) -> str:
    names = trackers_in(url)
    return (
        f"has {', '.join(f'`{name}`' for name in names)}, which follow who clicks" if names else ""
    )


def _unfit(url: str) -> str:
    if is_search(url):
        return "is a search, not a source: open the page that it found, and name that"
    return "is a social network's or a shortener's: name the page itself" if is_social(url) else ""


def _without_tls(url: str) -> str:
    return (
        "begins with http: use https, or another address of it"
        if url.lower().startswith("http:")
        else ""
    )


def _retracted(source: "Source", _context: Context) -> Iterator[Match]:
    if source.meta is None or not source.meta.references:
        return
    known = retractions_beside(source.path)
    if known.mistake:
        yield at(
            source, "references", f"{known.mistake}, so that no reference was compared with it"
        )
    for index, entry in _entries(source):
        kind = known.of(entry.doi or doi_in(entry.url), entry.pmid or pmid_in(entry.url))
        if kind == "Retraction":
            message = f"reference {index + 1}: this paper was retracted, says {FILE}"
            yield at(source, f"references.{index}.url", message)
        elif kind:
            message = f"reference {index + 1}: {FILE} has an expression of concern about this paper"
            yield at(source, f"references.{index}.url", message, Severity.WARNING)


_POST = (
    "---\ntitle: A\nreferences:\n  - {title: A, publisher: B, url: '%s', read: 2026-10-01%s}\n---\n"
)


def _posts(*addresses: str) -> tuple[str, ...]:
    return tuple(_POST % (one, "") for one in addresses)


REFERENCE_FORMS: tuple[Rule, ...] = (
    Rule(
        code="REF004", name="reference-address-form", scope=Scope.SOURCE, find=_by_address(form_mistake),
        summary="A reference whose address, DOI or PubMed number has not the form of one.",
        why="A mistyped DOI leads nowhere, and readers cannot look the source up.",
        fix="Open the source and copy its address from the browser.", authority=DOI_FORM,
        bad=_posts("https://doi.org/11.1000/abc", "https://doi.org/10.1000/abc.", "https://dx.doi.org/10.1000/abc",
                   "https://pubmed.ncbi.nlm.nih.gov/PMC12", "https://localhost/a", "https://me:a@cdc.example/flu"),
        good=_posts("https://doi.org/10.1007/s11606-008-0726-6", "https://doi.org/10.1002/(SICI)1096-8644(199605)100:1%3C57::AID%3E3.0.CO;2-Y",
                    "https://pubmed.ncbi.nlm.nih.gov/18483676/", "https://www.cdc.gov/flu/index.html"),
    ),
    Rule(
        code="REF005", name="reference-without-tls", scope=Scope.SOURCE, find=_by_address(_without_tls),
        severity=Severity.WARNING,
        summary="A reference whose address is not https.",
        why="On the way, anybody can change what the reader is shown.",
        fix="Try the address with https; most sites have it.", authority=REFERENCED_AND_DATED,
        bad=_posts("http://www.cdc.example/flu"), good=_posts("https://www.cdc.example/flu"),
    ),
    Rule(
        code="REF006", name="reference-tracks-readers", scope=Scope.SOURCE, find=_by_address(_trackers),
        summary="A reference whose address carries a campaign's or a network's tracking parameter.",
        why="It tells a third party that somebody reading about this illness came from here.",
        fix="Cut the address off before the parameter and try it.", authority=REFERENCED_AND_DATED,
        bad=_posts("https://www.cdc.example/flu?utm_source=news&utm_medium=email", "https://www.cdc.example/flu?fbclid=abc"),
        good=_posts("https://www.cdc.example/flu?id=7", "https://www.cdc.example/utm_source"),
    ),
    Rule(
        code="REF007", name="reference-is-no-source", scope=Scope.SOURCE, find=_by_address(_unfit),
        summary="A reference to a search page, a chat, a social network or a shortener.",
        why="What stands there changes with every visit, and nobody answers for it.",
        fix="Name the study, the agency or the society that the page rests on.",
        authority=REFERENCED_AND_DATED,
        bad=_posts("https://www.google.com/search?q=strep", "https://pubmed.ncbi.nlm.nih.gov/?term=strep",
                   "https://www.facebook.com/cdc/posts/1", "https://bit.ly/3abc", "https://chatgpt.com/share/1"),
        good=_posts("https://health.google/", "https://www.netflix.com/title/1", "https://www.mayoclinic.org/strep"),
    ),
    Rule(
        code="REF008", name="retracted-reference", scope=Scope.SOURCE, find=_retracted,
        summary=f"A reference that the practice's own list, `{FILE}` beside practice.toml, says was retracted; a "
                "warning where the list has an expression of concern.",
        why="Advice must not rest on what its own journal took back. No list comes with Bedside, since none stays complete: "
            "put Retraction Watch's file there as it is, or a CSV of your own with the column `OriginalPaperDOI` or `OriginalPaperPubMedID` and, if you like, `RetractionNature` (Retraction, Expression of concern; others are passed over).",
        fix="Take the reference out, and look again at what the article says by it.",
        authority=RETRACTION_LIST,
        bad=(_POST % ("https://doi.org/10.1000/RETRACTED.1", ""), _POST % ("https://pubmed.ncbi.nlm.nih.gov/11111111/", ""),
             _POST % ("https://journal.example/a", ", doi: 10.1000/retracted.1"),
             _POST % ("https://journal.example/a", ", pmid: 11111111"),
             _POST % ("https://journal.example/doi/full/10.1000/concern.2", "")),
        good=(_POST % ("https://doi.org/10.1000/fine.1", ""), _POST % ("https://doi.org/10.1000/corrected.3", "")),
    ),
)  # fmt: skip
