"""A document of which nothing was said is settled until it, or anything that any rule asks for, changes."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bedside.checks import surroundings
from bedside.checks.engine import check_sources
from bedside.checks.model import Context, Report
from bedside.consents import Consents, load_consents
from bedside.practice import Practice
from bedside.source import read_source

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PLAIN = "---\ntitle: About us\nuid: 01KACYR0M0W000000000000001\n---\nWash your hands. Drink water. Rest.\n"


def check(root: Path, practice: Practice, now: datetime = NOW) -> Report:
    """Check the one page of a practice as a build does."""
    content = root / "content"
    source = read_source(content / "pages" / "about.md", content, practice.zone)
    file = root / "consents.toml"
    context = Context(
        practice=practice, consents=load_consents(file) if file.is_file() else Consents(), now=now
    )
    return check_sources([source], context, content=content, is_counted=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a practice's folder with one page and one picture."""
    for name in ("content/pages", "content/images"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "content/pages/about.md").write_text(PLAIN, encoding="utf-8")
    (tmp_path / "content/images/a.png").write_bytes(b"a")
    return tmp_path


def test_a_settled_document_is_asked_nothing(
    root: Path, practice: Practice, asked: list[str]
) -> None:
    """Not by the rules for consents, dates and pictures either; the report is the same."""
    first = check(root, practice)
    assert {"CON001", "REF003", "IMG012", "SUP001"} <= set(asked)
    assert not first.findings
    asked.clear()
    assert check(root, practice) == first
    assert asked == []


def _picture(root: Path) -> None:
    (root / "content/images/a.png").write_bytes(b"b")


def _same_size_and_time(root: Path) -> None:
    file = root / "content/images/a.png"
    before = file.stat()
    file.write_bytes(b"c")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _new_picture(root: Path) -> None:
    (root / "content/images/b.png").write_bytes(b"b")


def _list_beside(root: Path) -> None:
    (root / "retractions.csv").write_text("RetractionNature\n", encoding="utf-8")


def _words(root: Path) -> None:
    file = root / "content/pages/about.md"
    file.write_text(PLAIN.replace("Rest.", "Sleep."), encoding="utf-8")


@pytest.mark.parametrize(
    "change", [_picture, _same_size_and_time, _new_picture, _list_beside, _words]
)
def test_any_file_that_changed_unsettles(
    root: Path, practice: Practice, asked: list[str], change: object
) -> None:
    """A rule may have looked at it: nobody keeps book of which."""
    check(root, practice)
    asked.clear()
    assert callable(change)
    change(root)
    check(root, practice)
    assert "IMG012" in asked


def test_another_day_unsettles(root: Path, practice: Practice, asked: list[str]) -> None:
    """A review may be due, a consent may have ended."""
    check(root, practice)
    asked.clear()
    check(root, practice, NOW + timedelta(hours=2))
    assert asked == []
    check(root, practice, NOW + timedelta(days=1))
    assert "REF003" in asked


def test_another_reader_of_pictures_unsettles(
    root: Path, practice: Practice, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A better one may see what the last did not."""
    check(root, practice)
    asked.clear()
    monkeypatch.setattr(surroundings, "readers_now", lambda: ("another",))
    check(root, practice)
    assert "IMG013" in asked


def test_a_document_with_a_finding_is_never_settled(
    root: Path, practice: Practice, asked: list[str]
) -> None:
    """What was found is found every time."""
    file = root / "content/pages/about.md"
    file.write_text(PLAIN.replace("Rest.", "![](images/a.png)"), encoding="utf-8")
    first = check(root, practice)
    assert first.findings
    asked.clear()
    assert check(root, practice).findings == first.findings
    assert "IMG003" in asked
