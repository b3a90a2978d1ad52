"""Answers that no network documents: none ends a run, is sent again, or reaches a page or a log."""

import json
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from tests.servers.fault_proxy import Fault
from tests.servers.loopback import Quiet, loopback
from tests.syndication.stage import Stage

from bedside.platforms import bounded
from bedside.platforms.base import Deferred, Session, Unknown
from bedside.platforms.wire import Answer, call, new_client
from bedside.practice import Account
from bedside.syndication.model import Status

ACCOUNT = Account(id="a", platform="mastodon", handle="x", api="https://a.example", secret_env="A")


def on(*networks: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("stage", networks, indirect=True)


@on("webhook")
@pytest.mark.parametrize("status", [302, 303])
def test_a_receiver_that_shows_a_page_of_thanks_has_taken_it(stage: Stage, status: int) -> None:
    """Nobody can ask a receiver: "see other" is left to a person, and not sent again."""
    thanks = Fault(path=stage.case.post, kind="answer", is_passed_on=True, status=status,
                   headers={"Location": "/thanks"}, body=b"")  # fmt: skip
    for _ in range(3):
        _, found, _ = stage.run(thanks)
    assert (found, stage.tries()) == (Status.UNKNOWN, 1)


@on("mastodon", "pinterest", "linkedin", "x", "facebook", "google")
@pytest.mark.parametrize("status", [200, 422])
@pytest.mark.parametrize("odd", ["\\ud800", "\\u0000"])
def test_half_a_character_is_no_reason_to_stop(stage: Stage, status: int, odd: str) -> None:
    """A reason with half an emoji or a NUL in it is written down like any other."""
    said = f"no{odd}"
    body = {"message": said, "error": {"code": 100, "message": said}, "title": said}
    raw = json.dumps(body).replace("\\\\", "\\").encode()
    code, found, _ = stage.run(
        Fault(path=stage.case.post, is_passed_on=False, kind="answer", status=status, body=raw)
    )
    assert code != 70  # a traceback
    assert found in {Status.REJECTED, Status.UNKNOWN, Status.DEFERRED}


@on("pinterest")
def test_a_token_that_is_cut_is_masked_all_the_same(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    """A server repeats the token where its words are cut: they are cut once it is out of them."""
    token = "tok-" + "Q7w" * 14
    stage.patch.setenv("TEST_ACCT", json.dumps({"access_token": token}))
    body = json.dumps({"message": "bad " + "x " * 195 + token}).encode()
    stage.run(Fault(path="/v5/", kind="answer", status=422, body=body))
    stage.run(*[Fault(path="/v5/", kind="answer", status=422, body=body)] * 9)
    said = capsys.readouterr()
    assert "tok-" not in said.out + said.err + stage.state.reason


@on("mastodon")
@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", f"https://h.example/{'a' * 9000}", "https://h.example/\n\nSet: 1"],
)
def test_an_address_that_is_none_is_not_kept(stage: Stage, url: str) -> None:
    """The post's page links to its copies: only to addresses of pages."""
    body = json.dumps({"id": "1", "url": url}).encode()
    stage.run(Fault(path=stage.case.post, kind="answer", is_passed_on=True, status=200, body=body))
    assert (stage.sent.remote_id, stage.sent.url) == ("1", "")


@on("mastodon")
@pytest.mark.parametrize("wait", ["31000000", "4102444800", "86400000"])
def test_a_limit_ends_within_a_day(stage: Stage, wait: str) -> None:
    """No network documents a longer one; a header that names a year is not believed."""
    stage.run(stage.no(429, {}, Retry_After=wait))
    assert stage.state.status is Status.DEFERRED
    assert stage.state.until is not None
    assert stage.state.until <= datetime.now(UTC) + timedelta(days=1)


class Dripping(Quiet):
    """Sends a byte of its answer every tenth of a second, for as long as anybody listens."""

    def do_GET(self) -> None:  # noqa: N802  the name that http.server calls
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        with suppress(OSError):
            while True:
                self.wfile.write(b" ")
                time.sleep(0.1)


class Endless(Quiet):
    """Sends more than any network would."""

    def do_GET(self) -> None:  # noqa: N802  the name that http.server calls
        self.send_body(200, b" " * (bounded.MOST_BYTES + 1))


class Strange(Quiet):
    """Names an encoding that is none of texts."""

    def do_GET(self) -> None:  # noqa: N802  the name that http.server calls
        self.send_body(200, b'{"id": "1"}', {"Content-Type": "application/json; charset=hex"})


def _asked(handler: type[Quiet]) -> Answer | Deferred | Unknown:
    with loopback(handler) as url, new_client() as client:
        session = Session(account=ACCOUNT, client=client, secret="s", now=lambda: datetime.now(UTC))
        return call(session, "GET", url)


def test_a_request_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that drips its answer holds the run for a minute at most; then nobody knows."""
    monkeypatch.setattr(bounded, "_SECONDS", 0.3)
    assert isinstance(_asked(Dripping), Unknown)


def test_an_answer_has_an_end() -> None:
    """Ten megabytes are more than the longest list."""
    found = _asked(Endless)
    assert isinstance(found, Unknown)
    assert "TooLong" in found.reason


def test_an_encoding_that_is_none_hides_no_answer() -> None:
    """What it says is read all the same."""
    found = _asked(Strange)
    assert isinstance(found, Answer)
    assert found.string("id") == "1"
