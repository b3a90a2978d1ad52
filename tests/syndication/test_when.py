"""When an account may be posted to: windows, weekdays, quiet hours, caps, and clocks that change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.syndication.test_syndication_plan import SAMPLE

from bedside.practice import Account, Policies
from bedside.syndication.when import Times, next_free, shown, times_for

NEW_YORK = ZoneInfo("America/New_York")


def at(text: str, zone: ZoneInfo = NEW_YORK) -> datetime:
    """Read a local time; `*` after it means the second of two."""
    fold = int(text.endswith("*"))
    return datetime.fromisoformat(text.rstrip("*")).replace(tzinfo=zone, fold=fold).astimezone(UTC)


def times(**more: object) -> Times:
    """Return settings in New York."""
    return Times(zone=NEW_YORK, **more)  # type: ignore[arg-type]  # table


@pytest.mark.parametrize(
    ("given_times", "earliest", "expected"),
    [
        (times(), "2026-11-22 12:34", "2026-11-22 12:34"),
        (times(windows=("09:00-11:00", "16:00-17:00")), "2026-11-22 12:00", "2026-11-22 16:00"),
        (times(windows=("09:00-11:00",)), "2026-11-22 11:00", "2026-11-23 09:00"),
        (times(quiet_hours="21:00-07:00"), "2026-11-22 22:00", "2026-11-23 07:00"),
        (times(weekdays=("tuesday",)), "2026-11-22 12:00", "2026-11-24 00:00"),
        (times(weekdays=("tuesday",), windows=("09:00-11:00",)), "2026-11-24 11:30", "2026-12-01 09:00"),
        (times(windows=("06:00-08:00",), quiet_hours="21:00-07:00"), "2026-11-22 05:00", "2026-11-22 07:00"),
    ],
)  # fmt: skip
def test_the_first_open_moment_is_found(given_times: Times, earliest: str, expected: str) -> None:
    """Windows, weekdays and quiet hours, each by the practice's wall clock."""
    assert next_free(given_times, at(earliest), ()) == at(expected)


def test_a_days_cap_and_a_gap_move_a_post_on() -> None:
    """Two a day, half an hour between them: the third goes out tomorrow morning."""
    given_times = times(windows=("09:00-11:00",), per_day=2, gap=timedelta(minutes=30))
    taken: list[datetime] = []
    for expected in ("2026-11-22 09:00", "2026-11-22 09:30", "2026-11-23 09:00"):
        found = next_free(given_times, at("2026-11-22 08:00"), taken)
        assert found == at(expected)
        taken.append(found)


def test_settings_that_leave_no_time_are_said_not_searched_for_ever() -> None:
    """A window within the quiet hours never opens."""
    given_times = times(windows=("22:00-23:00",), quiet_hours="21:00-07:00")
    assert next_free(given_times, at("2026-11-22 08:00"), ()) is None


def test_a_time_in_the_hour_that_does_not_exist_is_an_hour_later() -> None:
    """On 2027-03-14 New York's clocks go from 02:00 to 03:00."""
    assert shown(at("2027-03-14 02:30"), NEW_YORK) == "Sun 2027-03-14 03:30 EDT"
    found = next_free(times(quiet_hours="21:00-02:30"), at("2027-03-13 22:00"), ())
    assert found == at("2027-03-14 03:00")
    window = next_free(times(windows=("02:15-02:45",)), at("2027-03-13 23:00"), ())
    assert window == at("2027-03-15 02:15")


def test_the_hour_that_comes_twice_is_open_twice_and_its_day_still_has_one_cap() -> None:
    """On 2026-11-01 New York has 01:15 in EDT and again in EST; one a day stays one a day."""
    twice = times(windows=("01:00-01:30",))
    assert not twice.closed(at("2026-11-01 01:15"))
    assert twice.closed(at("2026-11-01 01:45"))
    assert not twice.closed(at("2026-11-01 01:15*"))
    assert next_free(twice, at("2026-11-01 01:45"), ()) == at("2026-11-01 01:00*")
    capped = times(windows=("01:00-01:30",), per_day=1)
    first = at("2026-11-01 01:15")
    assert next_free(capped, first + timedelta(minutes=30), [first]) == at("2026-11-02 01:00")


