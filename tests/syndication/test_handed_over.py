"""A post that Facebook gets ahead: one copy ever, shown by itself, taken back before anything else."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.faults.stores import Stores
from tests.servers.facebook_fake import FacebookFake
from tests.servers.fault_proxy import Fault
from tests.servers.strict_server import network_running
from tests.syndication.handed_over import CASE, FEED, LOST, HandedOver
from tests.syndication.stage import stage_for
from tests.syndication.town import Town

from bedside.cli.waiting import say_waiting
from bedside.platforms.base import Outcome, Sent, Session
from bedside.platforms.facebook_api import FacebookPublisher
from bedside.syndication.model import Status


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


WAITS = (Status.SCHEDULED, 1, 0)


@pytest.fixture
def page(
    make_town: Callable[..., Town], monkeypatch: pytest.MonkeyPatch, allow: Callable[..., None],
    store: str,
) -> Iterator[HandedOver]:  # fmt: skip
    """Return a page that gets posts ahead, on each ledger; nothing may break the documented contract."""
    with (
        network_running(FacebookFake()) as fake,
        stage_for(CASE, fake, make_town, allow, monkeypatch, store) as stage,
    ):
        yield HandedOver.on(stage, fake)
        assert fake.refused == []


def test_a_post_for_later_waits_there_and_is_shown_by_itself(page: HandedOver) -> None:
    """One copy; the ledger has the time, a second run does nothing, and afterwards it is asked about."""
    due = page.stage.text.at
    assert page.run() == (0, *WAITS)
    assert page.stage.state.until == page.stage.sent.shows_at == due
    assert page.run() == (0, *WAITS)
    page.later(days=3, minutes=1)
    assert page.run() == (0, Status.SENT, 0, 1)
    assert page.stage.state.sent_at == due
    assert page.run() == (0, Status.SENT, 0, 1)
    assert page.kinds() == ["claimed", "scheduled", "resolved"]


def test_without_the_key_nothing_is_handed_over(page: HandedOver) -> None:
    """It is off unless the account says so."""
    page.setting("schedule_ahead = true\n", "")
    assert page.run() == (0, Status.NEW, 0, 0)
    page.later(days=3)
    assert page.run() == (0, Status.SENT, 0, 1)


@pytest.mark.parametrize("ahead", [timedelta(minutes=12), timedelta(days=29, hours=1)])
def test_what_is_too_near_or_too_far_is_kept(page: HandedOver, ahead: timedelta) -> None:
    """Well inside Meta's borders, so that none is refused; the near one goes out at its time."""
    page.ask_for(page.now + ahead)
    assert page.run() == (0, Status.NEW, 0, 0)
    assert page.stage.tries() == 0


def test_the_fake_refuses_what_meta_does(page: HandedOver, monkeypatch: pytest.MonkeyPatch) -> None:
    """A border that Meta moved leaves the post due: it is sent when its time has come."""
    monkeypatch.setattr("tests.servers.facebook_fake._LEAST", 4 * 86400)
    assert page.run() == (3, Status.DEFERRED, 0, 0)
    assert page.run() == (0, Status.DEFERRED, 0, 0)
    page.later(days=3, minutes=1)
    assert page.run() == (0, Status.SENT, 0, 1)


def test_a_page_that_is_not_online_is_not_handed_over(page: HandedOver) -> None:
    """Neither one that is still to come, nor one that the site does not show as built."""
    page.change(published=page.now + timedelta(days=2))
    assert page.run() == (0, Status.NEW, 0, 0)
    page.change(published=page.now - timedelta(days=1), sha256="0" * 64)
    assert page.run() == (3, Status.NEW, 0, 0)


@pytest.mark.parametrize("days", [0, 3])
def test_an_answer_that_was_lost_is_looked_up_and_nothing_sent_again(
    page: HandedOver, days: float
) -> None:
    """Before its time it is found among what waits, afterwards on the page."""
    assert page.run(LOST) == (3, Status.UNKNOWN, 1, 0)
    page.later(days=days)
    expected = (Status.SENT, 0, 1) if days else WAITS
    assert page.run() == (0, *expected)
    assert page.stage.tries() == 1


