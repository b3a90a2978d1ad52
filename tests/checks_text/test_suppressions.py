"""What may be allowed in the text, what only in the registry, and that both are said."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import SmallSite

from bedside.building import Announced, build_site
from bedside.checks.allowed import KEY_VARIABLE, Target, fingerprint, load_allowed
from bedside.checks.engine import check_paths
from bedside.checks.model import Report
from bedside.consents import Consents
from bedside.errors import BedsideError, ChecksFailed, PracticeError

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
    assert "PHI002 allowed by elena-marsh until 2027-01-31: he asked for it" in str(
        report.suppressions[0]
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


@pytest.mark.parametrize("said", ["Walt Kowalczyk", "Our greeter"])
def test_a_story_under_a_whole_name_is_allowed_in_the_registry_alone(
    said: str, tmp_path: Path, now: datetime
) -> None:
    """A comment may say that nobody real is meant, but not of somebody who is called by name."""
    comment = ALLOW.replace("PHI002", "PHI103")
    told = f"{said} carved the sign over our door while the chemo dripped, one letter a visit."
    report = check(f"{comment}\n\n{told}\n", tmp_path, now)
    found = {one.code for one in report.findings} & {"SUP005", "PHI103"}
    assert found == ({"SUP005", "PHI103"} if said != "Our greeter" else set())


def registry(
    folder: Path,
    matched: str,
    *,
    code: str = "PHI004",
    expires: str = "2027-06-30",
    second: str = "Priya Raman",
    uid: str = "posts/post.md",
    surface: str = "body",
    occurrence: int = 1,
) -> None:
    mac = fingerprint(KEY.encode(), Target(code, uid, surface, occurrence), matched)
    (folder / "allowed.toml").write_text(
        f'[[allowed]]\ncode = "{code}"\nuid = "{uid}"\nsurface = "{surface}"\n'
        f'occurrence = {occurrence}\nhmac = "{mac}"\nowner = "Elena Marsh"\nsecond = "{second}"\n'
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
    assert "allowed in allowed.toml by Elena Marsh and Priya Raman" in str(report.suppressions[0])
    assert "0199" not in str(report.suppressions[0])
    longer = codes(check("Ring 617-555-0199 x22 for it.\n", tmp_path, now))
    assert longer == ["SUP010", "PHI004"]


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
    assert codes(check("Ring 617-555-0199 for it.\n", tmp_path, now)) == ["SUP009", "PHI004"]


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


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"uid": "posts/other.md"},
        {"surface": "title"},
        {"code": "PHI005"},
        {"occurrence": 2},
    ],
)
def test_an_entry_holds_in_its_own_place_only(
    elsewhere: dict[str, Any], tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another document, surface, rule or occurrence of the same number is not allowed by it."""
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    registry(tmp_path, "617-555-0199", **elsewhere)
    assert "PHI004" in codes(check("Ring 617-555-0199 for it.\n", tmp_path, now))


