"""Evidence: lines are only added, and a line that was edited, removed or cut off is noticed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.conftest import SmallSite
from tests.consents.conftest import FLAGS, Run

from bedside.errors import BedsideError
from bedside.evidence.chain import append, read_evidence

WHEN = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return evidence of three lines."""
    for number in range(3):
        append(tmp_path, WHEN, "receipt", f"R{number}", {"rules": number})
    return tmp_path


def test_what_was_added_is_read_back(folder: Path) -> None:
    """Number, time, kind, subject and facts; nothing is wrong."""
    found = read_evidence(folder)
    assert [(one.number, one.subject, one.facts) for one in found.entries] == [
        (1, "R0", {"rules": 0}), (2, "R1", {"rules": 1}), (3, "R2", {"rules": 2}),
    ]  # fmt: skip
    assert found.entries[0].at == WHEN
    assert found.problems == ()


@pytest.mark.parametrize(
    "harm",
    [
        lambda rows: [rows[0].replace('"rules": 0', '"rules": 9'), *rows[1:]],
        lambda rows: [*rows[:2], rows[2].replace('"rules": 2', '"rules": 9')],
        lambda rows: [rows[0], rows[2]],
        lambda rows: rows[1:],
        lambda rows: rows[:2],
        lambda _: [],
        lambda rows: [rows[1], rows[0], rows[2]],
        lambda rows: [*rows, "not ours"],
        lambda rows: [*rows[:2], rows[2], rows[2]],
    ],
    ids=["edited", "last edited", "one out", "first out", "last out", "all out", "swapped", "foreign", "twice"],
)  # fmt: skip
def test_a_harmed_file_is_noticed(folder: Path, harm: object) -> None:
    """Whatever was done to the lines, it is said, and nothing more is added."""
    assert callable(harm)
    path = folder / "evidence.jsonl"
    path.write_text("".join(f"{row}\n" for row in harm(path.read_text().splitlines())))
    assert read_evidence(folder).problems
    with pytest.raises(BedsideError):
        append(folder, WHEN, "receipt", "R3", {})


def test_a_run_killed_between_line_and_head(folder: Path) -> None:
    """One line more than the head knows, tied to it, is no harm: the next run goes on."""
    head = folder / "head.json"
    before = head.read_text()
    append(folder, WHEN, "receipt", "R3", {})
    head.write_text(before)
    assert read_evidence(folder).problems == ()
    append(folder, WHEN, "receipt", "R4", {})
    assert read_evidence(folder).problems == ()


def test_evidence_holds_no_words_of_the_form(site: SmallSite, story: Path, run: Run) -> None:
    """Ids, days and hashes stand there; what a person typed does not."""
    assert story.exists()
    run("consent", "add", *FLAGS)
    text = (site.root / "evidence" / "evidence.jsonl").read_text()
    assert "2027-11-01" in text
    assert "wrist" not in text
    assert "Cabinet" not in text


def test_what_was_entered_cannot_be_edited_or_dropped(
    site: SmallSite, story: Path, run: Run
) -> None:
    """`bedside check` refuses a longer end, a wider scope and a missing entry, each by id."""
    assert story.exists()
    run("consent", "add", *FLAGS)
    file = site.root / "consents.toml"
    whole = file.read_text()
    assert run("check").return_value == 0
    for old, new in (("2027-11-01", "2029-11-01"), ('"social"]', '"social", "print"]')):
        head, sep, tail = whole.rpartition("[[consents]]")
        file.write_text(head + sep + tail.replace(old, new))
        refused = run("check")
        assert refused.return_value == 1
        assert "CON008" in refused.output
    file.write_text(whole.rpartition("[[consents]]")[0])
    assert "is gone from consents.toml" in run("check").output
