"""An account that takes no post: stopped, told of once, its posts stay due."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from tests.syndication.town import Town, account_toml

from bedside.errors import ExitCode
from bedside.outbox import load_outbox
from bedside.platforms.base import (
    AccountHealth,
    Announcement,
    Deferred,
    NotFound,
    Outcome,
    Publisher,
    Rejected,
    Sent,
    Session,
    Unknown,
)
from bedside.platforms.wire import new_client
from bedside.syndication.alerts import Alert
from bedside.syndication.apply import apply
from bedside.syndication.model import Status
from bedside.syndication.plan import plan
from bedside.syndication.results import NotReady, Result, exit_code, name_of
from bedside.syndication.secrets import Secrets
from bedside.syndication.setting import policy_for
from bedside.syndication.tools import Tools
from bedside.syndication.troubles import STOPPED, is_same, trouble_key

SECRET = "t0p-s3cr3t"
DEAD = Rejected(reason="HTTP 401: the token is not valid (trace 8f3a2b9c1)", whole_account=True)


@dataclass
class Network:
    """A network that cannot be asked how an account stands."""

    says: Outcome = DEAD
    HOSTS: tuple[str, ...] = ()
    NEEDS: tuple[str, ...] = ()
    CAN_BE_ASKED: bool = True
    IS_IDEMPOTENT: bool = False
    tried: int = 0
    looked: Sent | NotFound | Unknown = field(default_factory=NotFound)

    def publish(self, _one: Announcement, _session: Session, /) -> Outcome:
        """Count the try."""
        self.tried += 1
        return self.says

    def find(self, _one: Announcement, _session: Session, /) -> Sent | NotFound | Unknown:
        """Say what the test wants."""
        return self.looked

    def delete(self, sent: Sent, session: Session, /) -> Outcome:
        """Never called."""
        raise NotImplementedError


@dataclass
class Askable(Network):
    """One that can be asked."""

    health: AccountHealth | Deferred = field(default_factory=AccountHealth)

    def examine(self, _session: Session, /) -> AccountHealth | Deferred:
        """Say what the test wants."""
        return self.health


@dataclass
class Desk:
    """The operator: what arrived, and whether the mail works."""

    got: list[Alert] = field(default_factory=list)
    answer: str | None = ""

    def __call__(self, alert: Alert) -> str | None:
        """Take a message, or fail to."""
        if self.answer == "":
            self.got.append(alert)
        return self.answer


@pytest.fixture
def town(make_town: Callable[..., Town]) -> Town:
    """Return a practice with two accounts that has had its first run."""
    made = make_town(
        account_toml("first", "mastodon", "@a@one.example", "https://one.example"),
        account_toml("second", "webhook", "hook", "https://two.example"),
    )
    made.first_run()
    return made


def run(town: Town, first: Publisher, desk: Desk, secret: str = SECRET) -> tuple[Result, ...]:
    """Apply today's plan with one network under test and one that takes everything."""
    project, now, ledger = town.project(), datetime.now(UTC), town.ledger()
    outbox = load_outbox(project.outbox)
    tools = Tools(
        outbox=outbox, output=project.output,
        accounts={one.id: one for one in project.practice.accounts},
        publishers={"mastodon": first, "webhook": Network(says=Sent(remote_id="1"))},
        secrets=Secrets({"TEST_FIRST": secret, "TEST_SECOND": "other"}),
        new_client=lambda: new_client(httpx.Timeout(1)), is_online=lambda _one: "",
        now=lambda: now, tell=desk,
    )  # fmt: skip
    planned = plan(outbox, ledger.state(), policy_for(project, 0, town.ledger_url), now)
    with ledger.run(now) as name:
        return tuple(apply(planned, ledger, name, tools))


def first_states(town: Town) -> list[Status]:
    return [town.states(post.uid)["first"].status for post in town.posts]


def test_one_try_and_one_message_for_thirty_posts(town: Town) -> None:
    """The first refusal stops the account; the other one goes on, and no post is rejected for good."""
    for number in range(6):
        town.post(f"Post {'abcdef'[number]}", days_old=number + 1)
    network, desk = Network(), Desk()
    results = run(town, network, desk)
    assert (network.tried, len(desk.got)) == (1, 1)
    assert exit_code(results) is ExitCode.NETWORK
    assert [name_of(one.done) for one in results].count("stopped") == 1
    assert {town.states(post.uid)["second"].status for post in town.posts} == {Status.SENT}
    assert Status.REJECTED not in {
        state.status for post in town.posts for state in town.states(post.uid).values()
    }


def test_later_runs_say_it_and_neither_fail_nor_tell_again(town: Town) -> None:
    """Only the run that met the trouble fails, although the network's words carry a new trace."""
    town.post()
    network, desk = Network(), Desk()
    run(town, network, desk)
    for trace in ("77aa12", "9c9c9c"):
        network.says = Rejected(
            reason=f"HTTP 401: the token is not valid (trace {trace})", whole_account=True
        )
        results = run(town, network, desk)
        assert exit_code(results) is ExitCode.FINE
        assert any(isinstance(one.done, NotReady) for one in results)
    assert len(desk.got) == 1


