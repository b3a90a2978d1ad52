"""Every network, real or strict fake: one post whatever breaks, found, changed, taken down, no secret said."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.servers.fault_proxy import Fault
from tests.servers.launch import free_port
from tests.syndication.networks import NETWORKS
from tests.syndication.stage import Stage
from tests.syndication.town import Town, account_toml

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
from bedside.platforms.publishers import CANNOT_BE_ASKED, PUBLISHERS
from bedside.syndication.model import Status

ASKED = [name for name, case in NETWORKS.items() if case.can_be_asked]
ONLY_THOSE_THAT_CAN_BE_ASKED = pytest.mark.parametrize("stage", ASKED, indirect=True)


def test_every_network_that_is_posted_to_over_http_is_here() -> None:
    """Mail and YouTube (which is Buffer again) have their own suites; who cannot be asked says so."""
    assert {case.platform for case in NETWORKS.values()} == set(PUBLISHERS) - {"email", "youtube"}
    strangers = {case.platform for case in NETWORKS.values() if not case.can_be_asked}
    assert strangers == CANNOT_BE_ASKED - {"email"}


def test_a_post_is_made_once_with_its_words_and_its_link(stage: Stage) -> None:
    """One request that the network takes, one copy, and nothing in a second run."""
    assert stage.run() == (0, Status.SENT, 1)
    (copy,) = stage.server.copies()
    assert " ".join(copy.words.split()) == stage.text.text
    assert copy.link == (stage.post.url if stage.case.platform != "instagram" else "")
    assert stage.sent.remote_id
    assert stage.sent.url.startswith("http") or not stage.case.can_be_asked
    assert stage.run() == (0, Status.SENT, 1)
    assert stage.tries() == 1


LOST: dict[str, dict[str, Any]] = {
    "no answer": {"kind": "hang"},
    "closed": {"kind": "close"},
    "half an answer": {"kind": "cut", "body": b'{"id":"1"'},
    "error 500": {"kind": "answer", "status": 500},
    "a page": {"kind": "answer", "status": 504, "body": b"<html>Gateway Time-out</html>"},
    "200 with an error": {"kind": "answer", "status": 200,
                          "body": b'{"error":{"code":1,"message":"x"},"errors":[{"message":"x"}]}'},
    "200 with a page": {"kind": "answer", "status": 200, "body": b"<html>welcome</html>"},
    "200 with nothing": {"kind": "answer", "status": 200, "body": b"{}"},
}  # fmt: skip
PLACE = "https://social.example/1"  # where a person found a copy
# Any 2xx of a receiver means that it has the post: it need not say anything.
YES_OF_A_RECEIVER = {"200 with an error", "200 with a page", "200 with nothing"}


@pytest.mark.parametrize("is_passed_on", [True, False], ids=["arrived", "lost"])
@pytest.mark.parametrize("name", LOST)
@ONLY_THOSE_THAT_CAN_BE_ASKED
def test_a_lost_answer_is_looked_up_and_there_is_one_copy(
    stage: Stage, name: str, *, is_passed_on: bool
) -> None:
    """Whether the post arrived or not: unknown first, one copy after the next run, sent once."""
    fault = Fault(path=stage.case.post, is_passed_on=is_passed_on, **LOST[name])
    assert stage.run(fault) == (3, Status.UNKNOWN, int(is_passed_on))
    assert stage.run() == (0, Status.SENT, 1)
    assert stage.tries() == (1 if is_passed_on else 2)


@pytest.mark.parametrize("is_passed_on", [True, False], ids=["arrived", "lost"])
@pytest.mark.parametrize("name", sorted(set(LOST) - YES_OF_A_RECEIVER))
@pytest.mark.parametrize("stage", sorted(set(NETWORKS) - set(ASKED)), indirect=True)
def test_where_nobody_can_be_asked_a_lost_answer_is_left_to_a_person(
    stage: Stage, name: str, *, is_passed_on: bool
) -> None:
    """Never sent again by itself; a person who looked says that it is not there, and it goes out."""
    fault = Fault(path=stage.case.post, is_passed_on=is_passed_on, **LOST[name])
    assert stage.run(fault) == (3, Status.UNKNOWN, int(is_passed_on))
    assert stage.run()[1:] == (Status.UNKNOWN, int(is_passed_on))
    assert stage.tries() == 1
    _resolve(stage, *(("sent", "--url", PLACE) if is_passed_on else ("not-sent",)))
    assert stage.run() == (0, Status.SENT, 1)


@pytest.mark.parametrize("name", LOST)
def test_a_failure_before_the_post_is_put_off_and_then_there_is_one_copy(
    stage: Stage, name: str
) -> None:
    """Nothing can be public yet, so this run or the next goes on; none leaves it unknown."""
    for line in stage.case.before:
        _, status, there = stage.run(Fault(path=line, is_passed_on=True, **LOST[name]))
        assert status in {Status.NEW, Status.DEFERRED, Status.SENT}
        assert there == (status is Status.SENT)
    assert stage.run() == (0, Status.SENT, 1)


def test_a_ledger_put_back_to_before_the_announcement_makes_no_second_copy(stage: Stage) -> None:
    """On another computer, while the public site still names the older state: the account tells."""
    if not stage.case.can_be_asked:
        return
    stage.town.keep_ledger()
    assert stage.run() == (0, Status.SENT, 1)
    stage.town.put_ledger_back()
    (stage.town.root / "build" / "witness.json").unlink()
    assert stage.run() == (0, Status.SENT, 1)
    # Where a second request can only meet the first one's post, it is made instead of a look-up.
    assert stage.tries() == 1 + PUBLISHERS[stage.case.platform].IS_IDEMPOTENT


def test_too_many_requests_wait_for_the_time_that_is_named(stage: Stage) -> None:
    """Certainly not posted; the next run leaves it alone until then."""
    later = str(int(time.time()) + 240)
    busy = stage.no(*stage.case.busy, Retry_After="240", x_rate_limit_reset=later)
    assert stage.run(busy) == (3, Status.DEFERRED, 0)
    assert stage.state.until is not None
    assert stage.state.until > datetime.now(UTC)
    tries = stage.tries()
    assert stage.run() == (0, Status.DEFERRED, 0)
    assert stage.tries() == tries


def test_a_clear_no_to_one_post_stays_until_a_person_settles_it(stage: Stage) -> None:
    """Not tried again by itself; sent once when a person says so."""
    assert stage.run(stage.no(*stage.case.no)) == (3, Status.REJECTED, 0)
    assert stage.run() == (0, Status.REJECTED, 0)
    assert stage.tries() == 1
    _resolve(stage, "--retry")
    assert stage.run() == (0, Status.SENT, 1)


def _resolve(stage: Stage, *verdict: str) -> None:
    key = (stage.post.uid, stage.case.platform, "acct")
    assert stage.town.run("ledger", "resolve", *key, *verdict) == 0


def test_a_dead_token_is_told_of_once_and_the_post_goes_out_when_there_is_a_new_one(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    """The post stays due; one message, one red run; neither output nor ledger has a secret."""
    secrets = _parts(stage.server.secret)
    stage.token_dies()
    code, status, there = stage.run()
    assert (code, there) == (3, 0)
    assert status in {Status.NEW, Status.DEFERRED}  # met while looking, or while posting
    assert stage.run() == (0, status, 0)
    assert stage.told == ["has stopped"]
    told = capsys.readouterr()
    kept = " ".join(str(one) for one in stage.town.ledger().events())
    for part in secrets:
        assert part not in told.out + told.err + kept
    stage.server.refused.clear()  # a receiver calls a wrong signature a breach
    stage.token_dies(dead=False)
    assert stage.run() == (0, Status.SENT, 1)
    assert stage.told == ["has stopped", "works again"]


REFUSALS = [(name, *one) for name, case in NETWORKS.items() for one in case.refusals]


@pytest.mark.parametrize(("stage", "line", "status", "body"), REFUSALS, indirect=["stage"])
def test_a_refusal_of_the_account_keeps_its_posts_due(
    stage: Stage, line: str, status: int, body: dict[str, Any]
) -> None:
    """Whatever the network calls it: told of once while it lasts, sent once when it is over."""
    no = stage.no(status, body, line, Location="https://elsewhere.example/")
    code, kept, there = stage.run(no, no)
    assert (code, there) == (3, 0)
    assert kept in {Status.DEFERRED, Status.NEW}
    assert stage.run(no, no) == (0, kept, 0)
    assert stage.told == ["has stopped"]
    assert stage.run() == (0, Status.SENT, 1)
    assert stage.told == ["has stopped", "works again"]


def test_no_secret_is_in_what_is_said_or_in_any_address(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error that repeats the secret is masked; a secret never stands in an address."""
    secrets = _parts(stage.server.secret)
    said = " ".join(secrets)
    status, _ = stage.case.no
    echo = {"error": {"code": 100, "message": said}, "message": said, "detail": said,
            "data": {"createPost": {"__typename": "InvalidInputError", "message": said}}}  # fmt: skip
    assert stage.run(stage.no(status, echo))[1] is Status.REJECTED
    told = capsys.readouterr()
    assert stage.state.reason
    for secret in secrets:
        assert secret not in stage.state.reason + told.out + told.err
        assert not [one for one in stage.proxy.asked if secret in one]
    hidden = stage.use(lambda _publisher, session, _one: repr(session))
    assert not [one for one in secrets if one in hidden]


