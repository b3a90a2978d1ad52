"""The newsletter against a real mail server over TLS: what it gets, and what each failure means."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from tests.servers.mail_server import MailServer, certificate, mail_running
from tests.syndication.town import Town, account_toml

from bedside.outbox import OutboxText
from bedside.platforms import newsletter
from bedside.platforms.base import (
    Announcement,
    Deferred,
    Outcome,
    Publisher,
    Rejected,
    Sent,
    Session,
    ShareText,
    Unknown,
)
from bedside.platforms.newsletter_api import NewsletterPublisher
from bedside.platforms.newsletter_message import message_bytes
from bedside.post import Post, Visibility
from bedside.practice import Account, Practice
from bedside.syndication import setting
from bedside.syndication.alerts import Alert

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://larkfield.example/blog/flu-shots/"
QUICK = NewsletterPublisher(seconds=5, last_seconds=0.5)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a certificate and its key."""
    return certificate(tmp_path_factory.mktemp("mail"))


@pytest.fixture(params=[False, True], ids=["smtps", "starttls"])
def server(
    request: pytest.FixtureRequest, pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[MailServer]:
    """Run a mail server whose certificate this process trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(pair[0]))
    with mail_running(pair, starttls=request.param) as one:
        yield one


def account(api: str) -> Account:
    return Account(
        id="news", platform="email", handle="Larkfield Family Practice <news@larkfield.example>",
        url="https://larkfield.example/newsletter/leave", api=api, secret_env="NEWS",
        target="readers@lists.larkfield.example",
    )  # fmt: skip


@pytest.fixture
def announcement(practice: Practice) -> Announcement:
    """Return an announcement whose wording was composed for the account."""
    post = Post(
        uid="01M610AAAAAAAAAAAAAAAAAAAA", title="Flu shots & «grüße»", slug="flu-shots", url=URL,
        path="blog/flu-shots/", summary="Who needs one.\n.A line with a dot.", html="", lang="en",
        author="elena-marsh", category="prevention", type="article", tags=(), published=NOW,
        modified=NOW, visibility=Visibility.PUBLISHED, share_disclaimer="Not medical advice.",
        source=Path("content/posts/flu-shots.md"), share={"email": "Dear reader,\n.start"},
    )  # fmt: skip
    text: ShareText = newsletter.compose(post, practice, account("smtps://mail.larkfield.example"))
    return Announcement(
        uid=post.uid, platform="email", account="news", slot="announce", text=text, url=URL,
        title=post.title, description=post.summary, lang="en", published=NOW, card=None,
        card_url="https://larkfield.example/cards/a.png", card_alt='A "card" & more',
        card_size=(1200, 630),
    )  # fmt: skip


@pytest.fixture
def send(server: MailServer, announcement: Announcement) -> Callable[..., Outcome]:
    """Return a function that publishes once to the server."""

    def once(
        publisher: Publisher = QUICK, password: str = server.password, api: str = server.url
    ) -> Outcome:
        secret = json.dumps({"username": server.username, "password": password})
        with httpx.Client() as client:
            session = Session(account=account(api), client=client, secret=secret, now=lambda: NOW)
            return publisher.publish(announcement, session)

    return once


def test_a_message_arrives_once_with_all_that_readers_and_lists_need(
    send: Callable[..., Outcome], server: MailServer, announcement: Announcement
) -> None:
    """One recipient, both texts, who writes from where, the way out, and the ledger's Message-ID."""
    outcome = send()
    (message,) = server.messages
    assert outcome == Sent(remote_id=message["Message-ID"])
    assert server.recipients == ["readers@lists.larkfield.example"]
    assert message["Subject"] == announcement.title
    assert message["From"] == "Larkfield Family Practice <news@larkfield.example>"
    assert message["List-Unsubscribe"] == "<https://larkfield.example/newsletter/leave>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Id"] == "<readers.lists.larkfield.example>"
    assert message["Date"].datetime == NOW
    assert message.get_content_type() == "multipart/alternative"
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    words, page = (one.get_content().replace("\r\n", "\n") for one in (plain, html))
    assert words.rstrip("\n") == announcement.text.text
    for said in (words, page):
        for needed in ("\n.start", "Not medical advice.", URL, "120 Orchard Road", "05000",
                       "https://larkfield.example/newsletter/leave"):  # fmt: skip
            assert needed.strip() in said
    assert 'alt="A &quot;card&quot; &amp; more"' in page
    assert 'lang="en"' in page


