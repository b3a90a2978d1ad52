"""Meta's errors: which mean that nothing was posted, and which do not tell."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from tests.syndication.desk import NOW, TOKEN

from bedside.platforms.base import Deferred, Rejected, Session, Unknown
from bedside.platforms.meta_errors import (
    failure_of,
    is_duplicate,
    is_missing,
    nothing_yet,
    used_calls,
)
from bedside.platforms.wire import Answer
from bedside.practice import Account

ACCOUNT = Account(id="one", platform="facebook", handle="l", secret_env="META_TOKEN")


def answer(status: int, error: Any, headers: dict[str, str] | None = None) -> Answer:
    """Return an answer with this error, or with this body when it is no error."""
    data = {"error": error} if isinstance(error, dict) else error
    return Answer(status=status, headers=httpx.Headers(headers or {}), data=data,
                  text=json.dumps(data))  # fmt: skip


def meaning(given: Answer) -> Rejected | Deferred | Unknown | None:
    """Return what an answer means at noon."""
    with httpx.Client() as client:
        session = Session(account=ACCOUNT, client=client, secret=TOKEN, now=lambda: NOW)
        return failure_of(given, session, "Facebook")


@pytest.mark.parametrize(
    ("status", "error", "expected"),
    [
        (200, [], Unknown),
        (200, {"code": 1, "message": "unknown"}, Unknown),
        (200, {"code": 100, "message": "in a success"}, Unknown),
        (200, {"code": 190, "message": "in a success"}, Rejected),
        (200, {"message": "without a code"}, Unknown),
        (400, {"code": 100, "message": "parameter"}, Rejected),
        (400, {"code": 100, "is_transient": True}, Unknown),
        (400, {"code": 2, "is_transient": True}, Unknown),
        (400, {"code": -1, "error_subcode": 2207001}, Unknown),
        (400, {"code": 4, "is_transient": True}, Deferred),
        (400, {"code": 4, "error_subcode": 2207051}, Rejected),
        (403, {"code": 17}, Deferred),
        (400, {"code": 32}, Deferred),
        (400, {"code": 613}, Deferred),
        (400, {"code": 341}, Deferred),
        (400, {"code": 80001}, Deferred),
        (429, {"code": 100}, Deferred),
        (429, "slow down", Deferred),
        (401, {"code": 190, "error_subcode": 463}, Rejected),
        (400, {"code": 102}, Rejected),
        (403, {"code": 200}, Rejected),
        (403, {"code": 283}, Rejected),
        (400, {"code": 10}, Rejected),
        (400, {"code": 9007, "error_subcode": 2207027}, Deferred),
        (400, {"code": 9, "error_subcode": 2207042}, Deferred),
        (400, {"code": 36003, "error_subcode": 2207009}, Rejected),
        (500, {"code": 4, "message": "too many, perhaps"}, Unknown),
        (500, {"code": 190}, Unknown),
        (503, None, Unknown),
        (404, None, Rejected),
        (302, None, Rejected),
    ],
)
def test_an_error_that_may_hide_a_post_is_unknown(status: int, error: Any, expected: type) -> None:
    """Only a clear no is rejected or deferred."""
    assert type(meaning(answer(status, error))) is expected


def test_an_error_in_another_form_is_unknown() -> None:
    """A 200 that carries an error in words says neither that it was posted nor that it was not."""
    assert isinstance(meaning(answer(200, [])), Unknown)
    odd = Answer(status=200, headers=httpx.Headers(), data={"error": "not allowed"}, text="")
    assert isinstance(meaning(odd), Unknown)


def test_a_success_has_no_meaning_of_its_own() -> None:
    """An object without an error."""
    assert meaning(answer(200, [("id", "1")])) is not None
    assert meaning(Answer(status=200, headers=httpx.Headers(), data={"id": "1"}, text="")) is None


USAGE = {"1000": [{"type": "pages", "call_count": 100, "estimated_time_to_regain_access": 19}]}


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"X-Business-Use-Case-Usage": json.dumps(USAGE)}, timedelta(minutes=19)),
        ({"Retry-After": "90"}, timedelta(seconds=90)),
        ({"Retry-After": "Sun, 22 Nov 2026 12:10:00 GMT"}, timedelta(hours=1)),
        ({"X-Business-Use-Case-Usage": "[1, 2]"}, timedelta(hours=1)),
        ({"X-Business-Use-Case-Usage": '{"1": [{"type": "pages"}]}'}, timedelta(hours=1)),
        ({"X-Business-Use-Case-Usage": "not json", "Retry-After": "9"}, timedelta(seconds=9)),
        ({}, timedelta(hours=1)),
    ],
)
def test_a_wait_is_as_long_as_a_header_says(headers: dict[str, str], wait: timedelta) -> None:
    """In minutes by use case, in seconds, and an hour where nothing readable is said."""
    found = meaning(answer(400, {"code": 32}, headers))
    assert isinstance(found, Deferred)
    assert found.until == datetime(2026, 11, 22, 12, tzinfo=UTC) + wait


@pytest.mark.parametrize(
    ("headers", "used"),
    [
        ({"X-App-Usage": '{"call_count": 28, "total_time": 25}'}, 28),
        ({"X-Business-Use-Case-Usage": json.dumps(USAGE), "X-App-Usage": "{}"}, 100),
        ({"X-App-Usage": "[]", "X-Business-Use-Case-Usage": '{"1": [3]}'}, None),
        ({}, None),
    ],
)
def test_the_calls_that_are_used_are_read_from_either_header(
    headers: dict[str, str], used: int | None
) -> None:
    """The larger of the two; an odd header tells nothing."""
    assert used_calls(httpx.Headers(headers)) == used


def test_a_dead_token_names_its_variable_and_stops_the_account() -> None:
    """No post of the account fares better."""
    found = meaning(answer(401, {"code": 190, "message": "Session has expired."}))
    assert found == Rejected(
        reason="Facebook: Session has expired: its access token has ended: make a new one for META_TOKEN",
        whole_account=True,
    )


def test_people_s_words_come_before_programs_words() -> None:
    """`error_user_msg` is written for the account's owner."""
    found = meaning(answer(400, {"code": 1609005, "message": "m", "error_user_msg": "Check\n it."}))
    assert found == Rejected(reason="Facebook: Check it (code 1609005)")


@pytest.mark.parametrize("code", [506, 368])
def test_a_repeat_is_known_by_its_code(code: int) -> None:
    """A failing server that says so does not tell."""
    assert is_duplicate(answer(400, {"code": code}))
    assert not is_duplicate(answer(500, {"code": code}))
    assert not is_duplicate(answer(400, {"code": 100}))


def test_before_the_last_step_nothing_is_unknown() -> None:
    """An answer that got lost then is a reason to try again; a no stays a no."""
    assert nothing_yet(Unknown(reason="lost")) == Deferred(reason="lost")
    assert nothing_yet(Rejected(reason="no")) == Rejected(reason="no")
    assert is_missing(answer(400, {"code": 100, "error_subcode": 33}))
