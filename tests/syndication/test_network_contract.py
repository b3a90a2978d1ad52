"""Every network with a strict fake: one post whatever breaks, found, changed, taken down, no secret said."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest
from tests.servers.fault_proxy import Fault, FaultProxy, proxy_running
from tests.servers.strict_server import network_running
from tests.syndication.networks import NETWORKS, Case
from tests.syndication.town import Town, account_toml

from bedside.outbox import OutboxPost, OutboxText
from bedside.platforms import buffer_api
from bedside.platforms.base import (
    AccountHealth,
    Announcement,
    Editor,
    Examiner,
    NotFound,
    Publisher,
    Sent,
    Session,
)
from bedside.platforms.publishers import publisher_of
from bedside.platforms.wire import new_client
from bedside.syndication import setting
from bedside.syndication.alerts import Alert
from bedside.syndication.announcements import announcement_for
from bedside.syndication.model import Key, KeyState, Status
from bedside.syndication.setting import own_outbox, tools_for
from bedside.syndication.tools import open_session

PATIENCE = 0.7  # seconds until an answer counts as lost


@dataclass(frozen=True, slots=True)
class Street:
    """A practice with one account on a fake network behind a proxy that breaks what it is told to."""

    case: Case
    town: Town
    proxy: FaultProxy
    server: Any
    told: list[str]  # the subjects of messages to the operator

    @property
    def post(self) -> OutboxPost:
        return self.town.posts[0]

    def run(self, *faults: Fault) -> tuple[int, Status, int]:
        """Announce with faults: exit code, state in the ledger, copies on the network."""
        self.proxy.faults.extend(faults)
        code = self.town.run("syndicate", "--live")
        state = self.town.states(self.post.uid).get("acct", KeyState())
        return code, state.status, self.server.copies(self.post.url)

    def posts_asked(self) -> int:
        return sum(self.case.post_path in line for line in self.proxy.asked)

    def use(self, call: Callable[[Publisher, Session, Announcement], Any]) -> Any:
        """Call the account's publisher as a run would."""
        project = self.town.project()
        account = project.practice.accounts[0]
        outbox = own_outbox(project)
        with httpx.Client() as public:
            tools = tools_for(project, outbox, public, lambda: self.post.published)
        publisher = publisher_of(account, tools.publishers)
        session = open_session(account, publisher, tools)
        key = Key(self.post.uid, account.platform, account.id)
        with session.client:
            return call(publisher, session, announcement_for(key, outbox, project.output))


@pytest.fixture(params=NETWORKS)
def street(
    request: pytest.FixtureRequest, make_town: Callable[..., Town],
    monkeypatch: pytest.MonkeyPatch, allow: Callable[..., None],
) -> Iterator[Street]:  # fmt: skip
    """Return a street for each network; its post is ready to go."""
    case = NETWORKS[request.param]
    monkeypatch.setattr(setting, "new_client", lambda: new_client(httpx.Timeout(PATIENCE)))
    monkeypatch.setattr(buffer_api, "_WAITS", (0.05, 0.05))
    with ExitStack() as stack:
        server = stack.enter_context(network_running(case.server()))
        proxy = stack.enter_context(proxy_running(server.url))
        stack.callback(proxy.released.set)
        server.public = proxy.url
        allow(proxy.url, server.url)
        monkeypatch.setenv("TEST_ACCT", server.secret)
        town = make_town(_account(case, proxy.url))
        town.first_run()
        _write_post(case, town)
        told: list[str] = []
        monkeypatch.setattr(setting, "teller", lambda _: _noting(told))
        yield Street(case, town, proxy, server, told)
        assert server.refused == []


def _noting(told: list[str]) -> Callable[[Alert], str]:
    def tell(alert: Alert) -> str:
        told.append(alert.subject.partition(") ")[2])
        return ""

    return tell


def _account(case: Case, api: str) -> str:
    table = account_toml("acct", case.platform, "@larkfield", api)
    return table + "".join(f"{key} = {json.dumps(one)}\n" for key, one in case.account.items())


def _write_post(case: Case, town: Town) -> None:
    post = town.post("Flu shots")
    text = OutboxText(
        platform=case.platform, account="acct", title=post.title,
        text=case.words.format(title=post.title, url=post.url),
        link=post.url if case.is_link_beside else "",
    )  # fmt: skip
    town.posts[0] = post.model_copy(update={"texts": (text,)})
    town.save()