def test_every_try_of_one_announcement_is_the_same_message(
    announcement: Announcement,
) -> None:
    """The bytes depend on announcement, account and time alone; another slot is another message."""
    one = account("smtps://mail.larkfield.example")
    assert message_bytes(announcement, one, NOW) == message_bytes(announcement, one, NOW)
    assert max(map(len, message_bytes(announcement, one, NOW).split(b"\r\n"))) < 998
    other = replace(announcement, slot="reshare-2027-03")
    first, second = (message_bytes(each, one, NOW) for each in (announcement, other))
    assert first != second


@pytest.mark.parametrize(
    ("fault", "kind", "arrived"),
    [
        ("MAIL 451 try later", Deferred, 0),
        ("RCPT 450 greylisted", Deferred, 0),
        ("RCPT 550 no such list", Rejected, 0),
        ("DATA 452 disk full", Deferred, 0),
        ("DATA 554 looks like spam", Rejected, 0),
        ("DATA OK queued as 4711", Unknown, 0),
        ("DATA 354 go on", Unknown, 0),
        ("lost before DATA", Deferred, 0),
        ("lost after DATA", Unknown, 1),
        ("slow", Unknown, 1),
    ],
)
def test_a_failure_is_what_it_was(
    fault: str, kind: type, arrived: int, send: Callable[..., Outcome], server: MailServer
) -> None:
    """4xx may be tried again, 5xx may not; after the last dot silence, or what is no reply, is Unknown."""
    server.fault = fault
    outcome = send()
    assert type(outcome) is kind, outcome
    assert len(server.messages) == arrived
    assert server.password not in str(outcome)


def test_a_wrong_password_and_a_dead_server_send_nothing(
    send: Callable[..., Outcome], server: MailServer
) -> None:
    """Both are said without the password; the post stays to be sent: 535 is the account's trouble."""
    outcome = send(password="wrong-password-1")
    assert isinstance(outcome, Rejected)
    assert outcome.whole_account
    assert "535" in outcome.reason
    assert "wrong-password-1" not in str(outcome)
    assert isinstance(send(api="smtps://127.0.0.1:9"), Deferred)
    assert server.messages == []


def test_a_wrong_password_is_told_of_once_and_the_post_goes_out_with_the_right_one(
    server: MailServer, make_town: Callable[..., Town], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One red run and one message; the message to the readers leaves once."""
    told: list[str] = []

    def tell(alert: Alert) -> str:
        told.append(alert.subject.partition(") ")[2])
        return ""

    monkeypatch.setattr(setting, "teller", lambda _practice: tell)
    more = {"target": "readers@lists.larkfield.example", "url": "https://larkfield.example/leave"}
    town = make_town(account_toml("news", "email", "news@larkfield.example", server.url, **more))
    town.first_run()
    post = town.post()
    text = OutboxText(platform="email", account="news", text="Dear reader", title=post.title)
    town.posts[:] = [post.model_copy(update={"texts": (text,)})]
    town.save()
    for password, code in (("wrong", 3), ("wrong", 0), (server.password, 0), (server.password, 0)):
        login = {"username": server.username, "password": password}
        monkeypatch.setenv("TEST_NEWS", json.dumps(login))
        assert town.run("syndicate", "--live") == code
    assert told == ["has stopped", "works again"]
    assert len(server.messages) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(
    send: Callable[..., Outcome], server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither password nor message goes to a server that cannot prove its name."""
    monkeypatch.delenv("SSL_CERT_FILE")
    outcome = send()
    assert isinstance(outcome, Deferred)
    assert "CERTIFICATE_VERIFY_FAILED" in outcome.reason
    assert server.messages == []


def test_plain_mail_is_refused(send: Callable[..., Outcome], server: MailServer) -> None:
    """A server without encryption gets nothing, whatever practice.toml says."""
    port = server.url.rpartition(":")[2]
    outcome = send(api=f"http://127.0.0.1:{port}")
    assert isinstance(outcome, Deferred)
    assert server.messages == []


def test_what_was_mailed_is_never_called_gone(announcement: Announcement) -> None:
    """Taking down is a person's work, and so is looking."""
    with httpx.Client() as client:
        session = Session(
            account=account("smtps://mail.larkfield.example"), client=client, secret="{}",
            now=lambda: NOW,
        )  # fmt: skip
        assert isinstance(QUICK.find(announcement, session), Unknown)
        assert isinstance(QUICK.delete(Sent(remote_id="<a@b>"), session), Rejected)
    assert not QUICK.CAN_BE_ASKED