def test_the_posts_go_out_when_the_account_is_mended(town: Town) -> None:
    """They stayed due; the operator hears once that it works again."""
    town.post("One", days_old=2)
    town.post("Two", days_old=1)
    network, desk = Network(), Desk()
    run(town, network, desk)
    network.says = Sent(remote_id="7")
    run(town, network, desk)
    run(town, network, desk)
    assert first_states(town) == [Status.SENT, Status.SENT]
    assert [one.subject.partition(") ")[2] for one in desk.got] == ["has stopped", "works again"]


def test_a_stopped_account_is_asked_and_not_tried(town: Town) -> None:
    """Where the network can be asked, a dead token costs no try and no rows in the ledger."""
    town.post()
    network, desk = Askable(health=AccountHealth(problem="the token is dead")), Desk()
    run(town, network, desk)
    mark = town.ledger().mark
    results = run(town, network, desk)
    assert (network.tried, town.ledger().mark, len(desk.got)) == (1, mark, 1)
    assert exit_code(results) is ExitCode.FINE
    network.health = Deferred(reason="cannot be reached")
    assert "asked again: cannot be reached" in str(run(town, network, desk))
    network.health, network.says = AccountHealth(), Sent(remote_id="7")
    run(town, network, desk)
    assert first_states(town) == [Status.SENT]


def test_another_trouble_is_told(town: Town) -> None:
    """A new token that lacks a scope is not the old trouble."""
    town.post()
    network, desk = Askable(health=AccountHealth(problem="the token is dead")), Desk()
    run(town, network, desk)
    network.health = AccountHealth(missing_scopes=("write:statuses",))
    run(town, network, desk)
    run(town, network, desk)
    assert len(desk.got) == 2
    assert "may not: write:statuses" in desk.got[1].body


def test_a_message_that_was_not_sent_is_tried_again(town: Town) -> None:
    """A mail server that is down is said in the result; the next run tells."""
    town.post()
    network, desk = Network(), Desk(answer="mail.example cannot be reached")
    assert "mail.example cannot be reached" in str(run(town, network, desk))
    desk.answer = ""
    run(town, network, desk)
    run(town, network, desk)
    assert len(desk.got) == 1


def test_a_message_holds_no_secret_and_no_text_of_the_post(town: Town) -> None:
    """Whatever the network repeats; what to do and where is in it."""
    post = town.post("What to do about a sore throat")
    text = post.texts[0].text
    echo = f"HTTP 401: t0p-s3cr3t may not post '{text}'"
    network, desk = Network(says=Rejected(reason=echo, whole_account=True)), Desk()
    run(town, network, desk)
    (alert,) = desk.got
    assert "t0p-s3cr3t" not in alert.subject + alert.body
    assert "sore throat" not in alert.subject + alert.body
    assert "TEST_FIRST" in alert.body
    assert "docs/accounts.md" in alert.body


def test_looking_with_a_dead_token_stops_the_account_too(town: Town) -> None:
    """An open post whose look-up fails is not looked at again until the account is mended."""
    town.post()
    network, desk = Askable(says=Unknown(reason="no answer")), Desk()
    run(town, network, desk)
    network.looked = Unknown(reason="looking failed with HTTP 401")
    network.health = AccountHealth(problem="the token is dead")
    assert exit_code(run(town, network, desk)) is ExitCode.NETWORK
    assert exit_code(run(town, network, desk)) is ExitCode.FINE
    assert (len(desk.got), first_states(town)) == (1, [Status.UNKNOWN])


def test_a_token_that_nothing_renews_is_told_of_in_time_and_once(town: Town) -> None:
    """Thirteen days before its end; posts go on; when a new one is stored the matter is closed."""

    def ending(days: int) -> str:
        return json.dumps(
            {"access_token": "t0ken", "expires": str(datetime.now(UTC) + timedelta(days))}
        )

    network, desk = Network(says=Sent(remote_id="7")), Desk()
    for number, days in enumerate((15, 13, 12, 60)):
        town.post(f"Post {'abcd'[number]}", days_old=4 - number)
        run(town, network, desk, ending(days))
    assert set(first_states(town)) == {Status.SENT}
    assert ["must be renewed" in one.subject for one in desk.got] == [True, False]
    assert "is in order again" in desk.got[1].subject
    assert "t0ken" not in "".join(one.body for one in desk.got)


def test_a_refused_post_stops_nothing(town: Town) -> None:
    """A text that the network does not take is that post's own trouble."""
    town.post("One", days_old=2)
    town.post("Two", days_old=1)
    network, desk = Network(says=Rejected(reason="HTTP 422: too long")), Desk()
    run(town, network, desk)
    assert (network.tried, desk.got) == (2, [])
    assert first_states(town) == [Status.REJECTED, Status.REJECTED]


def test_an_account_without_a_baseline_has_none_by_its_trouble(town: Town) -> None:
    """The key of a trouble is no first run."""
    town.post()
    run(town, Network(), Desk())
    state = town.ledger().state()
    assert state.accounts == {("mastodon", "first"), ("webhook", "second")}
    trouble = state.troubles[trouble_key("mastodon", "first")]
    assert (trouble.is_on, trouble.is_told) == (True, True)
    assert is_same(trouble, "HTTP 401: the token is not valid (trace 0)")
    assert not is_same(trouble, "HTTP 403: the token is not valid (trace 0)")
    assert trouble_key("mastodon", "first").slot == STOPPED