def _parts(secret: str) -> list[str]:
    try:
        named = json.loads(secret)
    except ValueError:
        return [secret]
    return [one for name, one in named.items() if name.endswith(("token", "secret", "key"))]


@ONLY_THOSE_THAT_CAN_BE_ASKED
def test_the_post_is_found_only_when_it_is_there(stage: Stage) -> None:
    """Looking changes nothing and tells a post that is there from one that is not."""

    def look(publisher: Publisher, session: Session, announcement: Announcement) -> Any:
        return publisher.find(announcement, session)

    assert stage.use(look) == NotFound()
    stage.run()
    assert stage.use(look).remote_id == stage.sent.remote_id
    assert len(stage.server.copies()) == 1


@ONLY_THOSE_THAT_CAN_BE_ASKED
def test_another_announcement_of_the_same_page_is_not_taken_for_this_one(stage: Stage) -> None:
    """A known copy is passed over whatever its words; of two with one link each finds its own."""
    stage.run()
    first, known = stage.sent.remote_id, frozenset({stage.sent.remote_id})

    def look(publisher: Publisher, session: Session, announcement: Announcement) -> None:
        find, words = publisher.find, announcement.text.text
        again = words.replace(stage.post.title, "A year later")
        later = replace(
            announcement, slot="reshare-2027-03", text=replace(announcement.text, text=again),
            other_copies=known,
        )  # fmt: skip
        assert find(later, session) == NotFound()
        made = publisher.publish(later, session)
        assert isinstance(made, Sent)
        found = find(later, session)
        assert isinstance(found, Sent)
        assert found.remote_id == made.remote_id != first
        mine = find(replace(announcement, other_copies=frozenset({made.remote_id})), session)
        assert isinstance(mine, Sent)
        assert mine.remote_id == first

    stage.use(look)