def test_a_post_is_made_once_and_the_contract_is_kept(street: Street) -> None:
    """One request that the network's own specification accepts, one copy, and nothing in a second run."""
    assert street.run() == (0, Status.SENT, 1)
    state = street.town.states(street.post.uid)["acct"]
    assert state.sent is not None
    assert state.sent.remote_id
    assert state.sent.url.startswith("https://")
    assert street.run() == (0, Status.SENT, 1)
    assert street.posts_asked() == 1


HANG = {"kind": "hang"}
CLOSE = {"kind": "close"}
BROKEN = {"kind": "answer", "status": 500}


@pytest.mark.parametrize(
    ("is_passed_on", "broken"),
    [
        (True, HANG),
        (True, CLOSE),
        (True, {"kind": "cut", "body": b'{"id":"1"'}),
        (True, BROKEN),
        (True, {"kind": "answer", "status": 504, "body": b"<html>Gateway Time-out</html>"}),
        (True, {"kind": "answer", "status": 200, "body": b'{"errors":[{"message":"Oops"}]}'}),
        (True, {"kind": "answer", "status": 201, "body": b"<html>welcome</html>"}),
        (False, HANG),
        (False, CLOSE),
        (False, BROKEN),
    ],
)
def test_a_lost_answer_is_looked_up_and_there_is_one_copy(
    street: Street, broken: dict[str, Any], *, is_passed_on: bool
) -> None:
    """Whether the post arrived or not: unknown first, one copy after the next run, sent once."""
    fault = Fault(path=street.case.post_path, is_passed_on=is_passed_on, **broken)
    assert street.run(fault) == (3, Status.UNKNOWN, int(is_passed_on))
    before = street.posts_asked()
    assert street.run() == (0, Status.SENT, 1)
    assert street.posts_asked() - before == int(not is_passed_on)


def test_a_ledger_put_back_to_before_the_announcement_makes_no_second_copy(street: Street) -> None:
    """The public site still names the older state, so only the account itself can tell."""
    street.town.keep_ledger()
    assert street.run() == (0, Status.SENT, 1)
    street.town.put_ledger_back()
    assert street.run() == (0, Status.SENT, 1)
    assert street.posts_asked() == 1


def test_too_many_requests_wait_for_the_time_that_is_named(street: Street) -> None:
    """A 429 puts the post off; the next run leaves it alone."""
    later = str(int(time.time()) + 240)
    fault = Fault(path=street.case.post_path, kind="answer", status=429,
                  headers={"Retry-After": "240", "x-rate-limit-reset": later})  # fmt: skip
    assert street.run(fault) == (3, Status.DEFERRED, 0)
    asked = street.posts_asked()
    assert street.run() == (0, Status.DEFERRED, 0)
    assert street.posts_asked() == asked


def test_a_dead_token_is_told_of_once_and_the_post_goes_out_when_there_is_a_new_one(
    street: Street, capsys: pytest.CaptureFixture[str]
) -> None:
    """The post stays due; one message, one red run; neither output nor ledger has a secret."""
    street.server.is_token_dead = True
    assert street.run() == (3, Status.NEW, 0)
    assert street.run() == (0, Status.NEW, 0)
    assert street.told == ["has stopped"]
    told = capsys.readouterr()
    kept = " ".join(str(one) for one in street.town.ledger().events())
    for part in _parts(street.server.secret):
        assert part not in told.out + told.err + kept
    street.server.is_token_dead = False
    assert street.run() == (0, Status.SENT, 1)
    assert street.told == ["has stopped", "works again"]


REFUSALS = [(name, *one) for name, case in NETWORKS.items() for one in case.refusals]


@pytest.mark.parametrize(("street", "status", "body"), REFUSALS, indirect=["street"])
def test_a_refusal_of_the_account_keeps_its_posts_due(
    street: Street, status: int, body: dict[str, Any]
) -> None:
    """Whatever the network calls it: told of once while it lasts, sent once when it is over."""
    no = Fault(path=street.case.post_path, kind="answer", status=status,
               body=json.dumps(body).encode())  # fmt: skip
    assert street.run(no) == (3, Status.DEFERRED, 0)
    assert street.run(no) == (0, Status.DEFERRED, 0)
    assert street.told == ["has stopped"]
    assert street.run() == (0, Status.SENT, 1)
    assert street.told == ["has stopped", "works again"]


def _parts(secret: str) -> list[str]:
    try:
        return [one for name, one in json.loads(secret).items() if "id" not in name]
    except ValueError:
        return [secret]


