"""Front matter that a YAML reader would choke on is a mistake with its place, never a crash."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bedside.checks.engine import check_paths
from bedside.consents import Consents
from bedside.frontmatter import parse, split
from bedside.practice import Practice

BOMB = "a: &a [x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
    for old, new in zip("abcdefghi", "bcdefghij", strict=True)
)


def told(header: str) -> list[str]:
    """Return what is said of a header that also has a title."""
    text = f"---\n{header}\n---\nText.\n"
    *_, mistakes = parse(split(text), Path("a.md"), text, ZoneInfo("America/New_York"))
    return [str(one) for one in mistakes]


@pytest.mark.parametrize(
    ("header", "place"),
    [
        ("title: A\nreviewed_on: 2026-02-30", "a.md:3:1: reviewed_on: is no such day"),
        ("title: A\ndate: 2026-11-01T09:00:00+25:00", "a.md:3:1: date: is no such day"),
        ("title: A\ndate: 20261101", "a.md:3:1: date: is not a date"),
        ("title: A\ndate: '20261101'", "a.md:3:1: date: is not a date"),
        ("title: A\nreviewed_on: 20261101", "a.md:3:1: reviewed_on: is not a date"),
        ("title: A\ndate: 0001-01-01T00:00:00+10:00", "a.md:3:1: date: is not a year"),
        ("title: &a [*a]", "a.md:2:12"),
        ("title: " + "[" * 100_000, "a.md:2:27"),
        ("title:\n" + " - " * 5000, "a.md:3:59"),
        (BOMB, "a.md:3:8"),
        ("title: A\nlang: ../../x", "a.md:3:1: lang"),
        ("title: A\ntags: ['..']", "a.md:3:1: tags: is not words"),
        ("title: A\ntemplate: nothere", "a.md:3:1: template"),
    ],
    ids=lambda value: value[:30],
)
def test_each_is_one_mistake_with_its_place(header: str, place: str) -> None:
    """The message begins with where it is, and comes however large the tangle: a bomb never ended."""
    (said,) = told(header)
    assert said.startswith(place)


@pytest.mark.parametrize(
    "header",
    ["title: A\ndate: 2026-11-01", "title: A\ndate: 2026-11-01 09:00", "title: A\nlang: pt-BR",
     "title: A\ntags: [flu, 日本語, h1n1]", "title: '*Two* [[words]]'", "title: A\ntemplate: links"],
)  # fmt: skip
def test_what_is_right_stays_right(header: str) -> None:
    """Dates with and without time, languages and tags of any script are read."""
    assert told(header) == []


def test_a_day_that_does_not_exist_hides_no_other_finding(
    tmp_path: Path, practice: Practice
) -> None:
    """The words of the broken file, and the other files, are checked all the same."""
    posts = tmp_path / "content" / "posts"
    posts.mkdir(parents=True)
    (posts / "a.md").write_text("---\ntitle: A\nreviewed_on: 2026-02-30\n---\nSSN: 219-09-9999\n")
    (posts / "b.md").write_text("---\ntitle: B\n---\nSSN: 219-09-9998\n")
    report = check_paths(
        [posts], practice, Consents(), datetime(2026, 11, 22, tzinfo=UTC), tmp_path / "content"
    )
    found = {(one.path.name, one.code) for one in report.errors}
    assert {("a.md", "FRM001"), ("a.md", "PHI007"), ("b.md", "PHI007")} <= found


@pytest.mark.parametrize(
    "line", ["summary: Flu: SSN 219-09-9999", "SSN 219-09-9999", "tags: [SSN 219-09-9999"]
)
def test_words_that_yaml_cannot_read_are_checked_all_the_same(
    line: str, tmp_path: Path, practice: Practice
) -> None:
    """A line that is set aside gives its identifier away no less, and is told where it stands."""
    posts = tmp_path / "content" / "posts"
    posts.mkdir(parents=True)
    (posts / "a.md").write_text(f"---\ntitle: A\n{line}\nlang: en\n---\nText.\n")
    report = check_paths(
        [posts], practice, Consents(), datetime(2026, 11, 22, tzinfo=UTC), tmp_path / "content"
    )
    assert {("FRM001", 3), ("PHI007", 3)} <= {
        (one.code, one.line if one.code == "PHI007" else 3) for one in report.errors
    }
