"""Which copies are to go and how, and what the ledger makes of a take-down. Pure."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bedside.consents import Consents, load_consents
from bedside.errors import BedsideError
from bedside.outbox import Outbox, OutboxPage, OutboxPost, OutboxText
from bedside.platforms.base import Sent
from bedside.practice import Account, AccountStatus, load_practice
from bedside.syndication.fold import fold
from bedside.syndication.model import (
    BASELINE,
    RETRACTED,
    Event,
    EventKind,
    Key,
    KeyState,
    LedgerState,
    Status,
)
from bedside.syndication.plan import HELD_FOR, Policy, plan
from bedside.syndication.resolve import Verdict, resolution
from bedside.syndication.takedown import Way, copies, take_downs

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
CONSENTS = load_consents(ROOT / "consents.toml")
UID = CONSENTS.consents[0].scope.posts[0]
HERE = Sent(remote_id="1", url="https://social.larkfield.example/@larkfield/1")
KEY = Key(UID, "mastodon", "mastodon")


def account(name: str, status: AccountStatus = AccountStatus.ACTIVE) -> Account:
    return Account(id=name, platform=name, handle="h", secret_env="X", status=status)


def policy(*accounts: Account, **more: Any) -> Policy:
    practice = load_practice(ROOT / "practice.toml").model_copy(
        update={"accounts": accounts or (account("mastodon"),)}
    )
    given: dict[str, Any] = {"consents": Consents(), "publishers": {"mastodon", "webhook"},
                             "cannot_be_asked": {"webhook"}} | more  # fmt: skip
    return Policy(practice=practice, **given)


def outbox(*posts: OutboxPost, pages: tuple[OutboxPage, ...] = ()) -> Outbox:
    return Outbox(site_url="https://larkfield.example", built_at=NOW, posts=posts, pages=pages)


def post(**more: Any) -> OutboxPost:
    texts = (OutboxText(platform="mastodon", account="mastodon", text="t"),)
    given: dict[str, Any] = {
        "uid": UID, "url": "https://larkfield.example/blog/x/", "path": "blog/x/index.html",
        "sha256": "0", "title": "X", "summary": "", "lang": "en", "published": NOW,
        "syndicate": True, "texts": texts,
    } | more  # fmt: skip
    return OutboxPost(**given)


def ledger(state: KeyState, key: Key = KEY, living: frozenset[str] = frozenset()) -> LedgerState:
    return LedgerState(keys={key: state}, living_runs=living)


WAYS = [
    (KeyState(status=Status.SENT, sent=HERE), Way.DELETE),
    (KeyState(status=Status.RETRACTING, sent=HERE, reason="HTTP 503"), Way.DELETE),
    (KeyState(status=Status.RETRACTING, sent=HERE, run="dead"), Way.DELETE),
    (KeyState(status=Status.RETRACTING, sent=HERE, run="alive"), Way.HELD),
    (KeyState(status=Status.CLAIMED, run="alive"), Way.HELD),
    (KeyState(status=Status.CLAIMED, run="dead"), Way.LOOK_UP),
    (KeyState(status=Status.UNKNOWN), Way.LOOK_UP),
    (KeyState(status=Status.SENT, sent=Sent(remote_id=HERE.url, url=HERE.url)), Way.BY_HAND),
    (KeyState(status=Status.DELETED), Way.GONE),
    (KeyState(), Way.FORBID),
    (KeyState(status=Status.DEFERRED), Way.FORBID),
    (KeyState(status=Status.PLANNED), Way.FORBID),
    (KeyState(status=Status.SKIPPED, reason=BASELINE), Way.FORBID),
]


@pytest.mark.parametrize(("state", "way"), WAYS)
def test_each_state_has_its_way(state: KeyState, way: Way) -> None:
    """What is there is deleted, what may be there is looked up, what a person typed is a person's."""
    found = copies(UID, outbox(post()), ledger(state, living=frozenset({"alive"})), policy(), NOW)
    assert [copy.way for copy in found] == [way]


def test_what_was_retracted_before_is_not_written_again() -> None:
    """A key that holds `retracted` asks for nothing."""
    state = KeyState(status=Status.SKIPPED, reason=RETRACTED)
    assert copies(UID, outbox(post()), ledger(state), policy(), NOW) == ()


def test_networks_without_a_look_up_and_inactive_accounts_are_a_person_s() -> None:
    """A webhook, a retired account, an account that is not in practice.toml."""
    sent = KeyState(status=Status.SENT, sent=HERE)
    hook = Key(UID, "webhook", "webhook")
    found = copies(UID, outbox(), ledger(sent, hook), policy(account("webhook")), NOW)
    assert [copy.way for copy in found] == [Way.BY_HAND]
    retired = policy(account("mastodon", AccountStatus.RETIRED))
    assert [one.way for one in copies(UID, outbox(), ledger(sent), retired, NOW)] == [Way.BY_HAND]
    gone = policy(account("bluesky", AccountStatus.MANUAL))
    ways = {one.key.account: one.way for one in copies(UID, outbox(), ledger(sent), gone, NOW)}
    assert ways == {"mastodon": Way.BY_HAND, "bluesky": Way.LOOK}


