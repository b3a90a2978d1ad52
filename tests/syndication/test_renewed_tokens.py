"""Tokens that are renewed: only when needed, kept before they are used, never an empty one, never shown."""

import json
import stat
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bedside.platforms.base import Deferred, Rejected, Session
from bedside.platforms.kept_tokens import Tokens, current_tokens, forget_access
from bedside.platforms.wire import Answer, new_client
from bedside.practice import Account

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GOOD = Tokens(access="acc-1", refresh="ref-1", ends=NOW + timedelta(days=30))


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Return a session whose tokens are kept in a folder of the test."""
    monkeypatch.setenv("BEDSIDE_TOKENS", str(tmp_path / "tokens"))
    account = Account(id="pins", platform="pinterest", handle="@larkfield")
    with new_client() as client:
        return Session(account=account, client=client, secret="s3cret", now=lambda: NOW)


def _renewing(*answers: Tokens | Deferred | Rejected) -> tuple[Callable[..., object], list[str]]:
    asked: list[str] = []

    def renew(refresh: str) -> object:
        asked.append(refresh)
        return answers[len(asked) - 1]

    return renew, asked


def test_tokens_are_renewed_only_when_they_end(session: Session) -> None:
    """The first run renews with the secret's token, the second asks nobody, a month later with the kept one."""
    renew, asked = _renewing(GOOD, replace(GOOD, refresh="ref-2"))
    assert current_tokens(session, "first", renew) == GOOD  # type: ignore[arg-type]  # a double
    assert current_tokens(session, "first", renew) == GOOD  # type: ignore[arg-type]  # a double
    later = replace(session, now=lambda: NOW + timedelta(days=30))
    current_tokens(later, "first", renew)  # type: ignore[arg-type]  # a double
    assert asked == ["first", "ref-1"]


@pytest.mark.parametrize("empty", ["access", "refresh"])
def test_an_empty_token_is_never_stored_over_a_full_one(session: Session, empty: str) -> None:
    """What the network gave without a token changes nothing; the next renewal uses the kept one."""
    renew, asked = _renewing(GOOD, replace(GOOD, **{empty: ""}), GOOD)  # type: ignore[arg-type]  # a table
    current_tokens(session, "first", renew)  # type: ignore[arg-type]  # a double
    forget_access(session)
    assert isinstance(current_tokens(session, "first", renew), Deferred)  # type: ignore[arg-type]  # a double
    assert current_tokens(session, "first", renew) == GOOD  # type: ignore[arg-type]  # a double
    assert asked == ["first", "ref-1", "ref-1"]


@pytest.mark.parametrize("failure", [Deferred(reason="down"), Rejected(reason="no")])
def test_a_failed_renewal_keeps_what_is_there(
    session: Session, failure: Deferred | Rejected
) -> None:
    """The answer is handed on and the refresh token stays."""
    renew, asked = _renewing(GOOD, failure, GOOD)
    current_tokens(session, "first", renew)  # type: ignore[arg-type]  # a double
    forget_access(session)
    assert current_tokens(session, "first", renew) == failure  # type: ignore[arg-type]  # a double
    current_tokens(session, "first", renew)  # type: ignore[arg-type]  # a double
    assert asked == ["first", "ref-1", "ref-1"]


def test_tokens_are_for_their_owner_s_eyes(session: Session, tmp_path: Path) -> None:
    """The folder and the file are closed to other users, and no repr shows a token."""
    renew, _ = _renewing(GOOD)
    current_tokens(session, "first", renew)  # type: ignore[arg-type]  # a double
    (kept,) = (tmp_path / "tokens").glob("*.json")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert json.loads(kept.read_text())["refresh"] == "ref-1"
    assert "acc-1" not in repr(GOOD) + kept.name
    assert "ref-1" not in repr(GOOD)


def test_a_new_secret_begins_anew(session: Session) -> None:
    """Who signs in again is not held back by tokens of the old sign-in."""
    renew, asked = _renewing(GOOD, GOOD)
    current_tokens(session, "first", renew)  # type: ignore[arg-type]  # a double
    current_tokens(replace(session, secret="other"), "second", renew)  # type: ignore[arg-type]  # a double
    assert asked == ["first", "second"]


def test_two_runs_renew_once(session: Session) -> None:
    """The second waits for the first and takes what it wrote: some networks end the older token."""
    began, asked = threading.Event(), []

    def renew(refresh: str) -> Tokens:
        asked.append(refresh)
        began.wait(0.3)
        return GOOD

    threads = [
        threading.Thread(target=current_tokens, args=(session, "first", renew)) for _ in range(2)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert asked == ["first"]


def test_a_folder_that_cannot_be_written_is_named(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tokens that cannot be kept are not asked for."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("BEDSIDE_TOKENS", str(tmp_path / "file" / "tokens"))
    renew, asked = _renewing(GOOD)
    found = current_tokens(session, "first", renew)  # type: ignore[arg-type]  # a double
    assert isinstance(found, Deferred)
    assert "BEDSIDE_TOKENS" in found.reason
    assert asked == []


def test_a_network_that_repeats_a_token_is_not_repeated() -> None:
    """Answers are cleaned of the tokens before anything is read out of them."""
    data = {"message": "bad token acc-1", "again": "ref-1"}
    answer = Answer(status=401, headers=new_client().headers, data=data, text=json.dumps(data))
    assert "acc-1" not in str(GOOD.hide(answer))
    assert "ref-1" not in str(GOOD.hide(answer))
