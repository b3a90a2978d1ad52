"""A file that cannot be read is a finding of its own; the others are checked."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.growth import grows_with_its_length

from bedside.checks.engine import check_paths
from bedside.consents import Consents
from bedside.practice import Practice
from bedside.source import LONGEST

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("data", "what"), [(b"---\ntitle: \xff\n---\n", "not UTF-8"), (b"A " * LONGEST, "is longer")]
)
@pytest.mark.parametrize("inside", [True, False])
def test_one_unreadable_file_does_not_hide_the_rest(
    tmp_path: Path, practice: Practice, data: bytes, what: str, *, inside: bool
) -> None:
    """Inside a practice and outside it, the file is an error and the next one is read."""
    posts = tmp_path / "content" / "posts"
    posts.mkdir(parents=True)
    (posts / "a.md").write_bytes(data)
    (posts / "b.md").write_text("---\ntitle: B\n---\nSSN: 219-09-9998\n")
    content = tmp_path / "content" if inside else None
    report = check_paths([posts], practice if inside else None, Consents(), NOW, content)
    errors = {(one.path.name, one.code): one.message for one in report.errors}
    assert what in errors["a.md", "FRM001"]
    assert ("b.md", "PHI007") in errors


def test_a_broken_neighbour_does_not_stop_the_check_of_one_file(
    tmp_path: Path, practice: Practice
) -> None:
    """Uids are compared with the files beside it, of which one may be no text."""
    posts = tmp_path / "content" / "posts"
    posts.mkdir(parents=True)
    (posts / "a.md").write_bytes(b"---\ntitle: \xff\n---\n")
    (posts / "b.md").write_text("---\ntitle: B\nuid: 01M2G01H40W17445TDPQJBWKWC\n---\nText.\n")
    report = check_paths([posts / "b.md"], practice, Consents(), NOW, tmp_path / "content")
    assert report.checked == 1
    assert "FRM003" not in {one.code for one in report.findings}


def test_tags_that_never_end_are_read_as_fast_as_others(tmp_path: Path) -> None:
    """Forty thousand open tags took minutes once."""
    path = tmp_path / "a.md"

    def check(count: int) -> None:
        path.write_text("<a " * count)
        check_paths([path], None, Consents(), NOW)

    assert grows_with_its_length(check, 40_000)
