"""LinkedIn's API has a version a month and lets each die after about a year: say so in time.

https://learn.microsoft.com/en-us/linkedin/marketing/versioning; version 202508 ended on 2026-08-17
by the notice on that site (read 2026-11-22).
"""

import re
from datetime import date, timedelta

__all__ = ["newest_version", "version_note", "version_problem"]

_LIFE_MONTHS = 12
_NOTICE = timedelta(days=60)


def version_problem(version: str) -> str:
    """Return what is wrong with the way a version is written, or nothing."""
    if re.fullmatch(r"20\d\d(?:0[1-9]|1[0-2])", version):
        return ""
    return (
        f"`{version}` is no version of LinkedIn's API: write api_version as year and month, 202610"
    )


def version_note(version: str, today: date) -> str:
    """Return a warning in a version's last 60 days and after them, or nothing."""
    ends = _month(int(version[:4]), int(version[4:]) + _LIFE_MONTHS)
    if today < ends - _NOTICE:
        return ""
    when = f"ends about {ends}" if today < ends else f"should have ended about {ends}"
    return f"version {version} of LinkedIn's API {when}: set api_version to {newest_version(today)}"


def newest_version(today: date) -> str:
    """Return the newest version that is surely out: last month's."""
    last = today.replace(day=1) - timedelta(days=1)
    return f"{last:%Y%m}"


def _month(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
