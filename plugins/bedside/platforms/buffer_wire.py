"""One GraphQL exchange with Buffer, and what its errors mean: most of them come with HTTP 200.

https://developers.buffer.com/guides/error-handling.html and /api-limits.html (as of 2026-08-13, read
2026-11-22).
"""

from typing import Any

import httpx

from bedside.platforms.base import Deferred, Rejected, Session, Unknown
from bedside.platforms.hosts import base_url
from bedside.platforms.wire import Answer, Failure, call, error_text, outcome_of

__all__ = ["HOSTS", "limits_left", "read", "refused", "write"]

HOSTS = ("api.buffer.com",)
_KEY = "make a new key in Buffer under Settings, API, and renew the account's secret"
_BAD_KEY = frozenset({"UNAUTHENTICATED", "UNAUTHORIZED", "FORBIDDEN"})
# Buffer looked at the request and did nothing: it is wrong as it stands.
_BAD_REQUEST = frozenset({"NOT_FOUND", "BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED",
                          "GRAPHQL_PARSE_FAILED"})  # fmt: skip
# Members of the union that a mutation returns. UnexpectedError and RestProxyError are not here: what
# failed behind Buffer may have happened.
_TYPED_NO = frozenset({"InvalidInputError", "NotFoundError", "UnauthorizedError"})


def read(
    session: Session, operation: str, query: str, variables: dict[str, Any]
) -> Answer | Failure:  # fmt: skip
    """Ask something; a lost answer is asked for once more, since nothing changes by it."""
    found = write(session, operation, query, variables)
    return write(session, operation, query, variables) if isinstance(found, Unknown) else found


def write(
    session: Session, operation: str, query: str, variables: dict[str, Any]
) -> Answer | Failure:  # fmt: skip
    """Make one request, once; an Answer has data and no errors."""
    answer = call(
        session, "POST", base_url(session.account, HOSTS),
        json={"query": query, "variables": variables, "operationName": operation},
        headers={"Authorization": f"Bearer {session.secret}"},
    )  # fmt: skip
    if not isinstance(answer, Answer):
        return answer
    if answer.status == httpx.codes.TOO_MANY_REQUESTS:
        return outcome_of(answer, session, "Buffer") or answer
    if errors := answer.get("errors"):
        return _meaning(str(answer.string("errors", 0, "extensions", "code")), errors, answer)
    if bad := outcome_of(answer, session, "Buffer"):
        return bad
    if not isinstance(answer.get("data"), dict):
        return Unknown(reason=f"Buffer answered without data: {error_text(answer)}")
    return answer


def refused(found: Any, name: str) -> Failure | None:
    """Return what a mutation's typed answer means when it is not `name`, its success."""
    if not isinstance(found, dict):
        return Unknown(reason="Buffer did not say what became of it")
    kind, said = str(found.get("__typename")), " ".join(str(found.get("message")).split())
    if kind == name:
        return None
    if kind == "LimitReachedError":
        return Deferred(reason=f"Buffer's plan takes no more posts now: {said}")
    if kind in _TYPED_NO:
        is_whole = kind == "UnauthorizedError"
        return Rejected(reason=f"Buffer refused it ({kind}): {said}", whole_account=is_whole)
    return Unknown(reason=f"Buffer answered {kind}: {said}")


def limits_left(answer: Answer) -> str:
    """Return the requests that are left, for each of the three windows: `"200-in-15min";r=198;t=897`."""
    found = answer.headers.get_list("RateLimit")
    told = (one.replace('"', "").split(";") for one in found)
    return ", ".join(
        f"{one[0]}: {one[1].strip().removeprefix('r=')} left" for one in told if len(one) > 1
    )


def _meaning(code: str, errors: Any, answer: Answer) -> Failure:
    first = errors[0] if isinstance(errors, list) and errors else {}
    said = " ".join(str(first.get("message", "") if isinstance(first, dict) else "").split())
    if code in _BAD_KEY:
        return Rejected(reason=f"Buffer does not take the key ({code}): {_KEY}", whole_account=True)
    if code in _BAD_REQUEST:
        return Rejected(reason=f"Buffer refused it ({code}): {said}")
    if code == "RATE_LIMIT_EXCEEDED":
        return Deferred(reason=f"Buffer: too many requests: {said}")
    return Unknown(reason=f"Buffer failed with HTTP {answer.status}: {said or 'no reason given'}")
