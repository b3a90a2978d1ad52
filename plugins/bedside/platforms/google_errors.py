"""What an error of a Google API means for a request that posts.

https://developers.google.com/my-business/content/limits (read 2026-11-22) for quotas; the shape of
errors: https://github.com/spotonlive/php-google-my-business/issues/26 (read 2026-11-22).
"""

from typing import Any

import httpx

from bedside.platforms.base import Rejected, Session, Unknown
from bedside.platforms.wire import Answer, Failure, outcome_of

__all__ = ["failure_of"]

_ACCESS_FORM = "https://support.google.com/business/contact/api_default"


def failure_of(answer: Answer, session: Session) -> Failure | None:
    """Return what an answer means; None when it is a success."""
    said = f"Google: {_words(answer)}"
    match answer.status:
        case httpx.codes.UNAUTHORIZED:
            return Rejected(reason=f"{said}: the next run signs in again", whole_account=True)
        case httpx.codes.FORBIDDEN:
            return Rejected(
                reason=f"{said}: the account must manage the profile, and its Google Cloud project "
                f"must have been given access ({_ACCESS_FORM})",
                whole_account=True,
            )
        case httpx.codes.NOT_FOUND:
            return Rejected(reason=f"{said}: correct `target`", whole_account=True)
        case httpx.codes.CONFLICT:
            return Unknown(reason=said)
        case httpx.codes.TOO_MANY_REQUESTS if _has_no_quota(answer):
            said = f"Google: the project has no quota: ask for it: {_ACCESS_FORM}"
            return Rejected(reason=said, whole_account=True)
        case _:
            return _by_status(answer, session, said)


def _by_status(answer: Answer, session: Session, said: str) -> Failure | None:
    bad = outcome_of(answer, session, "Google")
    if isinstance(bad, Rejected):
        return Rejected(reason=f"{said} (HTTP {answer.status})")
    if bad:
        return bad
    if not isinstance(answer.data, dict) or answer.get("error"):
        return Unknown(reason=f"{said} (HTTP {answer.status} without an answer)")
    return None


def _words(answer: Answer) -> str:
    """Return the message and what it says of single fields."""
    found = [answer.string("error", "message")]
    for index in range(3):
        detail = answer.get("error", "details", index)
        rows = detail.get("errorDetails") if isinstance(detail, dict) else None
        found += [_of_field(row) for row in rows or [] if isinstance(row, dict)]
    words = " ".join(" ".join(one for one in found if one).split()).rstrip(".")
    return words or "no reason given"


def _of_field(row: dict[str, Any]) -> str:
    return f"{row.get('field', '')}: {row.get('message', '')}".strip(": ")


def _has_no_quota(answer: Answer) -> bool:
    details = answer.get("error", "details")
    return isinstance(details, list) and any(
        isinstance(one, dict) and (one.get("metadata") or {}).get("quota_limit_value") == "0"
        for one in details
    )
