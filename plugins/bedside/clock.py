"""The one place that knows the time; `--now` and SOURCE_DATE_EPOCH set it."""

import os
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bedside.errors import BedsideError

__all__ = ["current_time", "moment_of", "parse_time"]


def current_time() -> datetime:
    """Return the aware UTC time, or SOURCE_DATE_EPOCH (seconds) for reproducible builds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)


def parse_time(text: str, zone: ZoneInfo) -> datetime:
    """Read `--now`: ISO 8601; without an offset it is the practice's local time."""
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        message = f"--now {text}: not a time: write it as 2026-11-22T08:00"
        raise BedsideError(message) from None
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=zone).astimezone(UTC)


def moment_of(now: str | None, zone: ZoneInfo) -> datetime:
    """Return the time that `--now` names, else the current one."""
    return parse_time(now, zone) if now else current_time()
