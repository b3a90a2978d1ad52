"""When an account may be posted to: weekdays, windows, quiet hours, posts a day, the gap between two. Pure.

The wall clock decides: 09:00 is what the clock in the office shows. An hour that the clock skips in
spring is not there; an hour that comes twice in autumn is quiet, or open, both times.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bedside.practice import WEEKDAYS, Account, Practice

__all__ = ["Times", "next_free", "shown", "times_for"]

_HORIZON = 400  # days that are searched for a free place
_QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """One account's settings, the practice's policies where it has none of its own."""

    zone: ZoneInfo
    windows: tuple[str, ...] = ()
    weekdays: tuple[str, ...] = ()
    quiet_hours: str = ""
    per_day: int | None = None
    gap: timedelta = timedelta(0)

    def closed(self, moment: datetime) -> str:
        """Return why nothing may go out at `moment`, or an empty string."""
        local = moment.astimezone(self.zone)
        if self.weekdays and WEEKDAYS[local.weekday()] not in self.weekdays:
            return "not on this weekday"
        if self.windows and not any(_inside(one, local.time()) for one in self.windows):
            return "outside its windows"
        if self.quiet_hours and _inside(self.quiet_hours, local.time()):
            return "quiet hours"
        return ""

    def full(self, moment: datetime, taken: Collection[datetime]) -> str:
        """Return why there is no place beside the posts at `taken`, or an empty string.

        Both ways in time: a clock that was set back finds the posts of a moment ago ahead of it.
        """
        day = moment.astimezone(self.zone).date()
        same = sum(1 for one in taken if one.astimezone(self.zone).date() == day)
        if self.per_day is not None and same >= self.per_day:
            return f"{self.per_day} a day"
        if any(abs(moment - one) < self.gap for one in taken):
            return f"{int(self.gap.total_seconds() // 60)} minutes between two"
        return ""


def times_for(practice: Practice, account: Account) -> Times:
    """Return what holds for an account: its own settings before the policies."""
    policies = practice.policies

    def own(name: str) -> object:
        value = getattr(account, name)
        return getattr(policies, name) if value is None else value

    windows, weekdays, per_day = own("windows"), own("weekdays"), own("per_day")
    quiet_hours, gap = own("quiet_hours"), own("gap_minutes")
    return Times(
        zone=practice.zone,
        windows=windows if isinstance(windows, tuple) else (),
        weekdays=weekdays if isinstance(weekdays, tuple) else (),
        quiet_hours=quiet_hours if isinstance(quiet_hours, str) else "",
        per_day=per_day if isinstance(per_day, int) else None,
        gap=timedelta(minutes=gap if isinstance(gap, int) else 0),
    )


def next_free(times: Times, earliest: datetime, taken: Collection[datetime]) -> datetime | None:
    """Return the first moment from `earliest` on with a place for one more post (aware UTC).

    None when there is none for over a year: the settings leave no time at all.
    """
    for moment in _candidates(times, earliest.astimezone(UTC), taken):
        if not times.closed(moment) and not times.full(moment, taken):
            return moment
    return None


def shown(moment: datetime, zone: ZoneInfo) -> str:
    """Return `Tue 2026-11-24 09:00 EST`."""
    return moment.astimezone(zone).strftime("%a %Y-%m-%d %H:%M %Z")


def _candidates(
    times: Times, earliest: datetime, taken: Collection[datetime]
) -> Iterator[datetime]:
    """Yield, in order, each moment at which a closed account can open; nothing opens in between."""
    yield earliest
    opening = [time(0), *(_span(one)[0] for one in times.windows)]
    if times.quiet_hours:
        opening.append(_span(times.quiet_hours)[1])
    after = [one.astimezone(UTC) + times.gap for one in taken]
    first = earliest.astimezone(times.zone).date()
    for number in range(_HORIZON):
        day = first + timedelta(days=number)
        found = {one for at in opening for one in _moments(day, at, times.zone)}
        found |= {one for one in after if one.astimezone(times.zone).date() == day}
        yield from sorted(one for one in found if one > earliest)


def _moments(day: date, at: time, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield when a wall clock shows `at`: once, twice with the hour between, or around a skipped one."""
    both = [datetime.combine(day, at.replace(fold=fold), zone).astimezone(UTC) for fold in (0, 1)]
    moment, last = min(both), max(both)
    while moment <= last:  # clocks change at full quarters of an hour
        yield moment
        moment += _QUARTER


def _span(written: str) -> tuple[time, time]:
    start, _, end = written.partition("-")
    return time.fromisoformat(start), time.fromisoformat(end)


def _inside(written: str, local: time) -> bool:
    """Tell whether a local time is in `21:00-07:00`, also across midnight."""
    start, end = _span(written)
    return start <= local < end if start <= end else local >= start or local < end
