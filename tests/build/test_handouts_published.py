"""A file to download goes online when a public page links to it and every word of it was read."""

from datetime import datetime
from pathlib import Path

import pytest
from tests.checks_text.handout_files import changed, in_word, pdf, word
from tests.conftest import UIDS, SmallSite

from bedside.building import Announced, build_site
from bedside.checks.engine import check_paths
from bedside.checks.model import Context
from bedside.checks.site import check_site
from bedside.consents import Consents
from bedside.errors import ChecksFailed


def handout(site: SmallSite, name: str, data: bytes) -> Path:
    path = site.root / "content" / "files" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def build(site: SmallSite, now: datetime) -> None:
    build_site(site.project(), now, Announced())


def test_a_linked_handout_is_published_as_it_was_read(site: SmallSite, now: datetime) -> None:
    """The page links to it, and its bytes are those that were checked."""
    data = pdf("Wash your hands for 20 seconds.")
    handout(site, "hand washing.pdf", data)
    site.post("wash", body="Take [the steps](../files/hand%20washing.pdf) home.")
    build(site, now)
    page = (site.root / "output" / "blog" / "wash" / "index.html").read_text()
    assert 'href="/files/hand%20washing.pdf"' in page
    assert (site.root / "output" / "files" / "hand washing.pdf").read_bytes() == data


def test_a_handout_of_a_draft_alone_stays_where_it_is(site: SmallSite, now: datetime) -> None:
    """Neither its file nor its name is anywhere in the output."""
    handout(site, "lanternfox.docx", word("Words on lanternfox."))
    handout(site, "unlinked.pdf", pdf("Words on lanternfox."))
    site.post("draft", extra="status: draft", body="[steps](../files/lanternfox.docx)")
    site.post("public", uid=UIDS[1])
    build(site, now)
    assert not (site.root / "output" / "files").exists()


REFUSED = {
    "on a page": ("a.pdf", pdf("Wash.", "SSN 219-09-9999")),
    "in a property": ("a.pdf", changed(pdf("Wash."), "property", "MRN 4482913")),
    "in a comment": ("a.docx", in_word("comments", "call 617-555-0199")),
    "locked": ("a.pdf", changed(pdf("Wash."), "lock")),
    "a scan": ("a.pdf", pdf("Wash.", scan=True)),
    "in its name": ("mrn-4482913.pdf", pdf("Wash.")),
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_handout_that_identifies_or_hides_stops_the_build(
    site: SmallSite, now: datetime, why: str
) -> None:
    """Nothing is written, and the message names the file and none of its words."""
    name, data = REFUSED[why]
    handout(site, name, data)
    site.post("wash", body=f"Take [the steps](../files/{name}) home.")
    with pytest.raises(ChecksFailed) as failed:
        build(site, now)
    assert any(one.path.name == name for one in failed.value.findings)
    said = " ".join(one.message for one in failed.value.findings)
    assert "219" not in said
    assert "617" not in said
    assert not (site.root / "output").exists()


@pytest.mark.parametrize("name", ["sheet.xlsx", "old.doc", "page.odt", "notes.txt", "all.zip"])
def test_a_kind_that_nobody_reads_is_never_copied(
    site: SmallSite, now: datetime, name: str
) -> None:
    """The link is refused, with the kinds that may be linked."""
    handout(site, name, b"words")
    site.post("wash", body=f"[steps](../files/{name})")
    with pytest.raises(ChecksFailed) as failed:
        build(site, now)
    (one,) = failed.value.findings
    assert (one.code, ".pdf" in one.fix) == ("BOD003", True)


def test_the_check_reads_every_handout_under_content(site: SmallSite, now: datetime) -> None:
    """What is committed is read, linked or not."""
    handout(site, "a.pdf", pdf("SSN 219-09-9999"))
    content = site.root / "content"
    report = check_paths([content], site.project().practice, Consents(), now, content)
    assert [one.code for one in report.errors if one.path.name == "a.pdf"] == ["PHI007"]


def test_gate_3_reads_a_handout_that_was_put_there_later(site: SmallSite, now: datetime) -> None:
    """A stranger's eyes on the built folder: words, and what cannot be read."""
    site.post("wash")
    build(site, now)
    project = site.project()
    output = site.root / "output"
    (output / "files").mkdir()
    (output / "files" / "a.pdf").write_bytes(pdf("SSN 219-09-9999"))
    (output / "files" / "b.xlsx").write_bytes(b"PK")
    context = Context(practice=project.practice, consents=Consents(), now=now)
    report = check_site(output, [], project.practice, context)
    found = {(one.code, one.path.name) for one in report.errors if one.path.parts[0] == "files"}
    assert found == {("PHI007", "a.pdf"), ("WEB020", "b.xlsx")}
