"""What every network must keep, whatever breaks: one copy, found again, taken down, no secret shown."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.syndication.meta_and_google import NETWORKS, Network
from tests.syndication.stage import WORDS, Stage, stage_for
from tests.syndication.town import Town

from bedside.errors import ExitCode
from bedside.outbox import load_outbox
from bedside.platforms.base import (
    AccountHealth,
    Deferred,
    Editor,
    Examiner,
    NotFound,
    Publisher,
    Rejected,
    Sent,
    Unknown,
)
from bedside.platforms.credentials import parts_of
from bedside.platforms.publishers import PUBLISHERS
from bedside.syndication.announcements import announcement_for
from bedside.syndication.model import Key, Status
from bedside.syndication.results import NotReady


@pytest.fixture(params=NETWORKS, ids=lambda one: one.platform)
def network(request: pytest.FixtureRequest) -> Network:
    """Return each network in turn."""
    found: Network = request.param
    return found


@pytest.fixture
def stage(
    network: Network, make_town: Callable[..., Town], allow: Callable[..., None], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Stage]:  # fmt: skip
    """Return the network's stage, without its pauses."""
    for name in network.waits:
        monkeypatch.setattr(name, 0)
    with stage_for(network, make_town, allow, tmp_path) as made:
        yield made


def test_a_post_is_there_once_with_its_words_and_a_second_run_does_nothing(stage: Stage) -> None:
    """Sent, with an id; the ledger then has nothing to do."""
    done = stage.run()
    assert isinstance(done, Sent)
    assert done.remote_id
    assert done.url.startswith("https://")
    assert [WORDS in one for one in stage.fake.copies()] == [True]
    assert stage.run() is None
    assert len(stage.fake.copies()) == 1


LOST: dict[str, dict[str, Any]] = {
    "no answer": {"kind": "hang"},
    "closed": {"kind": "close"},
    "half an answer": {"kind": "cut", "body": b'{"id":"1"'},
    "error 500": {"kind": "answer", "status": 500, "body": b'{"error":{"code":2,"message":"x"}}'},
    "a page": {"kind": "answer", "status": 504, "body": b"<html>Gateway Time-out</html>"},
    "200 with an error": {"kind": "answer", "status": 200,
                          "body": b'{"error":{"code":1,"message":"x"}}'},
    "200 with a page": {"kind": "answer", "status": 200, "body": b"<html>welcome</html>"},
    "200 with nothing": {"kind": "answer", "status": 200, "body": b"{}"},
}  # fmt: skip


@pytest.mark.parametrize("is_passed_on", [True, False], ids=["arrived", "lost"])
@pytest.mark.parametrize("name", LOST)
def test_a_lost_answer_is_looked_up_and_there_is_one_copy(
    stage: Stage, name: str, *, is_passed_on: bool
) -> None:
    """Unknown at first, whether it arrived or not; then one copy and one request that published it."""
    fault = stage.fault(stage.network.post, is_passed_on=is_passed_on, **LOST[name])
    assert isinstance(stage.run(fault), Unknown)
    assert stage.state.status is Status.UNKNOWN
    assert len(stage.fake.copies()) == is_passed_on
    assert isinstance(stage.run(), Sent)
    assert len(stage.fake.copies()) == 1
    assert stage.asked(stage.network.post) == (1 if is_passed_on else 2)


@pytest.mark.parametrize("name", LOST)
def test_a_failure_before_the_post_is_deferred_and_then_there_is_one_copy(
    stage: Stage, name: str
) -> None:
    """Nothing can be public yet, so this run or the next goes on; none leaves it unknown."""
    for line in stage.network.before:
        done = stage.run(stage.fault(line, is_passed_on=True, **LOST[name]))
        assert isinstance(done, Deferred | Sent | NotReady)
        assert len(stage.fake.copies()) == isinstance(done, Sent)
    if stage.state.status is not Status.SENT:
        assert isinstance(stage.run(), Sent)
    assert len(stage.fake.copies()) == 1


def test_a_ledger_put_back_to_before_the_announcement_makes_no_second_copy(stage: Stage) -> None:
    """The public site still names the older state, so only the account itself can tell."""
    stage.town.keep_ledger()
    assert isinstance(stage.run(), Sent)
    stage.town.put_ledger_back()
    assert isinstance(stage.run(), Sent)
    assert stage.state.status is Status.SENT
    assert len(stage.fake.copies()) == stage.asked(stage.network.post) == 1


def test_too_many_requests_waits_as_long_as_it_is_told(stage: Stage) -> None:
    """Certainly not posted; the plan leaves it alone until then."""
    status, body = stage.network.throttled
    fault = stage.fault(stage.network.post, kind="answer", status=status,
                        body=json.dumps(body).encode(), headers={"Retry-After": "240"})  # fmt: skip
    done = stage.run(fault)
    assert isinstance(done, Deferred)
    assert done.until is not None
    assert stage.run() is None
    assert not stage.fake.copies()


REFUSALS = [
    (network, *one)
    for network in NETWORKS
    for one in ((network.post, *network.token_ended), *network.refusals)
]


