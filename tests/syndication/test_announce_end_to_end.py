"""The command line against real servers: a PDS, a Mastodon-API server, a webhook receiver."""

import json
from collections.abc import Callable

import pytest
from tests.servers.mastodon_server import MastodonServer
from tests.servers.pds_server import PdsServer
from tests.servers.receiver import Receiver
from tests.syndication.town import Town

from bedside.outbox import OutboxPost
from bedside.syndication.links import links_of
from bedside.syndication.model import Status


def copies(
    post: OutboxPost, mastodon: MastodonServer, pds: PdsServer, receiver: Receiver
) -> tuple[int, int, int]:
    """Return how often a stranger finds the post on each server."""
    statuses = [one for one in mastodon.statuses() if post.url in one["content"]]
    records = [one for one in pds.posts() if one["value"]["embed"]["external"]["uri"] == post.url]
    bodies = [one for one in receiver.bodies if one["uid"] == post.uid]
    return len(statuses), len(records), len(bodies)


def test_a_new_post_arrives_once_on_each_network_with_its_picture(
    town: Town, mastodon: MastodonServer, pds: PdsServer, receiver: Receiver
) -> None:
    """One run announces everywhere; a second one sends nothing; links are there for the next build."""
    post = town.post("Strep throat")
    assert town.run("syndicate", "--live") == 0
    assert town.run("syndicate", "--live") == 0
    assert copies(post, mastodon, pds, receiver) == (1, 1, 1)
    status = mastodon.statuses()[0]
    assert status["media_attachments"][0]["description"] == "Strep throat, on green"
    assert (status["language"], status["visibility"]) == ("en", "public")
    (record,) = [one["value"] for one in pds.posts() if post.url in one["value"]["text"]]
    assert record["embed"]["external"]["thumb"]["mimeType"] == "image/png"
    assert record["langs"] == ["en"]
    linked = record["facets"][0]["index"]
    shown = record["text"].encode()[linked["byteStart"] : linked["byteEnd"]].decode()
    assert shown == post.url == record["facets"][0]["features"][0]["uri"]
    assert receiver.bodies[0]["card"]["url"] == f"{town.url}/{post.card.path if post.card else ''}"
    assert receiver.refused == []
    labels = [label for label, _ in links_of(town.ledger().state())[post.uid]]
    assert labels == ["Bluesky", "Mastodon"]


def test_without_live_nothing_is_sent_nor_written(
    town: Town, mastodon: MastodonServer, pds: PdsServer, receiver: Receiver,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """A plan is a plan."""
    post, mark = town.post(), town.ledger().mark
    capsys.readouterr()
    assert town.run("syndicate", "--format", "json") == 0
    plan = json.loads(capsys.readouterr().out)
    assert [line["action"] for line in plan["lines"]] == ["send"] * 3
    assert copies(post, mastodon, pds, receiver) == (0, 0, 0)
    assert town.ledger().mark == mark


def test_the_first_run_of_a_site_announces_nothing(
    make_town: Callable[..., Town], three_accounts: tuple[str, ...], mastodon: MastodonServer,
    pds: PdsServer, receiver: Receiver,
) -> None:  # fmt: skip
    """What was online before Bedside is baseline on every account, for ever."""
    town = make_town(*three_accounts)
    post = town.post()
    assert town.run("syndicate", "--live") == 0
    assert town.run("syndicate", "--live") == 0
    assert copies(post, mastodon, pds, receiver) == (0, 0, 0)
    assert {state.status for state in town.states(post.uid).values()} == {Status.SKIPPED}


def test_a_backfill_announces_the_newest_posts_after_a_typed_number(
    make_town: Callable[..., Town], three_accounts: tuple[str, ...], mastodon: MastodonServer,
    pds: PdsServer, receiver: Receiver, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """--backfill 1 sends the newest post however old; a wrong answer sends nothing."""
    town = make_town(*three_accounts)
    old, new = town.post("Old", days_old=400), town.post("New", days_old=300)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _text: "yes")
    assert town.run("syndicate", "--live", "--backfill", "1") == 2
    assert copies(new, mastodon, pds, receiver) == (0, 0, 0)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _text: "1")
    assert town.run("syndicate", "--live", "--backfill", "1") == 0
    assert copies(new, mastodon, pds, receiver) == (1, 1, 1)
    assert copies(old, mastodon, pds, receiver) == (0, 0, 0)