def test_without_locks_a_young_claim_is_left_alone() -> None:
    """Where only its age tells, the claim to take down is another run's for ten minutes."""
    for age, way in ((HELD_FOR - timedelta(seconds=1), Way.HELD), (HELD_FOR, Way.DELETE)):
        state = KeyState(status=Status.RETRACTING, sent=HERE, at=NOW - age)
        (copy,) = copies(UID, outbox(), ledger(state), policy(held_for=HELD_FOR), NOW)
        assert copy.way is way


def test_which_posts_should_have_no_copies() -> None:
    """One that is not public any more; not a hidden one, whose page is still there."""
    sent = ledger(KeyState(status=Status.SENT, sent=HERE))
    (gone,) = take_downs(outbox(), sent, policy(), NOW)
    assert (gone.uid, gone.why) == (UID, "the post is not public any more")
    hidden = OutboxPage(uid=UID, path="blog/x/index.html")
    assert take_downs(outbox(pages=(hidden,)), sent, policy(), NOW) == ()
    assert take_downs(outbox(post()), sent, policy(), NOW) == ()
    assert take_downs(outbox(), ledger(KeyState(status=Status.DELETED)), policy(), NOW) == ()


def test_a_consent_that_ended_for_social_media_calls_for_a_take_down() -> None:
    """The page may stay where the consent covers the site; the announcements may not."""
    sent = ledger(KeyState(status=Status.SENT, sent=HERE))
    (one,) = CONSENTS.consents
    revoked = one.model_copy(update={"revoked_on": date(2026, 11, 22)})
    house = policy(consents=Consents(consents=(revoked,)))
    (gone,) = take_downs(outbox(post(consent=one.id)), sent, house, NOW)
    assert gone.why == f"consent {one.id} was revoked on 2026-11-22"


def events(*kinds: EventKind) -> KeyState:
    return fold(
        Event(key=KEY, seq=seq, kind=kind, at=NOW, run="r", remote_id=HERE.remote_id, url=HERE.url,
              reason="" if kind is EventKind.RETRACTING else "said")
        for seq, kind in enumerate(kinds, start=1)
    )  # fmt: skip


@pytest.mark.parametrize("kind", [EventKind.REJECTED, EventKind.DEFERRED, EventKind.UNKNOWN])
def test_a_failed_deletion_keeps_the_copy_in_sight(kind: EventKind) -> None:
    """Still to be taken down, with its address and the reason; and never sent again."""
    state = events(EventKind.CLAIMED, EventKind.SENT, EventKind.RETRACTING, kind)
    assert (state.status, state.sent, state.reason) == (Status.RETRACTING, HERE, "said")
    planned = plan(outbox(post()), ledger(state), policy(), NOW)
    assert planned.to_do() == ()


def test_a_run_that_was_still_sending_makes_it_a_copy_again() -> None:
    """Its outcome comes behind the claim to take down: the copy is there, and the ledger says so."""
    state = events(EventKind.CLAIMED, EventKind.RETRACTING, EventKind.SENT)
    assert (state.status, state.sent) == (Status.SENT, HERE)


@pytest.mark.parametrize(
    ("status", "verdict", "allowed"),
    [
        (Status.RETRACTING, Verdict.GONE, True),
        (Status.SENT, Verdict.GONE, True),
        (Status.UNKNOWN, Verdict.GONE, True),
        (Status.NEW, Verdict.GONE, False),
        (Status.SKIPPED, Verdict.GONE, False),
        (Status.RETRACTING, Verdict.NOT_SENT, False),
        (Status.RETRACTING, Verdict.SKIP, False),
        (Status.SENT, Verdict.SKIP, False),
        (Status.DELETED, Verdict.NOT_SENT, True),
        (Status.SKIPPED, Verdict.NOT_SENT, True),
    ],
)
def test_what_a_person_may_say(status: Status, verdict: Verdict, *, allowed: bool) -> None:
    """A copy is never lost sight of by a word, and a retracted post is freed by its name."""
    state = ledger(KeyState(status=status))
    if allowed:
        event = resolution(KEY, state, verdict, "", NOW, "r")
        kind = EventKind.DELETED if verdict is Verdict.GONE else EventKind.RESOLVED
        assert event.kind is kind
    else:
        with pytest.raises(BedsideError):
            resolution(KEY, state, verdict, "", NOW, "r")
