"""`bedside syndicate --update` and `--list`, against a real PDS, a Mastodon-API server and a receiver."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.servers.mastodon_server import MastodonServer
from tests.servers.pds_server import PdsServer
from tests.servers.receiver import Receiver
from tests.syndication.town import Town

from bedside.outbox import OutboxCorrection, OutboxPost
from bedside.syndication.model import EventKind, Status


def edit(town: Town, words: str = "Corrected words") -> OutboxPost:
    """Change the words of the only post on every account, as a new build would."""
    (one,) = town.posts
    texts = tuple(
        text.model_copy(update={"text": f"{words}: {one.url}", "facets": ()}) for text in one.texts
    )
    town.posts[0] = one.model_copy(update={"texts": texts})
    town.save()
    return town.posts[0]


def kinds(town: Town, account: str) -> list[EventKind]:
    """Return what happened to the copy on one account."""
    return [
        one.kind for one in town.ledger().events() if one.key.uid and one.key.account == account
    ]


@pytest.fixture
def announced(town: Town) -> OutboxPost:
    """Return a post without a card that was announced on all three: mastodon-mock keeps pictures."""
    one = town.post("First words", card=None)
    assert town.run("syndicate", "--live") == 0
    return one


def test_an_edited_text_reaches_the_network_that_edits_and_the_others_are_listed(
    town: Town, announced: OutboxPost, mastodon: MastodonServer, pds: PdsServer,
    receiver: Receiver, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Mastodon shows the new words, Bluesky and the receiver are a person's, with their links."""
    assert town.run("syndicate", "--update") == 0
    assert "Every copy shows the text of the last build." in capsys.readouterr().out
    edit(town)
    assert town.run("syndicate") == 0
    assert "masto  1 article changed since: `bedside syndicate --update`" in capsys.readouterr().out
    assert town.run("syndicate", "--update") == 0
    shown = capsys.readouterr().out
    assert f"update       mastodon/masto  {announced.uid}  First words  http" in shown
    assert "by hand      bluesky/bsky" in shown
    assert "https://bsky.app/profile/" in shown
    assert "goes on showing the first text" in shown
    (before,) = mastodon.statuses()
    assert "Corrected" not in before["content"]
    assert town.run("syndicate", "--update", announced.uid, "--live") == 1
    (after,) = mastodon.statuses()
    assert after["id"] == before["id"]
    assert "Corrected words" in after["content"]
    assert kinds(town, "masto") == [
        EventKind.CLAIMED, EventKind.SENT, EventKind.UPDATING, EventKind.UPDATED
    ]  # fmt: skip
    assert kinds(town, "bsky") == [EventKind.CLAIMED, EventKind.SENT]
    assert len(receiver.bodies) == 1
    assert len(pds.posts()) >= 1
    capsys.readouterr()
    assert town.run("syndicate", "--live") == 0
    assert "masto  1 article announced already" in capsys.readouterr().out
    assert len(mastodon.statuses()) == 1


