"""Alerts: a real mail server and Apprise; failures are said without an address or a password."""

import json
from collections.abc import Callable, Iterator

import pytest
from tests.servers.loopback import Quiet, loopback
from tests.servers.mastodon_server import MastodonServer
from tests.servers.operator_mail import OperatorMail, operator_mail_running
from tests.syndication.town import Town, account_toml

from bedside.errors import PracticeError
from bedside.practice import Practice
from bedside.practice_alerts import Alerts
from bedside.syndication.alert_send import teller
from bedside.syndication.alerts import Alert

ALERT = Alert(subject="Bedside: grüße", body="What: it has stopped.\nWhat to do: renew it.\n")


@pytest.fixture
def mail() -> Iterator[OperatorMail]:
    """Run the operator's mail server."""
    with operator_mail_running() as server:
        yield server


@pytest.fixture
def hook() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Run a receiver for Apprise's json:// service."""
    got: list[dict[str, str]] = []

    class Handler(Quiet):
        def do_POST(self) -> None:  # noqa: N802  http.server's name
            got.append(json.loads(self.read_body()))
            self.send_body(200, b"")

    with loopback(Handler) as address:
        yield address.replace("http", "json"), got


def with_alerts(practice: Practice, **alerts: str) -> Practice:
    return practice.model_copy(update={"alerts": Alerts(**alerts)})


# Apprise loads a module that Python is about to drop; it has another way where that is gone.
_OLD_MODULE = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
BY_MAIL = {"email": "desk@larkfield.example", "smtp_env": "DESK_SMTP"}


def test_a_mail_arrives(practice: Practice, mail: OperatorMail, allow: Callable[..., None]) -> None:
    """With login; from the recipient itself where no sender is named; no out-of-office answers it."""
    allow(f"http://127.0.0.1:{mail.port}")
    tell = teller(with_alerts(practice, **BY_MAIL), {"DESK_SMTP": mail.url})
    assert tell(ALERT) == ""
    (got,) = mail.mails
    assert (got["To"], got["From"]) == ("desk@larkfield.example", "desk@larkfield.example")
    assert (got["Subject"], got["Auto-Submitted"]) == (ALERT.subject, "auto-generated")
    assert got.get_content().splitlines() == ALERT.body.splitlines()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "DESK_SMTP is not set"),
        ("https://a.example", "DESK_SMTP is not set, or is no address"),
        ("smtp://operator:wr0ng@127.0.0.1:{port}", "did not take it (SMTPAuthenticationError)"),
        ("smtps://operator:wr0ng@127.0.0.1:9", "did not take it (ConnectionRefusedError)"),
    ],
)
def test_a_mail_that_fails_is_said_without_the_password(
    practice: Practice, mail: OperatorMail, allow: Callable[..., None], url: str, said: str
) -> None:
    """Which variable or server it is, and never what stands in it."""
    allow(f"http://127.0.0.1:{mail.port}")
    found = teller(with_alerts(practice, **BY_MAIL), {"DESK_SMTP": url.format(port=mail.port)})(
        ALERT
    )
    assert said in str(found)
    assert "wr0ng" not in str(found)


def test_no_password_goes_over_an_open_line(practice: Practice, mail: OperatorMail) -> None:
    """A server without STARTTLS gets neither login nor message, unless the host is allowed."""
    found = teller(with_alerts(practice, **BY_MAIL), {"DESK_SMTP": mail.url})(ALERT)
    assert "did not take it (SMTPNotSupportedError)" in str(found)
    assert mail.mails == []


@_OLD_MODULE
def test_apprise(practice: Practice, hook: tuple[str, list[dict[str, str]]]) -> None:
    """The same message through the library; an address that it does not know is said."""
    url, got = hook
    chosen = with_alerts(practice, apprise_env="DESK_APPRISE")
    assert teller(chosen, {"DESK_APPRISE": url})(ALERT) == ""
    assert [(one["title"], one["message"]) for one in got] == [(ALERT.subject, ALERT.body.strip())]
    assert "DESK_APPRISE is not set" in str(teller(chosen, {"DESK_APPRISE": "nowhere"})(ALERT))


@_OLD_MODULE
def test_one_way_that_works_is_enough(
    practice: Practice, hook: tuple[str, list[dict[str, str]]]
) -> None:
    """Else the working one would be told again by each run."""
    chosen = with_alerts(practice, **BY_MAIL, apprise_env="DESK_APPRISE")
    assert teller(chosen, {"DESK_APPRISE": hook[0]})(ALERT) == ""
    assert "DESK_SMTP" in str(teller(chosen, {})(ALERT))


def test_nobody_is_told_where_nobody_is_named(practice: Practice) -> None:
    """A practice without [alerts] gets no message and no complaint."""
    assert teller(practice, {})(ALERT) is None


def test_half_an_address_is_refused(make_town: Callable[..., Town]) -> None:
    """A recipient without a mail server is a mistake in practice.toml."""
    account = account_toml("a", "mastodon", "@a@one.example", "https://one.example")
    town = make_town(account, '[alerts]\nemail = "desk@larkfield.example"\n')
    with pytest.raises(PracticeError, match="go together"):
        town.project()


def test_a_dead_token_from_end_to_end(
    make_town: Callable[..., Town], mastodon: MastodonServer, mail: OperatorMail,
    allow: Callable[..., None], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """One mail when the token dies, none while it is dead, one when the post has gone out."""
    allow(mastodon.url, f"http://127.0.0.1:{mail.port}")
    monkeypatch.setenv("DESK_SMTP", mail.url)
    monkeypatch.setenv("TEST_MASTO", "a-dead-token-0123")
    town = make_town(
        account_toml("masto", "mastodon", "@larkfield", mastodon.url),
        '[alerts]\nemail = "desk@larkfield.example"\nsmtp_env = "DESK_SMTP"\n',
    )
    town.first_run()
    town.post("Why the waiting room is blue this week")
    assert [town.run("syndicate", "--live") for _ in range(3)] == [3, 0, 0]
    (stopped,) = mail.mails
    assert "has stopped" in stopped["Subject"]
    words = stopped.get_content()
    assert "a-dead-token" not in words
    assert "waiting room" not in words
    assert "TEST_MASTO" in words
    monkeypatch.setenv("TEST_MASTO", mastodon.token)
    assert town.run("syndicate", "--live") == 0
    assert len(mastodon.statuses()) == 1
    assert ["works again" in one["Subject"] for one in mail.mails] == [False, True]
