"""`announce_at`, `reshare` and `corrections` as authors write them, and what they are told of mistakes."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bedside.frontmatter import FrontMatter, parse, split

ZONE = ZoneInfo("America/New_York")


def read(*lines: str) -> tuple[FrontMatter | None, list[str]]:
    """Read a header with these lines; return its record and what is said of it."""
    text = "---\ntitle: A\n" + "".join(f"{line}\n" for line in lines) + "---\nText\n"
    meta, _, _, mistakes = parse(split(text), Path("a.md"), text, ZONE)
    return meta, [f"{one.line}: {one.key}: {one.what}: {one.fix}" for one in mistakes]


def test_a_time_is_the_practices_own_and_may_differ_by_account() -> None:
    """One for all, or one for each account by its id."""
    meta, said = read("announce_at: 2027-03-01 09:00")
    nine = datetime(2027, 3, 1, 9, tzinfo=ZONE)
    assert (said, meta.announce_at if meta else None) == ([], {"": nine})
    meta, said = read("announce_at:", "  mastodon: 2027-03-01 09:00", "  bluesky: 2027-03-02T09:00")
    assert said == []
    assert meta
    assert meta.announce_at == {"mastodon": nine, "bluesky": nine.replace(day=2)}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("reshare: [2027-03, 2027-09]",), {"2027-03": "", "2027-09": ""}),
        (("reshare: 2027-03",), {"2027-03": ""}),
        (("reshare: evergreen",), {"evergreen": ""}),
        (("reshare:", "  2027-03: Still time for a flu shot.", "  2027-09:"),
         {"2027-03": "Still time for a flu shot.", "2027-09": ""}),
    ],
)  # fmt: skip
def test_months_may_have_words_of_their_own(
    lines: tuple[str, ...], expected: dict[str, str]
) -> None:
    """A list, one month, evergreen, or months with words."""
    meta, said = read(*lines)
    assert (said, meta.reshare if meta else None) == ([], expected)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("reshare: [2027-13]", "is not a month: write it as 2027-03, or evergreen"),
        ("reshare: next spring", "is not a month: write it as 2027-03, or evergreen"),
        ("announce_at: soon", "is not a date: write it as 2026-11-01, or 2026-11-01 09:00"),
        ("corrections: [{date: 2026-11-20}]", "text: missing: add it"),
    ],
)
def test_a_mistake_is_answered_with_the_way_to_write_it(line: str, expected: str) -> None:
    """In plain words, with its line."""
    _, said = read(line)
    assert len(said) == 1
    assert said[0].startswith("3: ")
    assert expected in said[0]