def test_a_copy_is_taken_down_and_the_network_is_asked(stage: Stage) -> None:
    """`--retract` leaves no copy where an API can delete and be asked; elsewhere a person must."""
    stage.run()
    sent = stage.sent
    code = stage.town.run("syndicate", "--retract", stage.post.uid, "--live")
    if not stage.server.can_delete or not stage.case.can_be_asked:
        assert code != 0
        assert stage.state.status is not Status.DELETED
        assert len(stage.server.copies()) == 1
        return
    assert (code, stage.state.status, stage.server.copies()) == (0, Status.DELETED, [])
    # A second time does no harm.
    assert isinstance(
        stage.use(lambda publisher, session, _: publisher.delete(sent, session)), Sent
    )


def test_a_copy_that_a_person_named_by_its_address_is_left_to_a_person(stage: Stage) -> None:
    """An address is no id: nothing is asked of the network, and the copy is not called deleted."""
    stage.run(stage.no(*stage.case.no))
    _resolve(stage, "sent", "--url", PLACE)
    asked = len(stage.proxy.asked)
    assert stage.town.run("syndicate", "--retract", stage.post.uid, "--live") == 1
    assert len(stage.proxy.asked) == asked
    assert stage.state.status is not Status.DELETED


def test_new_words_reach_a_copy_where_the_network_allows_it(stage: Stage) -> None:
    """An editor changes the copy in place and says so only when it is changed."""
    stage.run()
    sent, words = stage.sent, f"Corrected: two doses [not one] {stage.post.url}"
    stage.say(words)

    def change(publisher: Publisher, session: Session, announcement: Announcement) -> Any:
        assert isinstance(publisher, Editor) == stage.case.can_edit
        if isinstance(publisher, Editor):
            outcome = publisher.update(sent, announcement, session)
            # mastodon-mock takes no notice of `media_ids` in an edit, as snac2: a person must look.
            assert isinstance(outcome, Sent) or "picture may be the old one" in str(outcome)
            assert [one.words for one in stage.server.copies()] == [words]

    stage.use(change)


def test_the_account_says_who_it_is_and_when_its_token_is_dead(stage: Stage) -> None:
    """An examination posts nothing, names the account, and names a problem when there is one."""

    def examine(publisher: Publisher, session: Session, _announcement: Announcement) -> Any:
        assert isinstance(publisher, Examiner)
        return publisher.examine(session)

    well = stage.use(examine)
    assert isinstance(well, AccountHealth)
    assert (well.problem, well.missing_scopes) == ("", ())
    assert well.who
    stage.token_dies()
    ill = stage.use(examine)
    assert isinstance(ill, AccountHealth)
    assert bool(ill.problem) == stage.case.can_be_asked
    assert stage.tries() == 0


def test_the_doctor_asks_whoever_posts_to_the_account(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    """The network itself, or the service it goes through; a dead token is something to mend."""
    assert stage.town.run("doctor", "--accounts", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["lines"][0]["what"]
    stage.token_dies()
    assert stage.town.run("doctor", "--accounts") == int(stage.case.can_be_asked)
    assert ("problem account acct" in capsys.readouterr().out) == stage.case.can_be_asked
    assert stage.tries() == 0


def test_a_refused_connection_leaves_the_post_due(
    make_town: Callable[..., Town], monkeypatch: pytest.MonkeyPatch, allow: Callable[..., None]
) -> None:
    """Nobody listens: nothing is tried, and the next run asks again."""
    url = f"http://127.0.0.1:{free_port()}"
    allow(url)
    monkeypatch.setenv("TEST_MASTO", "token")
    town = make_town(account_toml("masto", "mastodon", "@larkfield", url))
    town.first_run()
    post = town.post()
    assert town.run("syndicate", "--live") == 3
    assert town.states(post.uid) == {}
