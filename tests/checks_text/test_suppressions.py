"""What may be allowed in the text, what only in the registry, and that both are said."""

from datetime import date, datetime
from pathlib import Path

import pytest

from bedside.checks.allowed import KEY_VARIABLE, fingerprint, load_allowed
from bedside.checks.engine import check_paths
from bedside.checks.model import Report
from bedside.consents import Consents
from bedside.errors import BedsideError, PracticeError

ALLOW = '<!-- bedside: allow PHI002 reason="he asked for it" by="elena-marsh" until=2027-01-31 -->'
TOWN = "Our patient lives in Springfield with two cats."
KEY = "a-key-for-tests-only-0123456789"


def check(text: str, folder: Path, now: datetime) -> Report:
    path = folder / "content" / "posts" / "post.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return check_paths([path], None, Consents(), now, folder / "content")


def codes(report: Report) -> list[str]:
    return [one.code for one in report.findings if one.code.startswith(("PHI0", "SUP"))]


def test_the_next_block_is_allowed(tmp_path: Path, now: datetime) -> None:
    """A comment on its own line allows its code in the block below, and is listed."""
    report = check(f"{ALLOW}\n\n{TOWN}\n", tmp_path, now)
    assert codes(report) == []
    assert (
        "PHI002 allowed by elena-marsh until 2027-01-31: he asked for it" in report.suppressions[0]
    )


def test_only_the_next_block_is_allowed(tmp_path: Path, now: datetime) -> None:
    """The block after the next one is not covered."""
    report = check(f"{ALLOW}\n\nWash.\n\n{TOWN}\n", tmp_path, now)
    assert codes(report) == ["SUP004", "PHI002"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (ALLOW.replace("PHI002", "PHI777"), "SUP001"),
        (ALLOW.replace("allow", "ignore"), "SUP001"),
        (ALLOW.replace('by="elena-marsh" ', ""), "SUP002"),
        (ALLOW.replace('reason="he asked for it"', 'reason=""'), "SUP002"),
        (ALLOW.replace("2027-01-31", "soon"), "SUP002"),
        (ALLOW.replace("2027", "2025"), "SUP003"),
    ],
)
def test_wrong_comments_allow_nothing(wrong: str, code: str, tmp_path: Path, now: datetime) -> None:
    """An unknown, incomplete or expired comment is a finding, and what it meant stays one."""
    found = codes(check(f"{wrong}\n\n{TOWN}\n", tmp_path, now))
    assert code in found
    assert "PHI002" in found


def test_direct_identifiers_stay(tmp_path: Path, now: datetime) -> None:
    """The text cannot allow a Social Security number or a name."""
    comment = ALLOW.replace("PHI002", "PHI007")
    assert codes(check(f"{comment}\n\nIt was 219-09-9999.\n", tmp_path, now)) == [
        "SUP005",
        "PHI007",
    ]


def registry(
    folder: Path,
    matched: str,
    *,
    code: str = "PHI004",
    expires: str = "2027-06-30",
    second: str = "Priya Raman",
) -> None:
    mac = fingerprint(KEY.encode(), code, matched)
    (folder / "allowed.toml").write_text(
        f'[[allowed]]\ncode = "{code}"\nhmac = "{mac}"\nowner = "Elena Marsh"\nsecond = "{second}"\n'
        f'reason = "the number of the food shelf"\ndate = 2026-11-01\nexpires = {expires}\n'
    )


def test_registry_allows_exactly_one(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An entry lets its own number through, however it is written, and no longer one."""
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    registry(tmp_path, "617-555-0199")
    report = check("Ring 617-555-0199 for it.\n", tmp_path, now)
    assert codes(report) == []
    assert "allowed in allowed.toml by Elena Marsh and Priya Raman" in report.suppressions[0]
    assert "0199" not in report.suppressions[0]
    assert codes(check("Ring 617-555-0199 x22 for it.\n", tmp_path, now)) == ["PHI004"]


def test_john_does_not_let_john_doe_through(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An entry for a first name leaves the full name a finding."""
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    registry(tmp_path, "John", code="PHI001")
    assert "PHI001" in codes(check("My patient John Doe came in last week.\n", tmp_path, now))


def test_expired_entries_allow_nothing(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After its last day an entry is as if it were not there."""
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    registry(tmp_path, "617-555-0199", expires="2026-11-21")
    assert codes(check("Ring 617-555-0199 for it.\n", tmp_path, now)) == ["PHI004"]


def test_registry_needs_its_key_and_two_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entries without the key stop the check; one person alone cannot allow."""
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    registry(tmp_path, "617-555-0199")
    with pytest.raises(BedsideError, match=KEY_VARIABLE):
        load_allowed(tmp_path)
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    assert load_allowed(tmp_path).entries[0].expires == date(2027, 6, 30)
    assert KEY not in repr(load_allowed(tmp_path))
    registry(tmp_path, "617-555-0199", second="elena marsh")
    with pytest.raises(PracticeError, match="same person"):
        load_allowed(tmp_path)


def test_registry_entries_end_within_a_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What runs for longer is refused: nobody would look at it again."""
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    registry(tmp_path, "617-555-0199", expires="2027-11-02")
    assert load_allowed(tmp_path).entries
    registry(tmp_path, "617-555-0199", expires="2027-11-03")
    with pytest.raises(PracticeError, match="within a year of `date`"):
        load_allowed(tmp_path)


def test_a_value_read_both_ways_is_counted_once(tmp_path: Path, now: datetime) -> None:
    """A row of label and value is read down and across: it stays one place."""
    table = "| Field | Value |\n|---|---|\n| MRN | 4482913 |\n"
    messages = [one.message for one in check(table, tmp_path, now).findings]
    assert messages
    assert not [one for one in messages if "times" in one]
    twice = check(f"{table}\n{table}", tmp_path, now).findings
    assert any("(2 times)" in one.message for one in twice)