@pytest.mark.parametrize(("network", "line", "status", "body"), REFUSALS, indirect=["network"])
def test_a_refusal_of_the_account_keeps_its_posts_due(
    stage: Stage, line: str, status: int, body: dict[str, Any]
) -> None:
    """A dead token, a missing right: told of once while it lasts, sent once when it is over."""
    no = stage.fault(line, kind="answer", status=status, body=json.dumps(body).encode())
    done = stage.run(no, no)
    if isinstance(done, NotReady):  # it was met when looking
        assert done.code is ExitCode.NETWORK
    else:
        assert isinstance(done, Rejected)
        assert done.whole_account
    again = stage.run(no, no)
    assert isinstance(again, NotReady)
    assert again.code is ExitCode.FINE
    assert stage.state.status in {Status.DEFERRED, Status.NEW}
    assert not stage.fake.copies()
    assert isinstance(stage.run(), Sent)
    assert len(stage.fake.copies()) == 1
    assert stage.told == ["has stopped", "works again"]


def test_a_copy_is_found_changed_and_deleted(stage: Stage) -> None:
    """By what the account itself shows; after the delete nothing is found, and a second delete says gone."""
    stage.run()
    with stage.session() as session:
        announcement = _announcement(stage)
        found = stage.publisher.find(announcement, session)
        assert found == stage.sent
        if stage.network.edits:
            editor = stage.publisher.inner
            assert isinstance(editor, Editor)
            better = replace(announcement, text=replace(announcement.text, text="Better words."))
            assert isinstance(editor.update(found, better, session), Sent)
            assert "Better words." in stage.fake.copies()[0]
        assert stage.publisher.delete(found, session) == found
        assert not stage.fake.copies()
        assert stage.publisher.find(announcement, session) == NotFound()
        assert stage.publisher.delete(found, session) == found


def test_another_announcement_of_the_same_page_is_not_taken_for_this_one(stage: Stage) -> None:
    """A known copy is passed over whatever its words; of two with one link each finds its own."""
    stage.run()
    first, known = stage.sent.remote_id, frozenset({stage.sent.remote_id})
    with stage.session() as session:
        announcement = replace(_announcement(stage), prepared="")
        find = stage.publisher.find
        assert find(replace(announcement, other_copies=known), session) == NotFound()
        text = replace(announcement.text, text="A year later: get yours again.")
        later = replace(announcement, slot="reshare-2027-03", text=text)
        assert find(later, session) == NotFound()
        made = stage.publisher.publish(later, session)
        assert isinstance(made, Sent)
        found = find(replace(later, other_copies=known), session)
        assert found.remote_id == made.remote_id != first
        others = frozenset({made.remote_id})
        assert find(replace(announcement, other_copies=others), session).remote_id == first


def test_a_copy_that_a_person_named_by_its_address_is_left_to_a_person(stage: Stage) -> None:
    """An address is no id: nothing is asked of the network."""
    with stage.session() as session:
        asked = len(stage.proxy.asked)
        named = Sent(remote_id="https://social.example/1", url="https://social.example/1")
        assert isinstance(stage.publisher.delete(named, session), Rejected)
        assert len(stage.proxy.asked) == asked


def test_an_account_is_examined_without_posting(stage: Stage) -> None:
    """Who it is; every permission that is needed is there; nothing is sent."""
    examiner = stage.publisher.inner
    assert isinstance(examiner, Examiner)
    with stage.session() as session:
        health = examiner.examine(session)
    assert isinstance(health, AccountHealth)
    assert health.who
    assert not health.problem
    assert not health.missing_scopes
    assert not stage.fake.copies()


def test_no_secret_is_in_what_is_said_or_in_any_address(stage: Stage) -> None:
    """An error that repeats the token is masked; a token never stands in an address."""
    secrets = {stage.network.secret, *parts_of(stage.network.secret).values(),
               getattr(stage.fake, "token", "")} - {""}  # fmt: skip
    body = json.dumps({"error": {"code": 100, "message": " ".join(sorted(secrets))}}).encode()
    fault = stage.fault(stage.network.post, kind="answer", status=400, body=body)
    stage.run(fault)
    assert stage.state.reason
    stage.run()
    for secret in secrets:
        assert secret not in stage.state.reason
        assert not [one for one in stage.proxy.asked if secret in one]
    with stage.session() as session:
        assert stage.network.secret not in repr(session)


def test_every_network_is_one_that_is_posted_to(network: Network) -> None:
    """The table names networks of the product, and its publishers keep the protocol."""
    assert isinstance(network.publisher(), Publisher)
    assert type(PUBLISHERS[network.platform]) is type(network.publisher())


def _announcement(stage: Stage) -> Any:
    post = stage.town.posts[0]
    key = Key(post.uid, stage.network.platform, "one")
    outbox = load_outbox(stage.town.project().outbox)
    return replace(
        announcement_for(key, outbox, stage.town.root / "output"), prepared=stage.state.prepared
    )