def test_quiet_hours_hold_in_both_of_two_equal_hours() -> None:
    """Quiet until 01:30 is quiet at 01:10 both times."""
    quiet = times(quiet_hours="21:00-01:30")
    assert quiet.closed(at("2026-11-01 01:10"))
    assert quiet.closed(at("2026-11-01 01:10*"))
    assert not quiet.closed(at("2026-11-01 01:40"))


def test_another_zone_moves_the_moment_with_the_wall_clock() -> None:
    """09:00 in Denver is two hours after 09:00 in New York, also in the week their rules meet."""
    denver = ZoneInfo("America/Denver")
    for day in ("2026-11-01", "2027-03-14", "2027-07-01"):
        earliest = at(f"{day} 04:00")
        east = next_free(Times(zone=NEW_YORK, windows=("09:00-10:00",)), earliest, ())
        west = next_free(Times(zone=denver, windows=("09:00-10:00",)), earliest, ())
        assert east is not None
        assert west is not None
        assert west - east == timedelta(hours=2)
        assert (shown(east, NEW_YORK)[15:20], shown(west, denver)[15:20]) == ("09:00", "09:00")


def test_a_clock_that_was_set_back_finds_the_posts_ahead_of_it() -> None:
    """The gap counts both ways, and so does the day."""
    given_times = times(gap=timedelta(hours=1))
    sent = at("2026-11-22 12:00")
    assert given_times.full(at("2026-11-22 11:30"), [sent])
    assert next_free(given_times, at("2026-11-22 11:30"), [sent]) == at("2026-11-22 13:00")


def test_an_account_has_its_own_settings_before_the_policies() -> None:
    """What it leaves out is the practice's."""
    policies = Policies(windows=("09:00-10:00",), per_day=3, quiet_hours="21:00-07:00")
    house = SAMPLE.model_copy(update={"policies": policies})
    one = Account(id="m", platform="mastodon", handle="h", secret_env="X", per_day=1,
                  windows=("16:00-17:00",), gap_minutes=90)  # fmt: skip
    assert times_for(house, one) == Times(
        zone=SAMPLE.zone, windows=("16:00-17:00",), quiet_hours="21:00-07:00", per_day=1,
        gap=timedelta(minutes=90),
    )  # fmt: skip


SPANS = st.sampled_from(("00:00-01:30", "01:15-02:45", "09:00-11:00", "22:00-02:00"))


@settings(max_examples=80, deadline=None)
@given(
    hours=st.integers(0, 24 * 370), windows=st.lists(SPANS, max_size=2),
    quiet=st.sampled_from(("", "21:00-07:00", "01:30-02:30")), per_day=st.integers(1, 2),
    gap=st.integers(0, 300), taken=st.lists(st.integers(-48, 48), max_size=4),
)  # fmt: skip
def test_a_found_place_keeps_every_setting(
    hours: int, windows: list[str], quiet: str, per_day: int, gap: int, taken: list[int]
) -> None:
    """At any hour of a year with both changes of clock: open, not full, and nothing before it was."""
    earliest = at("2026-10-15 00:20") + timedelta(hours=hours)
    used = [earliest + timedelta(hours=one) for one in taken]
    some = (*windows, "09:00-11:00") if windows else ()  # one that no quiet hours cover
    given_times = times(windows=some, quiet_hours=quiet, per_day=per_day,
                        gap=timedelta(minutes=gap))  # fmt: skip
    found = next_free(given_times, earliest, used)
    assert found is not None
    assert found >= earliest
    assert not given_times.closed(found)
    assert not given_times.full(found, used)
    before = earliest
    while before < found:
        assert given_times.closed(before) or given_times.full(before, used)
        before += timedelta(minutes=15)
