"""What an error of Meta's Graph means: certainly not posted, perhaps posted, or never to be.

https://developers.facebook.com/docs/graph-api/guides/error-handling/ and
https://developers.facebook.com/documentation/instagram-platform/instagram-graph-api/reference/error-codes
(both read 2026-11-22).
"""

import json
from datetime import datetime, timedelta
from typing import Any

import httpx

from bedside.platforms.base import Deferred, Rejected, Session, Unknown
from bedside.platforms.wire import Answer, Failure, outcome_of

__all__ = ["failure_of", "is_duplicate", "is_missing", "nothing_yet", "used_calls"]

# Too many calls: of the app, the user, the page, the edge, and by business use case (pages, Instagram).
# https://developers.facebook.com/docs/graph-api/overview/rate-limiting/ (read 2026-11-22)
_THROTTLED = frozenset({4, 17, 32, 341, 613, 80001, 80002})
_TOKEN_ENDED = frozenset({102, 190})
_NOT_ALLOWED = frozenset({3, 10, *range(200, 300)})
# "Possibly a temporary issue": seen with the post made all the same, seven times over.
# https://github.com/arsduo/koala/issues/699 (read 2026-11-22)
_ITS_OWN_TROUBLE = frozenset({-2, -1, 1, 2})
# 506 is a repeat; 368 is a block that is also said of a repeat.
# https://github.com/arsduo/koala/issues/422 (read 2026-11-22)
_DUPLICATE = frozenset({368, 506})
_RESTRICTED = frozenset({2207050, 2207051, 4279013})  # an account held back: a person must look
_NOT_YET = {
    2207027: "the picture is still being worked on",
    2207042: "all posts of 24 hours are used up",
}
_MISSING = (100, 33)  # "does not exist, cannot be loaded due to missing permissions, or …"
_WAIT = timedelta(hours=1)  # where no header says how long


def failure_of(answer: Answer, session: Session, label: str) -> Failure | None:
    """Return what an answer to a request that posts means; None when it is a success."""
    error = answer.get("error")
    if error and not isinstance(error, dict):
        return Unknown(reason=f"{label}: HTTP {answer.status} with an error in no known form")
    if not error:
        bad = outcome_of(answer, session, label)
        if bad or isinstance(answer.data, dict):
            return bad
        return Unknown(reason=f"{label}: HTTP {answer.status} without an answer")
    said = f"{label}: {_words(error)}"
    code, part = error.get("code"), error.get("error_subcode")
    if answer.status >= httpx.codes.INTERNAL_SERVER_ERROR:
        return Unknown(reason=f"{said} (HTTP {answer.status})")
    if part in _RESTRICTED:
        return _of_account(f"{said}: log in to {label} and see what it asks of you")
    if part in _NOT_YET:
        return Deferred(reason=f"{said}: {_NOT_YET[part]}", until=_until(answer, session))
    if code in _THROTTLED or answer.status == httpx.codes.TOO_MANY_REQUESTS:
        return Deferred(reason=f"{said}: too many requests", until=_until(answer, session))
    return _refusal(answer, error, said, session)


def _refusal(answer: Answer, error: dict[str, Any], said: str, session: Session) -> Failure:
    code = error.get("code")
    if code in _TOKEN_ENDED:
        secret = session.account.secret_env
        return _of_account(f"{said}: its access token has ended: make a new one for {secret}")
    if code in _NOT_ALLOWED:
        return _of_account(f"{said}: the token lacks a permission: make one with all of them")
    is_clear = answer.status >= httpx.codes.BAD_REQUEST and not error.get("is_transient")
    if code in _ITS_OWN_TROUBLE or not is_clear:
        return Unknown(reason=f"{said} (HTTP {answer.status}, code {code})")
    return Rejected(reason=f"{said} (code {code})")


def _of_account(reason: str) -> Rejected:
    """Return a no that every post of the account would get."""
    return Rejected(reason=reason, whole_account=True)


def is_duplicate(answer: Answer) -> bool:
    """Tell whether Meta says that the same was posted before: it is looked for, not sent again."""
    is_clear = httpx.codes.BAD_REQUEST <= answer.status < httpx.codes.INTERNAL_SERVER_ERROR
    return is_clear and answer.get("error", "code") in _DUPLICATE


def is_missing(answer: Answer) -> bool:
    """Tell whether Meta says that there is no such object, or none that this token may see."""
    return (answer.get("error", "code"), answer.get("error", "error_subcode")) == _MISSING


def nothing_yet(failure: Failure) -> Deferred | Rejected:
    """Before the step that publishes nothing is public, whatever became of the request."""
    return Deferred(reason=failure.reason) if isinstance(failure, Unknown) else failure


def _words(error: dict[str, Any]) -> str:
    """Return Meta's own words for people, else its words for programs."""
    words = error.get("error_user_msg") or error.get("message") or error.get("type") or ""
    return " ".join(str(words).split()).rstrip(".") or "no reason given"


def _until(answer: Answer, session: Session) -> datetime:
    """Return when calls are let through again, by whichever header says so."""
    waits = [timedelta(minutes=one) for one in _minutes(answer.headers)]
    seconds = answer.headers.get("Retry-After", "")
    if seconds.isdigit():
        waits.append(timedelta(seconds=min(int(seconds), 7 * 86400)))
    return session.now() + max(waits, default=_WAIT)


def used_calls(headers: httpx.Headers) -> int | None:
    """Return how much of what is allowed now is used, in percent; None where no header tells."""
    found = [_json(headers.get("X-App-Usage", ""))]
    found += _cases(headers)
    counts = [one.get("call_count") for one in found if isinstance(one, dict)]
    return max((one for one in counts if isinstance(one, int)), default=None)


def _minutes(headers: httpx.Headers) -> list[int]:
    """Read `estimated_time_to_regain_access` of every business use case: minutes, 0 when free."""
    found = [one.get("estimated_time_to_regain_access") for one in _cases(headers)]
    return [one for one in found if isinstance(one, int) and 0 < one < 7 * 1440]


def _cases(headers: httpx.Headers) -> list[dict[str, Any]]:
    """Return the rows of X-Business-Use-Case-Usage: a list for each page or account."""
    cases = _json(headers.get("X-Business-Use-Case-Usage", ""))
    rows = (
        [row for one in cases.values() if isinstance(one, list) for row in one]
        if isinstance(cases, dict)
        else []
    )
    return [one for one in rows if isinstance(one, dict)]


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