def test_the_second_occurrence_needs_an_entry_of_its_own(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever writes the number once more is asked once more; line breaks above change nothing."""
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    registry(tmp_path, "617-555-0199")
    twice = "\n\nRing 617-555-0199 for it.\n\nRing 617-555-0199 at night.\n"
    found = [one for one in check(twice, tmp_path, now).findings if one.code == "PHI004"]
    assert [(one.line, one.spots[0].occurrence) for one in found] == [(5, 2)]


def test_an_entry_moved_to_another_place_is_void(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hash covers the place: rewriting the entry's uid does not carry it to another document."""
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    registry(tmp_path, "617-555-0199", uid="posts/other.md")
    file = tmp_path / "allowed.toml"
    file.write_text(file.read_text().replace("posts/other.md", "posts/post.md"))
    assert codes(check("Ring 617-555-0199 for it.\n", tmp_path, now)) == ["SUP010", "PHI004"]


def test_another_key_allows_nothing(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hash made with another key matches nothing."""
    registry(tmp_path, "617-555-0199")
    monkeypatch.setenv(KEY_VARIABLE, KEY[::-1])
    assert "PHI004" in codes(check("Ring 617-555-0199 for it.\n", tmp_path, now))


def test_entries_for_nothing_and_for_no_rule_are_findings(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An entry that nothing needs, one that ended and one for no rule are said, with their line."""
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    registry(tmp_path, "617-555-0199")
    report = check("Wash your hands.\n", tmp_path, now)
    (found,) = (one for one in report.findings if one.code.startswith("SUP"))
    assert (found.code, found.path.name, found.line) == ("SUP010", "allowed.toml", 1)
    registry(tmp_path, "617-555-0199", expires="2026-11-21")
    assert codes(check("Wash your hands.\n", tmp_path, now)) == ["SUP009"]
    registry(tmp_path, "617-555-0199", code="PHI777")
    assert "SUP008" in codes(check("Wash your hands.\n", tmp_path, now))


def test_an_entry_for_a_document_not_read_is_not_judged(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Checking one file says nothing of entries for others; checking all of them does."""
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    registry(tmp_path, "617-555-0199", uid="posts/gone.md")
    assert codes(check("Wash your hands.\n", tmp_path, now)) == []
    content = tmp_path / "content"
    whole = check_paths([content], None, Consents(), now, content)
    assert [one.code for one in whole.findings if one.code.startswith("SUP")] == ["SUP010"]


def test_two_spellings_of_one_person_are_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A title, a slug or a bare surname does not make a second person."""
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    for second in ("Dr. Elena Marsh, MD", "elena-marsh", "Marsh"):
        registry(tmp_path, "617-555-0199", second=second)
        with pytest.raises(PracticeError, match="same person"):
            load_allowed(tmp_path)


def test_a_short_key_is_refused_without_being_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key that could be guessed stops the check; no message holds it."""
    monkeypatch.setenv(KEY_VARIABLE, "tooshort")
    registry(tmp_path, "617-555-0199")
    with pytest.raises(BedsideError, match="too short") as raised:
        load_allowed(tmp_path)
    assert "tooshort" not in str(raised.value)


def test_one_line_can_be_allowed_alone(tmp_path: Path, now: datetime) -> None:
    """`allow-line` covers the next line; the one after stays a finding."""
    line = ALLOW.replace("allow ", "allow-line ")
    other = TOWN.replace("Springfield", "Shelbyville")
    assert codes(check(f"{line}\n{TOWN}\n", tmp_path, now)) == []
    found = check(f"{line}\n{TOWN}\n{other}\n", tmp_path, now).findings
    assert [(one.code, one.line) for one in found if one.code == "PHI002"] == [("PHI002", 3)]


def test_what_was_refused_is_not_listed_as_allowed(tmp_path: Path, now: datetime) -> None:
    """The list of what was allowed holds nothing that stays a finding."""
    comment = ALLOW.replace("PHI002", "PHI007")
    assert check(f"{comment}\n\nIt was 219-09-9999.\n", tmp_path, now).suppressions == ()


STORY = "He came in with a broken wrist, was seen the same day, and went home with a cast. He is well today."


def test_practice_toml_has_comments_of_its_own(site: SmallSite, now: datetime) -> None:
    """`# bedside: allow-line` above a value lets it stand, in the file and on every page, and is listed."""
    file = site.root / "practice.toml"
    facts = file.read_text(encoding="utf-8")
    line = next(one for one in facts.splitlines() if one.startswith("description = "))
    file.write_text(facts.replace(line, f'description = "{STORY}"'), encoding="utf-8")
    with pytest.raises(ChecksFailed) as failed:
        build_site(site.project(), now, Announced())
    held = {one.code for one in failed.value.findings}
    assert held
    comments = "".join(
        f'# bedside: allow-line {code} reason="he is our founder" by="elena-marsh" until=2027-01-31\n'
        for code in sorted(held)
    )
    file.write_text(facts.replace(line, f'{comments}description = "{STORY}"'), encoding="utf-8")
    site.post("rest")
    build_site(site.project(), now, Announced())
    receipt = (site.root / "build" / "receipt.json").read_text(encoding="utf-8")
    assert all(f"{code} allowed by elena-marsh" in receipt for code in held)


def test_comments_above_each_other_allow_the_same_block(tmp_path: Path, now: datetime) -> None:
    """One comment for each of several rules, with or without a blank line between them."""
    more = ALLOW.replace("PHI002", "PHI101")
    assert codes(check(f"{ALLOW}\n\n{more}\n\n{TOWN}\n", tmp_path, now)).count("PHI002") == 0
    assert codes(check(f"{ALLOW}\n{more}\n{TOWN}\n", tmp_path, now)).count("PHI002") == 0
    assert "PHI002" in codes(check(f"{ALLOW}\n{more}\n\nWash.\n\n{TOWN}\n", tmp_path, now))