def test_a_run_that_was_killed_behind_the_claim_is_looked_up(page: HandedOver) -> None:
    """Facebook never got it: not there, so it is handed over, once."""
    assert page.run(Fault(path=FEED, kind="close")) == (3, Status.UNKNOWN, 0, 0)
    assert page.run() == (0, *WAITS)


def test_a_run_that_was_killed_before_it_wrote_the_answer_down_is_looked_up(
    page: HandedOver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The claim alone is in the ledger, the copy waits: found, never sent again."""
    with monkeypatch.context() as patch:
        patch.setattr("bedside.syndication.apply._outcome_event", _killed)
        assert page.run()[1:] == (Status.CLAIMED, 1, 0)
    page.later(hours=1)  # on a git branch only time tells that a run has ended
    page.command("plan")
    assert page.run() == (0, *WAITS)
    assert page.stage.tries() == 1


def test_what_a_living_run_hands_over_is_not_called_taken_back(
    page: HandedOver, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The pause says that it is not done; said again behind that run it is."""
    codes = []

    def pause_meanwhile(*_: object) -> None:
        codes.append(page.command("syndicate", "--pause", "a recall"))
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("bedside.syndication.apply._outcome_event", pause_meanwhile)
        page.run()
    assert codes == [3]
    assert "a run is still at work on it" in capsys.readouterr().out
    page.later(hours=1)  # on a git branch only time tells that it has ended
    assert page.command("syndicate", "--pause", "a recall") == 0
    assert page.seen() == (Status.DEFERRED, 0, 0)


def test_switching_it_off_finds_what_no_answer_came_for(page: HandedOver) -> None:
    """It is still looked for among what waits."""
    page.run(LOST)
    page.setting("schedule_ahead = true\n", "")
    assert page.run() == (0, Status.DEFERRED, 0, 0)


def test_a_deletion_that_facebook_only_claims_is_not_believed(page: HandedOver) -> None:
    """The list of what waits is read behind it."""
    page.run()
    claimed = Fault(path="DELETE /v26.0/", kind="answer", status=200, body=b'{"success": true}')
    assert page.command("syndicate", "--pause", "a recall", faults=(claimed,)) == 3
    assert page.seen() == WAITS


def test_what_waits_has_the_place_of_its_time(
    page: HandedOver, capsys: pytest.CaptureFixture[str]
) -> None:
    """It takes the day's only place and does not stand in its own way."""
    page.policies("per_day = 1")
    page.run()
    capsys.readouterr()
    page.command("plan", "--format", "json")
    (row,) = json.loads(capsys.readouterr().out)["coming"]
    assert datetime.fromisoformat(row["at"]) == page.stage.state.until


def test_a_lost_answer_is_no_way_around_a_take_down(page: HandedOver) -> None:
    """It is looked up among what waits, and deleted there."""
    page.run(LOST)
    page.setting("schedule_ahead = true\n", "")
    assert page.command("syndicate", "--retract", page.stage.post.uid, "--live") == 0
    assert page.seen() == (Status.DELETED, 0, 0)


def test_what_was_changed_since_a_lost_answer_and_is_found_is_taken_back(page: HandedOver) -> None:
    """Known by its link; then the new words are handed over."""
    page.run(LOST)
    page.say("Other words.")
    assert page.run() == (0, *WAITS)
    assert page.page.waiting[0]["words"] == "Other words."


def test_what_was_changed_since_a_lost_answer_and_is_not_found_is_asked_of_a_person(
    page: HandedOver, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may wait there in other words; behind the person's word it keeps its time."""
    assert page.run(Fault(path=FEED, kind="close")) == (3, Status.UNKNOWN, 0, 0)
    page.say("Other words.")
    assert page.run() == (3, Status.UNKNOWN, 0, 0)
    key = f"{page.stage.post.uid} facebook acct"
    assert f"bedside ledger resolve {key} gone (or not-sent)" in capsys.readouterr().out
    assert page.stage.tries() == 1
    assert page.stage.town.run("ledger", "resolve", *key.split(), "not-sent") == 0
    assert page.run() == (0, *WAITS)


def test_a_pause_takes_it_back_first(page: HandedOver, capsys: pytest.CaptureFixture[str]) -> None:
    """It is done when Facebook said so; what waits again afterwards is one copy."""
    page.run()
    refused = Fault(path="DELETE /v26.0/", kind="answer", status=500)
    assert page.command("syndicate", "--pause", "a recall", faults=(refused,)) == 3
    assert "Not done: 1 of 1 may still wait" in capsys.readouterr().err
    assert page.seen() == WAITS
    assert page.command("syndicate", "--pause", "a recall") == 0
    assert page.seen() == (Status.DEFERRED, 0, 0)
    assert page.run() == (0, Status.DEFERRED, 0, 0)
    assert page.command("syndicate", "--resume") == 0
    assert page.run() == (0, *WAITS)


def test_a_pause_finds_what_no_answer_came_for(page: HandedOver) -> None:
    """A lost answer may hide a copy that waits: it is looked up and taken back."""
    assert page.run(LOST)[1:] == (Status.UNKNOWN, 1, 0)
    assert page.command("syndicate", "--pause", "a recall") == 0
    assert page.seen() == (Status.DEFERRED, 0, 0)


def test_a_deletion_whose_answer_was_lost_is_done_once_more(page: HandedOver) -> None:
    """Until Facebook said so the ledger goes on calling it scheduled."""
    page.run()
    lost = Fault(path="DELETE /v26.0/", kind="close", is_passed_on=True)
    assert page.command("syndicate", "--pause", "a recall", faults=(lost,)) == 3
    assert page.seen() == (Status.SCHEDULED, 0, 0)
    assert page.command("syndicate", "--pause", "a recall") == 0
    assert page.seen() == (Status.DEFERRED, 0, 0)


def test_a_take_down_takes_it_back(page: HandedOver) -> None:
    """And nothing is handed over again."""
    page.run()
    assert page.command("syndicate", "--retract", page.stage.post.uid, "--live") == 0
    assert page.seen() == (Status.DELETED, 0, 0)
    assert page.run() == (0, Status.DELETED, 0, 0)


def test_other_words_take_it_back_and_are_handed_over(page: HandedOver) -> None:
    """The old words are gone before the new ones are there."""
    page.run()
    page.say("Other words.")
    assert page.run() == (0, *WAITS)
    assert page.page.waiting[0]["words"] == "Other words."
    assert page.kinds() == ["claimed", "scheduled", "deferred", "claimed", "scheduled"]


@pytest.mark.parametrize("days", [1, 5])
def test_another_time_takes_it_back_and_is_handed_over(page: HandedOver, days: int) -> None:
    """Earlier or later than before."""
    page.run()
    page.ask_for(page.now + timedelta(days=days))
    assert page.run() == (0, *WAITS)
    assert page.stage.state.until == page.now + timedelta(days=days)


def test_an_approval_that_an_edit_voids_takes_it_back(page: HandedOver) -> None:
    """And the new words are not handed over before somebody agreed to them."""
    page.policies("approvals = 1", 'approvers = ["office"]')
    assert page.run() == (0, Status.NEW, 0, 0)
    uid = page.stage.post.uid
    assert page.stage.town.run("approve", uid, "--by", "office", "--yes") == 0
    assert page.run() == (0, *WAITS)
    page.say("Other words.")
    assert page.run() == (0, Status.DEFERRED, 0, 0)


def test_an_approval_that_is_not_enough_any_more_takes_it_back(page: HandedOver) -> None:
    """Whoever asks for more persons means what waits too."""
    page.policies("approvals = 1", 'approvers = ["office"]')
    page.stage.town.run("approve", page.stage.post.uid, "--by", "office", "--yes")
    assert page.run() == (0, *WAITS)
    page.setting("approvals = 1", "approvals = 2")
    assert page.run() == (0, Status.DEFERRED, 0, 0)


@pytest.mark.parametrize(
    "changes", [{"syndicate": False}, {"sha256": "0" * 64}, {"consent": "nobody"}]
)
def test_what_may_not_be_announced_any_more_is_taken_back(
    page: HandedOver, changes: dict[str, object]
) -> None:
    """Marked so, no longer online as it was built, without a consent that holds."""
    page.run()
    page.change(**changes)
    page.command("syndicate", "--live")
    assert page.seen() == (Status.DEFERRED, 0, 0)


def test_what_will_not_hold_on_its_day_is_not_handed_over(page: HandedOver) -> None:
    """A review that is due before, a page that is gone by then; the run of the day decides."""
    page.change(next_review=(page.now + timedelta(days=1)).date())
    assert page.run() == (0, Status.NEW, 0, 0)
    page.change(next_review=None)
    page.page_ends(page.now + timedelta(days=2))
    assert page.run() == (0, Status.NEW, 0, 0)
    page.page_ends(page.now + timedelta(days=4))
    assert page.run() == (0, *WAITS)
    page.page_ends(page.now + timedelta(days=2))
    assert page.run() == (0, Status.DEFERRED, 0, 0)


def test_what_finds_no_place_before_waits_there_too(page: HandedOver) -> None:
    """A window that opens later; when the account's times change it gets another one."""
    day, next_day = (f"{page.now + timedelta(days=days):%A}".lower() for days in (2, 3))
    page.change(texts=(page.stage.text.model_copy(update={"at": None}),))
    page.policies(f'weekdays = ["{day}"]')
    assert page.run() == (0, *WAITS)
    first = page.stage.state.until
    page.setting(f'weekdays = ["{day}"]', f'weekdays = ["{next_day}"]')
    assert page.run() == (0, *WAITS)
    assert first is not None
    assert page.stage.state.until not in {first, None}


def test_a_re_share_is_handed_over_and_known_from_the_announcement(page: HandedOver) -> None:
    """It links to the same page; each is one copy of its own."""
    page.run()
    page.later(days=3, minutes=1)
    again = page.stage.text.model_copy(update={
        "slot": "reshare-2027-03", "text": "Still time.", "at": page.now + timedelta(days=9),
    })  # fmt: skip
    page.change(texts=(page.stage.text, again))
    assert page.run(LOST)[2:] == (1, 1)
    assert page.run()[2:] == (1, 1)
    page.later(days=10)
    assert page.run()[2:] == (0, 2)
    states = {key.slot: one for key, one in page.stage.town.ledger().state().keys.items()}
    assert [one.status for one in states.values()] == [Status.SENT] * 2
    assert len({one.sent.remote_id for one in states.values() if one.sent}) == 2


def test_two_runs_that_take_back_at_once_lose_nothing(page: HandedOver) -> None:
    """The one that comes second writes nothing over what the first did since."""
    page.run()
    page.say("Other words.")

    seen: list[tuple[int, Status, int, int]] = []

    def run_meanwhile(publisher: FacebookPublisher, sent: Sent, session: Session) -> Outcome:
        patch.undo()
        seen.append(page.run())
        return publisher.delete(sent, session)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FacebookPublisher, "delete", run_meanwhile)
        assert page.run() == (3, *WAITS)
    assert seen == [(0, *WAITS)]
    assert page.page.waiting[0]["words"] == "Other words."


def test_a_deploy_names_what_may_not_be_shown_any_more(
    page: HandedOver, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing while all is well; it says how to take back at once."""
    page.run()
    town, project = page.stage.town, page.stage.town.project()
    say_waiting(project, town.ledger_url, town.ledger(), page.now)
    assert "waits at the network" not in capsys.readouterr().err
    page.change(syndicate=False)
    say_waiting(project, town.ledger_url, town.ledger(), page.now)
    said = capsys.readouterr().err
    assert "acct announce waits at the network: syndicate: false" in said
    assert "take it back now with `bedside syndicate --live`" in said


def test_a_post_that_left_the_site_is_taken_back(page: HandedOver) -> None:
    """Nobody has seen it, so no cap holds this up."""
    page.run()
    uid = page.stage.post.uid
    page.stage.town.posts.clear()
    page.stage.town.save()
    assert page.command("syndicate", "--live") == 0
    assert not page.page.waiting
    assert page.stage.town.states(uid)["acct"].status is Status.DEFERRED


def test_switching_it_off_takes_it_back(page: HandedOver) -> None:
    """Then it goes out at its time, by a run."""
    page.run()
    page.setting("schedule_ahead = true\n", "")
    assert page.run() == (0, Status.DEFERRED, 0, 0)
    page.later(days=3)
    assert page.run() == (0, Status.SENT, 0, 1)


def test_too_late_to_take_back_is_said_and_settled_afterwards(page: HandedOver) -> None:
    """Facebook refuses in the last minutes; the copy is known, and a take-down removes it."""
    page.run()
    page.later(days=2, hours=23, minutes=58)
    assert page.command("syndicate", "--pause", "a recall") == 3
    page.later(minutes=3)
    assert page.command("syndicate", "--live") == 0
    assert page.seen() == (Status.SENT, 0, 1)
    assert page.command("syndicate", "--retract", page.stage.post.uid, "--live") == 0
    assert page.seen() == (Status.DELETED, 0, 0)


def test_what_facebook_dropped_is_sent_after_a_while_once(page: HandedOver) -> None:
    """Neither waiting nor shown: not believed at once, then sent by the run."""
    page.run()
    page.page.loses = True
    page.later(days=3, minutes=5)
    assert page.run() == (3, Status.SCHEDULED, 0, 0)
    page.later(hours=2)
    assert page.run() == (0, Status.SENT, 0, 1)


def test_what_is_late_there_goes_on_waiting(page: HandedOver) -> None:
    """Facebook still has it: nothing is sent beside it."""
    page.run()
    page.page.is_late = True
    page.later(days=3, hours=2)
    assert page.run() == (0, *WAITS)
    assert page.stage.tries() == 1


def test_the_plan_and_the_list_say_where_it_waits(
    page: HandedOver, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before and after it was handed over; when it will be taken back, why."""
    page.command("plan")
    assert "handed over by the next run" in capsys.readouterr().out
    page.run()
    capsys.readouterr()
    page.command("plan")
    assert "waits at the network, which shows it by itself" in capsys.readouterr().out
    page.stage.town.run("syndicate", "--list")
    assert "waits at the network, shown" in capsys.readouterr().out
    page.change(syndicate=False)
    page.command("syndicate", "--verbose")
    assert "taken back by the next run: syndicate: false" in capsys.readouterr().out


def test_a_ledger_that_forgot_finds_what_waits(page: HandedOver, tmp_path: Path) -> None:
    """A backup put back, or a rebuild: one copy all the same."""
    store = page.stage.town.ledger_url
    stores = Stores(tmp_path, store.partition("?")[0])
    yesterday = stores.keep(store)
    page.run()
    stores.put_back(store, yesterday)
    (page.stage.town.root / "build/witness.json").unlink(missing_ok=True)
    assert page.run() == (0, *WAITS)
    assert page.stage.tries() == 1


@pytest.mark.parametrize("is_edited", [False, True])
def test_a_rebuild_compares_the_words_that_wait(
    page: HandedOver, tmp_path: Path, *, is_edited: bool
) -> None:
    """The last build's stay and are known; others nobody checked: the next run takes them back."""
    store = page.stage.town.ledger_url
    stores = Stores(tmp_path, store.partition("?")[0])
    yesterday = stores.keep(store)
    page.run()
    if is_edited:
        page.say("What the page says now, and no more")
    stores.put_back(store, yesterday)
    assert page.stage.town.run("ledger", "rebuild") == 0
    assert page.seen() == WAITS
    assert page.run() == (0, *WAITS)
    assert page.stage.tries() == (2 if is_edited else 1)
    page.say("Other words again")
    assert page.run() == (0, *WAITS)
    assert page.stage.tries() == (3 if is_edited else 2)


def test_a_person_cannot_hide_what_waits(page: HandedOver) -> None:
    """`skip` and `not-sent` are refused; `gone` is a person's word that it was removed there."""
    page.run()
    key = (page.stage.post.uid, "facebook", "acct")
    assert page.stage.town.run("ledger", "resolve", *key, "skip") == 2
    assert page.stage.town.run("ledger", "resolve", *key, "--retry") == 2
    assert page.stage.town.run("ledger", "resolve", *key, "gone") == 0
    assert page.stage.state.status is Status.DELETED