def test_an_update_that_failed_or_was_killed_is_made_again(
    town: Town, announced: OutboxPost, mastodon: MastodonServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """The copy counts as there with the old text until the network has said otherwise."""
    edit(town)
    (status,) = mastodon.statuses()
    path = f"/api/v1/statuses/{status['id']}"
    mastodon.fault(path, {"type": "status", "status": 503, "body": {"error": "later"}}, ["PUT"])
    assert town.run("syndicate", "--update", "--live") == 3
    assert "not updated" in capsys.readouterr().out
    assert kinds(town, "masto")[-2:] == [EventKind.UPDATING, EventKind.NOT_UPDATED]
    assert town.states(announced.uid)["masto"].status is Status.SENT
    ledger = town.ledger()
    (claim,) = [one for one in ledger.events() if one.kind is EventKind.UPDATING]
    ledger.record(claim)  # a run that was killed behind its claim leaves no more than this
    assert town.run("syndicate", "--update", "--live") == 1
    assert "Corrected words" in mastodon.statuses()[0]["content"]
    assert len(mastodon.statuses()) == 1


def test_a_picture_that_the_server_keeps_is_left_to_a_person(
    town: Town, mastodon: MastodonServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """mastodon-mock changes the words of a status alone, as snac2 does: it is not called done."""
    town.post("First words")
    assert town.run("syndicate", "--live") == 0
    edit(town)
    assert town.run("syndicate", "--update", "--live") == 3
    assert "not updated  mastodon/masto" in (shown := capsys.readouterr().out)
    assert "the picture may be the old one: look there" in shown
    assert "Corrected words" in mastodon.statuses()[0]["content"]


def test_a_copy_that_a_person_found_is_a_person_s_to_change(
    town: Town, announced: OutboxPost, mastodon: MastodonServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its address is no id: asking for it would look as if the copy were gone."""
    ledger, (status,) = town.ledger(), mastodon.statuses()
    (sent,) = [one for one in ledger.events()
               if one.kind is EventKind.SENT and one.key.account == "masto"]  # fmt: skip
    ledger.record(replace(sent, kind=EventKind.RESOLVED, remote_id=sent.url))
    edit(town)
    assert town.run("syndicate", "--update", "--live") == 1
    assert "by hand      mastodon/masto" in capsys.readouterr().out
    assert mastodon.statuses() == [status]


def test_a_pause_and_a_missing_page_hold_an_update(
    town: Town, announced: OutboxPost, mastodon: MastodonServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither says what readers cannot read on the page."""
    one = edit(town)
    assert town.run("syndicate", "--pause", "a recall") == 0
    assert town.run("syndicate", "--update", "--live") == 1
    assert "held         mastodon/masto" in capsys.readouterr().out
    assert town.run("syndicate", "--resume") == 0
    page = town.root / "output" / one.path
    page.write_text("another page")
    assert town.run("syndicate", "--update", "--live") == 3
    assert "not online as built" in capsys.readouterr().out
    assert "Corrected" not in mastodon.statuses()[0]["content"]
    assert announced.uid == one.uid


def test_the_list_has_the_link_to_each_copy_and_what_was_corrected(
    town: Town, announced: OutboxPost, mastodon: MastodonServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """One post or all of them; the correction is named once, above the copies."""
    other = town.post("Another")
    assert town.run("syndicate", "--live") == 0
    told = OutboxCorrection(date="2026-11-20", text="The dose was wrong.")  # type: ignore[arg-type]  # read
    town.posts[0] = announced.model_copy(update={"corrections": (told,)})
    town.save()
    capsys.readouterr()
    assert town.run("syndicate", "--list") == 0
    shown = capsys.readouterr().out
    assert announced.uid in shown
    assert other.uid in shown
    assert "corrected on 2026-11-20: The dose was wrong." in shown
    assert town.run("syndicate", "--list", announced.uid.lower(), "--format", "json") == 0
    (listed,) = json.loads(capsys.readouterr().out)["posts"]
    urls = {copy["account"]: copy["url"] for copy in listed["copies"]}
    assert urls["mastodon/masto"] in {one["url"] for one in mastodon.statuses()}
    assert urls["bluesky/bsky"].startswith("https://bsky.app/profile/")
    assert listed["corrections"] == [{"date": "2026-11-20", "text": "The dose was wrong."}]


def test_a_copy_that_a_person_changed_is_settled_by_name(
    town: Town, announced: OutboxPost, capsys: pytest.CaptureFixture[str]
) -> None:
    """`bedside ledger resolve … updated`: the plan is silent about it from then on."""
    edit(town)
    for platform, account in (("bluesky", "bsky"), ("webhook", "hook")):
        assert town.run("ledger", "resolve", announced.uid, platform, account, "updated") == 0
    capsys.readouterr()
    assert town.run("syndicate", "--update") == 0
    shown = capsys.readouterr().out
    assert "mastodon/masto" in shown
    assert "bluesky" not in shown


@pytest.fixture
def rebuilt(town: Town, announced: OutboxPost) -> OutboxPost:
    """Return the post behind a ledger that was lost and rebuilt: it is there, its words nobody knows."""
    (town.root / "build" / "witness.json").unlink()
    shutil.rmtree(town.root / "ledger")
    assert town.run("ledger", "rebuild") == 0
    return announced


def test_an_edit_around_a_rebuild_is_not_overlooked(
    town: Town, rebuilt: OutboxPost, mastodon: MastodonServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """The words there may be a person's: nothing changes them unasked; by name they are changed, once."""
    edit(town)
    assert town.run("syndicate", "--live") == 0
    found = "found there, changed since or not: `bedside syndicate --update` names"
    assert found in capsys.readouterr().out
    assert town.run("syndicate", "--update", "--live") == 1
    said = capsys.readouterr().out
    assert f"look there, then `bedside ledger resolve {rebuilt.uid} bluesky bsky updated`" in said
    assert f"`bedside syndicate --update {rebuilt.uid} --live` changes it" in said
    assert "Corrected" not in mastodon.statuses()[0]["content"]
    assert town.run("ledger", "resolve", rebuilt.uid, "bluesky", "bsky", "updated") == 0
    assert town.run("syndicate", "--update", rebuilt.uid, "--live") == 0
    assert "Corrected words" in mastodon.statuses()[0]["content"]
    assert town.run("syndicate", "--update") == 0
    assert "Every copy shows the text of the last build." in capsys.readouterr().out


def test_a_person_who_knows_that_nothing_was_edited_says_so_once(
    town: Town, rebuilt: OutboxPost, capsys: pytest.CaptureFixture[str]
) -> None:
    """`bedside ledger rebuild --unedited`: from then on an edit is known as one."""
    assert town.run("ledger", "rebuild", "--unedited") == 0
    assert "2 found with the text of the last build, as you say." in capsys.readouterr().out
    assert town.run("syndicate", "--update") == 0
    assert "Every copy shows the text of the last build." in capsys.readouterr().out
    edit(town)
    assert town.run("syndicate") == 0
    assert "changed since: `bedside syndicate --update`" in capsys.readouterr().out
    assert town.run("syndicate", "--update", rebuilt.uid) == 0
    assert "update       mastodon/masto" in capsys.readouterr().out


def test_two_of_these_at_once_are_refused(make_town: Callable[..., Town]) -> None:
    """One thing at a time."""
    town = make_town()
    assert town.run("syndicate", "--update", "--list") == 2
    assert town.run("syndicate", "--retract", "X", "--pause", "y") == 2
