"""A fact that stands once in practice.toml is everywhere, and typing it again is noticed."""

from datetime import UTC, datetime

import pytest
from tests.conftest import SmallSite

from bedside.adapter import Announced
from bedside.building.run import build_site
from bedside.checks.engine import check_paths
from bedside.errors import PracticeError
from bedside.facts import fact

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OLD, NEW = "(802) 555-0142", "(802) 555-0199"


def change(site: SmallSite, old: str, new: str) -> None:
    file = site.root / "practice.toml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, "the sample types it more than once"
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_phone_of_an_office_is_the_practices_unless_it_has_its_own(site: SmallSite) -> None:
    """One line changes the practice's number and that of the office that is reached by it."""
    change(site, OLD, NEW)
    practice = site.project().practice
    assert practice.practice.phone == practice.locations[0].phone == NEW
    assert practice.locations[1].phone == "(802) 555-0178"
    assert practice.locations[0].fax == practice.practice.fax
    assert practice.locations[1].fax is None  # its own phone, so no fax of another office
    assert fact("location.mill-pond.email", practice) == practice.practice.email


def test_a_wrong_phone_is_said_once(site: SmallSite) -> None:
    """An office that has it from the practice does not repeat the mistake."""
    change(site, OLD, "call us")
    with pytest.raises(PracticeError) as caught:
        site.project()
    assert [one.key for one in caught.value.mistakes] == ["practice.phone"]


def test_no_page_keeps_the_old_number(site: SmallSite) -> None:
    """After one edit no file of the built site holds the old number, however it is written."""
    change(site, OLD, NEW)
    site.post("flu", body="Call {{ practice.phone }} or {{ location.larkfield.phone }}.")
    build_site(site.project(), NOW, Announced())
    told = [
        path for path in site.project().output.rglob("*")
        if path.is_file() and path.suffix in {".html", ".atom", ".rss", ".json", ".xml"}
    ]  # fmt: skip
    texts = {path: path.read_text(encoding="utf-8") for path in told}
    assert not [path for path, text in texts.items() if "555-0142" in text or "5550142" in text]
    assert sum("555-0199" in text for text in texts.values()) > 5


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Ring 802.555.0178.", "{{ location.mill-pond.phone }}"),
        ("Fax (802) 555-0143.", "{{ practice.fax }} or {{ location.larkfield.fax }}"),
        ("Park at 120 orchard road.", "{{ location.larkfield.address }}"),
        ("Ask privacy@larkfield.example.", "{{ practice.privacy_officer }}"),
    ],
)
def test_a_fact_typed_by_hand_is_told_with_what_to_write(
    site: SmallSite, words: str, wanted: str
) -> None:
    """The warning stands at the words and names the placeholder."""
    path = site.post("flu", body=words)
    project = site.project()
    report = check_paths([path], project.practice, project.consents, NOW, project.content)
    (found,) = [one for one in report.findings if one.code == "BOD004"]
    line = path.read_text(encoding="utf-8").splitlines()[found.line - 1]
    assert line[: found.column - 1] + found.matched in line
    assert found.matched in words
    assert wanted in found.message
    assert found.severity == "warning"


def test_the_sample_types_no_fact_twice(site: SmallSite) -> None:
    """Its pages use the placeholders, so the rule is quiet."""
    project = site.project()
    report = check_paths(
        [project.content], project.practice, project.consents, NOW, project.content
    )
    assert [one for one in report.findings if one.code == "BOD004"] == []
