"""The wording for a network that is gone: none, and a warning for the practice that names it."""

from datetime import date

from bedside.platforms.base import Limit, ShareText

__all__ = ["NO_ROOM", "no_text"]

# What every retired network's TEXT_LIMIT is.
NO_ROOM = Limit(
    value=0, unit="characters", read=date(2026, 11, 21), source="retired: nothing can be posted"
)


def no_text(platform: str, label: str, reason: str) -> ShareText:
    """Return an empty text that says why it is empty and what to do."""
    warning = f'{label}: {reason}: nothing is written for it; set its account to status = "retired"'
    return ShareText(platform=platform, text="", length=0, limit=NO_ROOM, warnings=(warning,))