def test_a_renamed_redated_and_edited_post_is_not_announced_again(
    town: Town, mastodon: MastodonServer, pds: PdsServer, receiver: Receiver
) -> None:
    """The key is the uid: not the address, not the date, not the words."""
    first = town.post("Sleep")
    assert town.run("syndicate", "--live") == 0
    town.posts.clear()
    town.post("Sleeping better", uid=first.uid, days_old=0.1)
    assert town.run("syndicate", "--live") == 0
    assert len(mastodon.statuses()) == 1
    assert len(receiver.bodies) == 1


def test_taking_the_newest_post_down_announces_no_older_one(
    town: Town, mastodon: MastodonServer, pds: PdsServer, receiver: Receiver
) -> None:
    """An older post stays announced once when it becomes the newest."""
    older = town.post("Older", days_old=3)
    town.post("Newer", days_old=1)
    assert town.run("syndicate", "--live") == 0
    town.posts.pop()
    town.save()
    assert town.run("syndicate", "--live") == 0
    assert copies(older, mastodon, pds, receiver) == (1, 1, 1)


def test_one_network_that_fails_leaves_the_others_done(
    town: Town, mastodon: MastodonServer, pds: PdsServer, receiver: Receiver
) -> None:
    """Exit 3, and the next run sends only what is missing."""
    post = town.post()
    mastodon.fault("/api/v1/statuses", {"type": "ratelimit"}, ["POST"])
    assert town.run("syndicate", "--live") == 3
    assert copies(post, mastodon, pds, receiver) == (0, 1, 1)
    assert town.run("syndicate", "--live") == 0
    assert town.states(post.uid)["masto"].status is Status.DEFERRED
    assert town.run("ledger", "resolve", post.uid, "mastodon", "masto", "--retry") == 0
    assert town.run("syndicate", "--live") == 0
    assert copies(post, mastodon, pds, receiver) == (1, 1, 1)


def test_a_page_that_is_not_online_is_not_announced(
    town: Town, mastodon: MastodonServer, pds: PdsServer, receiver: Receiver
) -> None:
    """The page is asked for right before each send; nothing is claimed."""
    post = town.post()
    page = town.root / "output" / post.path
    text = page.read_text()
    page.unlink()
    assert town.run("syndicate", "--live") == 3
    assert town.states(post.uid) == {}
    page.write_text(text)
    assert town.run("syndicate", "--live") == 0
    assert copies(post, mastodon, pds, receiver) == (1, 1, 1)


def test_a_missing_secret_leaves_the_other_accounts_done(
    town: Town, mastodon: MastodonServer, pds: PdsServer, receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Exit 2 names the variable; with it the next run sends the rest."""
    post = town.post()
    monkeypatch.delenv("TEST_BSKY")
    assert town.run("syndicate", "--live") == 2
    assert "set TEST_BSKY" in capsys.readouterr().out
    assert copies(post, mastodon, pds, receiver) == (1, 0, 1)
    monkeypatch.setenv("TEST_BSKY", pds.password)
    assert town.run("syndicate", "--live") == 0
    assert copies(post, mastodon, pds, receiver) == (1, 1, 1)


def test_the_outbox_of_a_development_build_is_refused(
    town: Town, receiver: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only the practice's own address is ever announced."""
    town.post()
    town.save(site_url="http://127.0.0.1:8000")
    assert town.run("syndicate", "--live") == 2
    assert "never announced" in capsys.readouterr().err
    assert receiver.bodies == []


def test_no_secret_is_in_any_output_or_in_the_ledger(
    town: Town, mastodon: MastodonServer, pds: PdsServer, receiver: Receiver,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """A server that repeats the token in its error does not get it into logs or the ledger."""
    town.post()
    echoed = {"error": f"bad token {mastodon.token} in Bearer {mastodon.token}"}
    mastodon.fault("/api/v1/statuses", {"type": "status", "status": 401, "body": echoed}, ["POST"])
    assert town.run("syndicate", "--live") == 3
    assert town.run("ledger", "--format", "json") == 0
    shown = "".join(capfd.readouterr())
    stored = (town.root / "ledger" / "ledger.db").read_bytes().decode(errors="replace")
    assert "[secret]" in shown
    for secret in (mastodon.token, pds.password, receiver.secret):
        assert secret not in shown
        assert secret not in stored
