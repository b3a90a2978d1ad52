"""An event has a time of day: without one readers would be told midnight."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bedside.frontmatter import parse, split

ZONE = ZoneInfo("America/New_York")


def mistakes(starts: str, ends: str = "2026-12-12 12:00") -> list[tuple[str, str]]:
    """Return key and words of each mistake in an event's times."""
    text = f"---\ntitle: A\nevent:\n  starts: {starts}\n  ends: {ends}\n---\nText.\n"
    return [
        (one.key, f"{one.what}: {one.fix}")
        for one in parse(split(text), Path("a.md"), text, ZONE)[3]
    ]


@pytest.mark.parametrize(
    "starts", ["2026-12-12", "'2026-12-12'", "2026-12-12 10.00", "2026-12-12 10", "2026-12-12 9:00"]
)
def test_a_day_alone_is_refused(starts: str) -> None:
    """The message says how to write it, and never offers the day alone."""
    [(key, said)] = mistakes(starts)
    assert key == "event.starts"
    assert "write it as 2026-11-01 09:00" in said
    assert "2026-11-01," not in said


@pytest.mark.parametrize("starts", ["2026-12-12 09:00", "'2026-12-12 09:00'", "2026-12-12T09:00"])
def test_a_day_with_its_time_is_taken(starts: str) -> None:
    """With a space or a T, quoted or not."""
    assert mistakes(starts) == []
