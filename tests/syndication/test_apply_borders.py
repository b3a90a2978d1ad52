"""What apply does when a network's code, the card or the address is wrong."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from tests.syndication.town import Town, account_toml

from bedside.errors import ExitCode
from bedside.outbox import load_outbox
from bedside.platforms.base import (
    Announcement,
    Deferred,
    NotFound,
    Outcome,
    Publisher,
    Sent,
    Session,
    Unknown,
)
from bedside.platforms.buffer_api import BufferPublisher
from bedside.platforms.wire import new_client
from bedside.syndication.apply import apply
from bedside.syndication.model import Event, EventKind, Key, KeyState, Status
from bedside.syndication.plan import plan
from bedside.syndication.results import NotReady, Result, exit_code
from bedside.syndication.secrets import Secrets
from bedside.syndication.setting import policy_for, tools_for
from bedside.syndication.tools import Tools
from bedside.syndication.update import How, changes

SECRET = "t0p-s3cr3t"


class Broken:
    """A network whose code has a bug that shows the secret."""

    HOSTS: tuple[str, ...] = ()
    NEEDS: tuple[str, ...] = ()
    CAN_BE_ASKED = True
    IS_IDEMPOTENT = True  # so that a first try reaches `publish`

    def publish(self, _one: Announcement, session: Session, /) -> Outcome:
        """Fail as nobody foresaw."""
        message = f"cannot send with {session.secret}"
        raise RuntimeError(message)

    def find(self, _one: Announcement, _session: Session, /) -> Sent | NotFound | Unknown:
        """Fail as nobody foresaw."""
        raise ZeroDivisionError

    def delete(self, sent: Sent, session: Session, /) -> Outcome:
        """Never called."""
        raise NotImplementedError


class Working(Broken):
    """A network that takes everything."""

    def publish(self, _one: Announcement, _session: Session, /) -> Outcome:
        """Take it."""
        return Sent(remote_id="1")

    def find(self, _one: Announcement, _session: Session, /) -> Sent | NotFound | Unknown:
        """Have nothing."""
        return NotFound()


class Preparing(Working):
    """A network that publishes in two steps; the second fails at first."""

    NEEDS: tuple[str, ...] = ("target",)

    def __init__(self) -> None:
        """Remember what each try was told."""
        self.known: list[str] = []

    def publish(self, announcement: Announcement, session: Session, /) -> Outcome:
        """Prepare in the first try, publish what was prepared in the second."""
        self.known.append(announcement.prepared)
        if not announcement.prepared:
            session.prepare("container-1")
            return Deferred(reason="not ready yet")
        return Sent(remote_id=announcement.prepared)


@pytest.fixture
def town(make_town: Callable[..., Town]) -> Town:
    """Return a practice with two accounts that has had its first run."""
    made = make_town(
        account_toml("first", "mastodon", "@a@one.example", "https://one.example"),
        account_toml("second", "webhook", "hook", "https://two.example"),
    )
    made.first_run()
    return made


def run(
    town: Town,
    is_online: Callable[[Announcement], str] = lambda _one: "",
    first: Publisher | None = None,
) -> tuple[Result, ...]:
    """Apply the plan with a broken first network, if not another, and a working second one."""
    project, now = town.project(), datetime.now(UTC)
    outbox = load_outbox(project.outbox)
    ledger = town.ledger()
    tools = Tools(
        outbox=outbox, output=project.output, accounts={one.id: one for one in project.practice.accounts},
        publishers={"mastodon": first or Broken(), "webhook": Working()},
        secrets=Secrets({"TEST_FIRST": SECRET, "TEST_SECOND": "other"}),
        new_client=lambda: new_client(httpx.Timeout(1)), is_online=is_online, now=lambda: now,
    )  # fmt: skip
    planned = plan(outbox, ledger.state(), policy_for(project, 0, town.ledger_url), now)
    with ledger.run(now) as name:
        return tuple(apply(planned, ledger, name, tools))


def test_a_bug_in_one_network_leaves_the_other_done_and_no_secret_in_the_ledger(town: Town) -> None:
    """It may have been sent: unknown, looked up by the next run, and that may fail too."""
    post = town.post()
    results = run(town)
    assert exit_code(results) is ExitCode.NETWORK
    states = town.states(post.uid)
    assert (states["first"].status, states["second"].status) == (Status.UNKNOWN, Status.SENT)
    assert states["first"].reason == "stopped by a bug (RuntimeError: cannot send with [secret])"
    (again,) = run(town)
    assert isinstance(again.done, Unknown)
    assert town.states(post.uid)["first"].status is Status.UNKNOWN


@pytest.mark.parametrize("change", [Path.unlink, lambda path: path.write_bytes(b"another")])
def test_a_card_that_is_not_the_one_that_was_checked_is_never_sent(
    town: Town, change: Callable[[Path], object]
) -> None:
    """Missing or changed since the build: nothing is claimed."""
    post = town.post()
    assert post.card is not None
    change(town.root / "output" / post.card.path)
    results = run(town)
    assert {type(result.done) for result in results} == {NotReady}
    assert town.states(post.uid) == {}


def test_a_page_that_is_not_online_is_said_and_nothing_is_claimed(town: Town) -> None:
    """The reason that the verification gives is shown."""
    town.post()
    results = run(town, lambda one: f"{one.url} answers 404")
    assert all(
        "answers 404" in result.done.reason
        for result in results
        if isinstance(result.done, NotReady)
    )
    assert exit_code(results) is ExitCode.NETWORK
    assert town.ledger().mark == 2


def test_a_run_keeps_its_cap_when_look_ups_free_several_posts(
    make_town: Callable[..., Town],
) -> None:
    """Both are looked for and not there; with a cap of one, one goes out and the other waits."""
    town = make_town(account_toml("first", "mastodon", "@a@one.example", "https://one.example"),
                     policies="max_posts_per_run = 1")  # fmt: skip
    town.first_run()
    posts = [town.post("One", days_old=3), town.post("Two", days_old=2)]
    run(town)
    run(town)
    assert {town.states(post.uid)["first"].status for post in posts} == {Status.UNKNOWN}
    results = run(town, first=Working())
    assert [type(result.done) for result in results] == [Sent, NotReady]
    statuses = [town.states(post.uid)["first"].status for post in posts]
    assert statuses == [Status.SENT, Status.DEFERRED]
    run(town, first=Working())
    assert town.states(posts[1].uid)["first"].status is Status.SENT


def test_what_was_prepared_is_published_by_the_next_run(make_town: Callable[..., Town]) -> None:
    """Its id is in the ledger before it is public, and the next try makes no second one."""
    town = make_town(account_toml("first", "mastodon", "@a@one.example", "https://one.example",
                                  target="page-7"))  # fmt: skip
    town.first_run()
    post, network = town.post(), Preparing()
    assert [type(one.done) for one in run(town, first=network)] == [Deferred]
    assert town.states(post.uid)["first"].prepared == "container-1"
    assert [one.done for one in run(town, first=network)] == [Sent(remote_id="container-1")]
    assert network.known == ["", "container-1"]


def test_a_missing_setting_is_named_before_anything_is_sent(town: Town) -> None:
    """A network that must know which page to post to says so; nothing is claimed."""
    post = town.post()
    done = run(town, first=Preparing())[0].done
    assert isinstance(done, NotReady)
    assert "account `first`: add target" in done.reason
    assert town.states(post.uid).get("first", KeyState()).status is Status.NEW


def test_an_account_through_a_service_is_never_changed_on_its_network(
    make_town: Callable[..., Town],
) -> None:
    """Its secret is the service's: an edit is left to a person, though Mastodon itself could edit."""
    town = make_town(account_toml("first", "mastodon", "@a@one.example", "https://api.buffer.com",
                                  via="buffer", target="channel-1"))  # fmt: skip
    town.first_run()
    post = town.post()
    project = town.project()
    outbox, ledger = load_outbox(project.outbox), town.ledger()
    with new_client() as public:
        tools = tools_for(project, outbox, public, lambda: datetime.now(UTC))
    assert isinstance(tools.publisher("first"), BufferPublisher)
    key = Key(post.uid, "mastodon", "first")
    ledger.append([
        Event(key=key, seq=1, kind=EventKind.SENT, at=datetime.now(UTC), run="", payload="0" * 64,
              remote_id="1", url="https://one.example/1")
    ])  # fmt: skip
    policy = policy_for(project, 0, town.ledger_url)
    planned = plan(outbox, ledger.state(), policy, datetime.now(UTC))
    assert [one.how for one in changes(planned, tools, "")] == [How.BY_HAND]
