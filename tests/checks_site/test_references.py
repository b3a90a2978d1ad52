"""A source's address is read for its form, and its paper looked up in the practice's own list."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bedside.checks.citations import (
    doi_in,
    form_mistake,
    is_search,
    is_social,
    pmid_in,
    trackers_in,
)
from bedside.checks.engine import check_paths
from bedside.checks.model import Context
from bedside.checks.retractions import load_retractions
from bedside.post import Source
from bedside.practice import Practice

POST = (
    "---\ntitle: A\ncategory: prevention\nreferences:\n"
    "  - {title: A, publisher: B, url: '%s', read: 2026-10-01}\n---\n"
)


@pytest.mark.parametrize(("url", "doi"), [
    ("https://doi.org/10.1007/S11606-008-0726-6", "10.1007/s11606-008-0726-6"),
    ("https://link.springer.com/article/10.1007%2Fs11606-008-0726-6", "10.1007/s11606-008-0726-6"),
    ("https://journals.example/doi/full/10.1056/NEJMoa1/full", "10.1056/nejmoa1"),
    ("https://www.cdc.gov/flu/", ""),
])  # fmt: skip
def test_a_doi_is_found_wherever_an_address_holds_it(url: str, doi: str) -> None:
    """Publishers put the DOI into their own addresses, in any case and escaped."""
    assert doi_in(url) == doi


def test_a_pubmed_number_is_found_in_both_of_its_addresses() -> None:
    """The number stands at the end of the new address and after /pubmed/ in the old one."""
    assert pmid_in("https://pubmed.ncbi.nlm.nih.gov/18483676/") == "18483676"
    assert pmid_in("https://www.ncbi.nlm.nih.gov/pubmed/18483676") == "18483676"
    assert pmid_in("https://www.ncbi.nlm.nih.gov/books/12345") == ""
    assert pmid_in("https://pubmed.ncbi.nlm.nih.gov/0123456789/") == ""


def test_the_forms_of_addresses() -> None:
    """What cannot lead anywhere is told; ordinary addresses say nothing."""
    assert "no DOI" in form_mistake("https://doi.org/abc")
    assert "full stop" in form_mistake("https://doi.org/10.1000/abc.")
    assert "host" in form_mistake("https://intranet/page")
    assert form_mistake("https://[broken/") == "is no address"
    assert form_mistake("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/") == ""
    assert trackers_in("https://a.example/?UTM_Source=x&page=2&gclid=") == ["UTM_Source", "gclid"]
    assert is_search("https://duckduckgo.com/?q=strep")
    assert not is_search("https://research.google/pubs/")
    assert is_social("https://m.facebook.com/cdc")
    assert not is_social("https://www.fox.com/")


def test_a_list_without_its_columns_stops_the_gate(
    write_source: Callable[..., Source], content: Path, practice: Practice, context: Context
) -> None:
    """A list that cannot be read would otherwise look like one on which nothing stands."""
    (content.parent / "retracted.csv").write_text("doi,reason\n10.1000/a,fraud\n", encoding="utf-8")
    source = write_source(POST % "https://doi.org/10.1000/a")
    report = check_paths([source.path], practice, context.consents, context.now, content)
    assert "no column" in next(one.message for one in report.errors if one.code == "REF008")


def test_a_list_of_ones_own_needs_one_column(tmp_path: Path) -> None:
    """Without a kind every line is a retraction; a byte mark, spaces and capitals do not matter."""
    file = tmp_path / "retracted.csv"
    file.write_bytes("\ufeffOriginalPaperDOI\n 10.1000/ABC \n\n".encode() + b"10.1000/\xff\n")
    known = load_retractions(file, 0)
    assert known.of("10.1000/abc", "") == "Retraction"
    assert known.of("", "") == ""


def test_a_later_retraction_outweighs_an_expression_of_concern(tmp_path: Path) -> None:
    """A paper stands in the list once for each notice; the gravest decides."""
    file = tmp_path / "retracted.csv"
    file.write_text(
        "OriginalPaperDOI,RetractionNature\n10.1/x,Retraction\n10.1/x,Expression of concern\n",
        encoding="utf-8",
    )
    assert load_retractions(file, 0).of("10.1/x", "") == "Retraction"


def test_a_reference_may_carry_its_doi_and_number(write_source: Callable[..., Source]) -> None:
    """A number without quotation marks is read as it is written; a wrong form is told."""
    text = POST.replace("read: 2026-10-01", "read: 2026-10-01, doi: 10.1000/a, pmid: 18483676")
    source = write_source(text % "https://a.example/b")
    assert source.mistakes == ()
    assert source.meta is not None
    assert source.meta.references[0].pmid == "18483676"
    wrong = write_source(text.replace("10.1000/a", "abc") % "https://a.example/b", "posts/b.md")
    assert [one.key for one in wrong.mistakes] == ["reference 1, doi"]
