"""retracted.csv: the papers that were taken back, as the practice supplies the list."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

__all__ = ["FILE", "Retractions", "load_retractions", "retractions_beside"]

FILE = "retracted.csv"
# The names that Retraction Watch gives its columns, so that its file can be used as it is.
# https://crossref.org/documentation/retrieve-metadata/retraction-watch (read 2026-11-22)
DOI, PMID, NATURE = "OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature"
_NONE = {"", "0", "unavailable"}
_KINDS = {
    "": "Retraction",
    "retraction": "Retraction",
    "expression of concern": "Expression of concern",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Retractions:
    """What each DOI and PMID of the list says of its paper; `mistake` when it cannot be read."""

    by_doi: dict[str, str] = field(default_factory=dict)
    by_pmid: dict[str, str] = field(default_factory=dict)
    mistake: str = ""

    def of(self, doi: str, pmid: str) -> str:
        """Return `Retraction` or `Expression of concern`; empty when the paper is not listed."""
        return self.by_doi.get(doi.lower(), "") or self.by_pmid.get(pmid, "")


def retractions_beside(path: Path) -> Retractions:
    """Return the list of the practice that a file belongs to; an empty one where there is none."""
    for folder in path.resolve().parents:
        if (folder / "practice.toml").is_file():
            file = folder / FILE
            return (
                load_retractions(file, file.stat().st_mtime_ns) if file.is_file() else Retractions()
            )
    return Retractions()


@lru_cache(maxsize=4)  # tens of thousands of lines, read once for all posts
def load_retractions(file: Path, _changed: int) -> Retractions:
    """Read a list. Bytes that are no UTF-8, which the published file is known to have, are passed over."""
    try:
        with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            rows = csv.DictReader(lines)
            columns = set(rows.fieldnames or ())
            if not columns & {DOI, PMID}:
                return Retractions(mistake=f"{file.name} has no column `{DOI}` or `{PMID}`")
            found = [*_papers(rows)]
    except (OSError, csv.Error) as error:
        return Retractions(mistake=f"{file.name} cannot be read: {error}")
    return Retractions(
        by_doi={doi: kind for doi, _, kind in found if doi},
        by_pmid={pmid: kind for _, pmid, kind in found if pmid},
    )


def _papers(rows: Iterable[dict[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield DOI, PMID and kind; corrections and reinstatements are passed over, retractions last."""
    later = []
    for row in rows:
        kind = _KINDS.get((row.get(NATURE) or "").strip().lower())
        doi, pmid = ((row.get(name) or "").strip().lower() for name in (DOI, PMID))
        if kind is None:
            continue
        paper = "" if doi in _NONE else doi, "" if pmid in _NONE else pmid, kind
        if kind == "Retraction":
            later.append(paper)
        else:
            yield paper
    yield from later