def test_the_post_is_found_only_when_it_is_there(street: Street) -> None:
    """Looking changes nothing and tells a post that is there from one that is not."""

    def look(publisher: Publisher, session: Session, announcement: Announcement) -> Any:
        return publisher.find(announcement, session)

    assert street.use(look) == NotFound()
    street.run()
    sent = street.town.states(street.post.uid)["acct"].sent
    found = street.use(look)
    assert isinstance(found, Sent)
    assert sent is not None
    assert found.remote_id == sent.remote_id
    assert street.server.copies(street.post.url) == 1


def test_another_announcement_of_the_same_page_is_not_taken_for_this_one(street: Street) -> None:
    """A known copy is passed over whatever its words; of two with one link each finds its own."""
    street.run()
    sent = street.town.states(street.post.uid)["acct"].sent
    assert sent is not None

    def look(publisher: Publisher, session: Session, announcement: Announcement) -> Any:
        known = frozenset({sent.remote_id})
        assert publisher.find(replace(announcement, other_copies=known), session) == NotFound()
        again = announcement.text.text.replace(street.post.title, "A year later")
        later = replace(
            announcement, slot="reshare-2027-03", text=replace(announcement.text, text=again)
        )
        assert publisher.find(later, session) == NotFound()
        made = publisher.publish(later, session)
        assert isinstance(made, Sent)
        found = publisher.find(replace(later, other_copies=known), session)
        assert isinstance(found, Sent)
        assert found.remote_id == made.remote_id != sent.remote_id
        first = publisher.find(
            replace(announcement, other_copies=frozenset({made.remote_id})), session
        )
        assert isinstance(first, Sent)
        assert first.remote_id == sent.remote_id

    street.use(look)


def test_a_copy_is_taken_down_and_the_network_is_asked(street: Street) -> None:
    """`--retract` leaves no copy where an API can delete; a second time does no harm."""
    street.run()
    sent = street.town.states(street.post.uid)["acct"].sent

    def take(publisher: Publisher, session: Session, _announcement: Announcement) -> Any:
        assert sent is not None
        return publisher.delete(sent, session)

    if not street.server.can_delete:
        assert "by hand" in street.use(take).reason
        return
    assert isinstance(street.use(take), Sent)
    assert street.server.copies(street.post.url) == 0
    assert isinstance(street.use(take), Sent)


def test_new_words_reach_a_copy_where_the_network_allows_it(street: Street) -> None:
    """An editor changes the copy in place and says so only when it is changed."""
    street.run()
    sent = street.town.states(street.post.uid)["acct"].sent
    text = street.post.texts[0].model_copy(update={"text": "Corrected: two doses [not one]"})
    street.town.posts[0] = street.post.model_copy(update={"texts": (text,)})
    street.town.save()

    def change(publisher: Publisher, session: Session, announcement: Announcement) -> Any:
        assert sent is not None
        assert isinstance(publisher, Editor) == street.case.can_edit
        if isinstance(publisher, Editor):
            assert isinstance(publisher.update(sent, announcement, session), Sent)
            assert street.server.shown(sent.remote_id) == "Corrected: two doses [not one]"

    street.use(change)


def test_the_account_says_who_it_is_and_when_its_token_is_dead(street: Street) -> None:
    """An examination posts nothing, names the account, and names a problem when there is one."""

    def examine(publisher: Publisher, session: Session, _announcement: Announcement) -> Any:
        assert isinstance(publisher, Examiner)
        return publisher.examine(session)

    well = street.use(examine)
    assert isinstance(well, AccountHealth)
    assert (well.problem, well.missing_scopes) == ("", ())
    assert "larkfield" in well.who.lower()
    street.server.is_token_dead = True
    ill = street.use(examine)
    assert isinstance(ill, AccountHealth)
    assert ill.problem
    assert street.posts_asked() == 0


def test_the_doctor_asks_whoever_posts_to_the_account(
    street: Street, capsys: pytest.CaptureFixture[str]
) -> None:
    """The network itself, or the service it goes through; a dead token is something to mend."""
    assert street.town.run("doctor", "--accounts", "--format", "json") == 0
    assert "larkfield" in json.loads(capsys.readouterr().out)["lines"][0]["what"].lower()
    street.server.is_token_dead = True
    assert street.town.run("doctor", "--accounts") == 1
    assert "problem account acct" in capsys.readouterr().out
    assert street.posts_asked() == 0
