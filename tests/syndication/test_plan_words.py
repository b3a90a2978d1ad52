"""What the plan says at first sight: a line for each account, and one for all that matters now."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from tests.syndication.town import Town, account_toml

from bedside.outbox import OutboxPost
from bedside.syndication.model import Event, EventKind, Key

MASTO = account_toml("masto", "mastodon", "@larkfield", "https://social.larkfield.example")
BSKY = account_toml("bsky", "bluesky", "larkfield.example", "https://bsky.social")
HOOK = account_toml("hook", "webhook", "newsletter", "https://hooks.larkfield.example/x")
OLD = '[[accounts]]\nid = "gplus"\nplatform = "googleplus"\nhandle = "+L"\nstatus = "retired"\n'


def test_a_first_look_is_a_line_for_each_account(
    make_town: Callable[..., Town], capsys: pytest.CaptureFixture[str]
) -> None:
    """Three articles on three accounts are four lines, the retired network once; -v has them all."""
    town = make_town(MASTO, BSKY, OLD)
    for title in ("One", "Two", "Three"):
        town.post(title)
    assert town.run("syndicate") == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown == [
        "masto  first run: 3 articles are the baseline, nothing is sent",
        "bsky   first run: 3 articles are the baseline, nothing is sent",
        "gplus  Google+ is retired: skipped",
        "Plan: 6 baseline, 3 account retired.",
    ]
    assert town.run("syndicate", "-v") == 0
    assert len(capsys.readouterr().out.splitlines()) == 10
    assert town.run("syndicate", "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    assert len(document["lines"]) == 9
    assert set(document["lines"][0]) == {
        "uid", "title", "published", "platform", "account", "slot", "action", "reason", "detail",
        "outcome",
    }  # fmt: skip


def write(town: Town, post: OutboxPost, account: str, kind: EventKind, reason: str = "") -> None:
    """Put one event of a post on an account into the ledger."""
    platform = {"masto": "mastodon", "bsky": "bluesky", "hook": "webhook"}[account]
    key, at = Key(post.uid, platform, account), datetime.now(UTC) - timedelta(minutes=3)
    event = Event(key=key, seq=0, kind=kind, at=at, run="", reason=reason, remote_id="1")
    town.ledger().record(event)


def test_what_would_be_sent_or_is_open_or_held_keeps_its_line(
    make_town: Callable[..., Town], capsys: pytest.CaptureFixture[str]
) -> None:
    """Sends, look-ups, open webhooks, refusals, the cap: each with title and reason."""
    town = make_town(MASTO, HOOK, policies="max_posts_per_run = 1")
    town.first_run()
    old, lost, second = town.post("Old one"), town.post("Lost one"), town.post("Second one")
    write(town, old, "masto", EventKind.SENT)
    write(town, old, "hook", EventKind.UNKNOWN, "lost")
    write(town, lost, "masto", EventKind.UNKNOWN, "lost")
    write(town, lost, "hook", EventKind.REJECTED, "said no")
    write(town, second, "hook", EventKind.SKIPPED, "by a person")
    third = town.post("Third one")
    assert town.run("syndicate") == 0
    shown = capsys.readouterr().out
    assert (
        "masto  1 article found there, changed since or not: `bedside syndicate --update`" in shown
    )
    assert "hook   1 article skipped for good\n" in shown
    assert f"{old.uid}  Old one: unknown: ask a person (bedside ledger resolve" in shown
    assert f"look up  mastodon/masto  {lost.uid}  Lost one: look up (lost)" in shown
    assert f"{lost.uid}  Lost one: rejected before (said no)" in shown
    assert f"send     mastodon/masto  {second.uid}  Second one: send (new)" in shown
    assert f"mastodon/masto  {third.uid}  Third one: over the cap (1 posts a run" in shown
