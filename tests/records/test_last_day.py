"""A notice with a day and no time stands all that day where the practice is."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bedside.frontmatter import FrontMatter, parse, split
from bedside.post import Visibility, visibility

NEW_YORK = ZoneInfo("America/New_York")


def notice(expires: str, zone: ZoneInfo = NEW_YORK) -> FrontMatter:
    """Return the front matter of a notice that ends then."""
    text = f"---\ntitle: A\ndate: 2018-01-01\nexpires: {expires}\n---\nText.\n"
    meta, _, _, mistakes = parse(split(text), Path("a.md"), text, zone)
    assert meta is not None
    assert mistakes == []
    return meta


@pytest.mark.parametrize(
    ("day", "next_midnight"),
    [
        ("2026-12-24", "2026-12-25T00:00-05:00"),
        ("'2026-12-24'", "2026-12-25T00:00-05:00"),
        ("2026-11-01", "2026-11-02T00:00-05:00"),  # 25 hours long
        ("2027-03-14", "2027-03-15T00:00-04:00"),  # 23 hours long
    ],
)
def test_a_day_without_a_time_lasts_until_midnight(day: str, next_midnight: str) -> None:
    """It is shown up to the last second, is gone at midnight, and its page names that day."""
    meta, end = notice(day), datetime.fromisoformat(next_midnight)
    assert visibility(meta, end - timedelta(seconds=1)) is Visibility.PUBLISHED
    assert visibility(meta, end) is Visibility.EXPIRED
    assert meta.expires is not None
    assert meta.expires.astimezone(NEW_YORK).date().isoformat() == day.strip("'")


def test_the_last_hour_may_come_twice() -> None:
    """In Sao Paulo the clocks went back from midnight to 23:00 on 17 February 2018."""
    meta = notice("2018-02-17", ZoneInfo("America/Sao_Paulo"))
    end = datetime.fromisoformat("2018-02-18T00:00-03:00")
    assert visibility(meta, end - timedelta(seconds=1)) is Visibility.PUBLISHED
    assert visibility(meta, end) is Visibility.EXPIRED


@pytest.mark.parametrize("expires", ["2026-12-24 12:00", "'2026-12-24 12:00'", "2026-12-24 00:00"])
def test_a_time_means_that_time(expires: str) -> None:
    """Midnight too, when it is written."""
    hour = expires.strip("'").replace(" ", "T")
    end = datetime.fromisoformat(f"{hour}-05:00")
    meta = notice(expires)
    assert visibility(meta, end - timedelta(seconds=1)) is Visibility.PUBLISHED
    assert visibility(meta, end) is Visibility.EXPIRED
