"""The report on a screen: grouped by file, underlined, masked, as wide as the screen."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.growth import grows_with_its_length

from bedside.checks.engine import check_paths
from bedside.checks.findings import by_weight
from bedside.checks.model import Report, Severity, Tier
from bedside.checks.report.markdown import MOST, markdown_report
from bedside.checks.report.plain import plain_report
from bedside.checks.report.terminal import MASK, terminal_lines
from bedside.consents import Consents
from bedside.files import read_text
from bedside.text import nfc

KEY = b"a-key-for-tests-only-0123456789"


def rows(report: Report, width: int = 80, *, show: bool = False, key: bytes = b"") -> list[str]:
    def read(path: Path) -> str:
        return nfc(read_text(path))

    return [line.text for line in terminal_lines(report, read, width, show=show, key=key)]


def check(text: str, folder: Path, now: datetime, name: str = "a.md") -> Report:
    (folder / name).write_text(text, encoding="utf-8")
    return check_paths([folder], None, Consents(), now)


def test_the_place_is_underlined_and_its_words_masked(tmp_path: Path, now: datetime) -> None:
    """The line stands there with one fixed mask for every value, and marks right below it."""
    said = rows(check("Wash.\n\nIt was 219-09-9999, then 219-09-9999.\n", tmp_path, now))
    at = next(index for index, row in enumerate(said) if MASK in row)
    assert said[at] == f"      It was {MASK}, then {MASK}."
    assert said[at + 1] == "             ^^^^"
    assert not [row for row in said if "219" in row or "9999" in row]


@pytest.mark.parametrize("value", ["2&#49;9-09-9999", "219&shy;-09-9999", "２１９-09-9999"])
def test_nothing_of_a_disguised_value_is_left(value: str, tmp_path: Path, now: datetime) -> None:
    """Entities, hidden signs and full-width digits are masked whole."""
    said = rows(check(f"It was {value} then.\n", tmp_path, now))
    assert f"      It was {MASK} then." in said


def test_other_values_in_the_line_are_masked_too(tmp_path: Path, now: datetime) -> None:
    """The line of one finding shows nothing of another, nor of what was allowed."""
    text = "My patient Zbigniew Doe came in last week, SSN 219-09-9999.\n"
    said = rows(check(text, tmp_path, now))
    assert [row for row in said if MASK in row]
    assert not [row for row in said if "Zbigniew" in row or "Doe" in row or "219" in row]


def test_show_prints_what_the_registry_needs(tmp_path: Path, now: datetime) -> None:
    """With --show the words stand there, with a key also the entry for each occurrence."""
    said = rows(check("It was 219-09-9999.\n", tmp_path, now), show=True, key=KEY)
    assert "      found: 219-09-9999" in said
    assert {'      code = "PHI007"', '      uid = "a.md"', '      surface = "body"'} <= set(said)
    assert [row for row in said if row.startswith("      hmac = ")]
    assert KEY.decode() not in "\n".join(said)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_screen(width: int, tmp_path: Path, now: datetime) -> None:
    """Long lines are cut around the place, messages wrapped; wide letters count double."""
    long = "看病 " * 40 + "It was 219-09-9999 " + "then " * 40
    said = rows(check(f"{long}\n", tmp_path, now), width)
    wide = [row for row in said if cell_len(row) > width and str(tmp_path) not in row]
    assert wide == []
    mark = next(index for index, row in enumerate(said) if row.strip() == "^^^^")
    at = said[mark].index("^")
    before = next(n for n in range(len(said[mark - 1])) if cell_len(said[mark - 1][:n]) == at)
    assert said[mark - 1][before:].startswith(MASK)


def test_findings_stand_under_their_file(tmp_path: Path, now: datetime) -> None:
    """Each file is named once, its findings below it, one summary at the end."""
    check("It was 219-09-9999.\n\nAnd 219-09-9998.\n", tmp_path, now, "a.md")
    said = rows(check("It was 219-09-9999.\n", tmp_path, now, "b.md"))
    assert [row for row in said if row.endswith(".md")] == [
        str(tmp_path / name) for name in ("a.md", "b.md")
    ]
    ends = [row for row in said if "checked:" in row]
    assert ends == ["2 files checked: 3 errors; 3 findings stop publishing."]


def test_a_line_moves_no_cursor(tmp_path: Path, now: datetime) -> None:
    """An escape sign in a post is shown as a blank, so that no text repaints the screen."""
    said = rows(check("\x1b[2J It was 219-09-9999.\n", tmp_path, now))
    assert not [row for row in said if "\x1b" in row]


def test_a_line_of_a_whole_book_is_cut_at_once(tmp_path: Path, now: datetime) -> None:
    """Of a very long line only the neighbourhood is drawn, its cut ends marked."""

    def checked(words: int) -> Report:
        book = "word " * words + "It was 219-09-9999." + " word" * words
        return check(book, tmp_path, now)

    reports = {words: checked(words) for words in (5_000, 20_000)}
    assert grows_with_its_length(lambda words: rows(reports[words]), 20_000)
    said = rows(reports[20_000])
    (row,) = [one for one in said if MASK in one]
    assert row.startswith("      …")
    assert len(row) <= 80


def test_what_identifies_somebody_stands_first(tmp_path: Path, now: datetime) -> None:
    """Within a file the report goes by weight, on a screen, in a pipe and in a comment."""
    story = "My patient told me that she cried when we found her cancer. She went home."
    report = check(f"{story}\n\nIt was 219-09-9999.\n", tmp_path, now)
    assert {one.line: one.tier for one in report.findings} == {1: Tier.HOLD, 3: Tier.BLOCK}
    assert [one.line for one in report.findings][-1] == by_weight(report.findings)[0].line == 3
    for said in ("\n".join(rows(report)), plain_report(report), markdown_report(report)):
        assert said.index("PHI007") < said.index(report.findings[0].code), said


def test_a_comment_leaves_out_what_stops_nothing(tmp_path: Path, now: datetime) -> None:
    """Where there are more findings than a comment has rows, the errors are among the rows."""
    report = check("It was 219-09-9999.\n", tmp_path, now, "z.md")
    mild = tuple(
        replace(report.findings[0], code="TXT010", severity=Severity.WARNING, path=Path(f"a{number:02}.md"))
        for number in range(MOST)
    )  # fmt: skip
    assert "PHI007" in markdown_report(replace(report, findings=(*mild, *report.findings)))


def test_a_table_file_shows_its_own_lines_and_none_of_its_words(
    tmp_path: Path, now: datetime
) -> None:
    """A row's line is the file's, also behind empty rows and cells of two lines."""
    text = 'name,note\n\nWash,hands\n"Eat\nwell",apples\nCall,ssn 219-09-9999\n'
    (tmp_path / "content/files").mkdir(parents=True)
    file = tmp_path / "content/files/a.csv"
    file.write_text(text)
    report = check_paths([file], None, Consents(), now, tmp_path / "content")
    assert [(one.code, one.line) for one in report.findings] == [("PHI007", 6)]
    assert not [row for row in rows(report) if "219" in row or "hands" in row]


def test_a_folded_line_of_a_calendar_is_found_where_it_begins(
    tmp_path: Path, now: datetime
) -> None:
    """RFC 5545 folds long lines: the place is the first of them."""
    (tmp_path / "content/files").mkdir(parents=True)
    file = tmp_path / "content/files/a.ics"
    file.write_bytes(
        b"BEGIN:VEVENT\r\nSUMMARY:A walk\r\n together\r\nNOTE:ssn 219-\r\n 09-9999\r\n"
    )
    report = check_paths([file], None, Consents(), now, tmp_path / "content")
    assert [(one.code, one.line) for one in report.findings] == [("PHI007", 4)]
