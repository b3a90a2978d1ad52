"""The plan: pure, one line for each post and account, each with its reason."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedside.consents import Consent, Consents, Scope
from bedside.outbox import Outbox, OutboxPost, OutboxText
from bedside.practice import Account, AccountStatus, Policies, Practice, load_practice
from bedside.syndication.fold import fold_all
from bedside.syndication.lines import Action, Plan, Reason
from bedside.syndication.model import BASELINE, Event, EventKind, Key, KeyState, LedgerState, Status
from bedside.syndication.plan import HELD_FOR, Policy, plan
from bedside.uid import mint_uid

NOW = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)  # noon in New York
SAMPLE = load_practice(Path(__file__).resolve().parents[2] / "practice.toml")
NETWORKS = ("mastodon", "bluesky", "webhook")
KNOWN = frozenset((name, name) for name in NETWORKS)


def account(name: str, **more: Any) -> Account:
    """Return an active account whose id is its platform's name."""
    return Account(id=name, platform=name, handle="h", secret_env="X", **more)


def practice(*accounts: Account, **policies: Any) -> Practice:
    """Return the sample practice with these accounts and policies."""
    given: dict[str, Any] = {
        "max_posts_per_run": 2,
        "max_age_days": 14,
        "quiet_hours": "21:00-07:00",
    } | policies
    update = {"accounts": accounts or tuple(map(account, NETWORKS)), "policies": Policies(**given)}
    return SAMPLE.model_copy(update=update)


def post(number: int = 0, *, days_old: float = 1, **more: Any) -> OutboxPost:
    """Return a post with a text for each network."""
    texts = tuple(OutboxText(platform=name, account=name, text="t") for name in NETWORKS)
    moment = datetime(2026, 10, 1, tzinfo=UTC) + timedelta(seconds=number)
    given: dict[str, Any] = {
        "uid": mint_uid(moment), "url": f"https://larkfield.example/blog/{number}/",
        "path": f"blog/{number}/index.html", "sha256": "0", "title": f"Post {number}",
        "summary": "", "lang": "en", "published": NOW - timedelta(days=days_old),
        "syndicate": True, "texts": texts,
    } | more  # fmt: skip
    return OutboxPost(**given)


def make(
    posts: list[OutboxPost], state: LedgerState, house: Practice | None = None,
    now: datetime = NOW, **policy: Any,
) -> Plan:  # fmt: skip
    """Plan these posts."""
    given: dict[str, Any] = {"practice": house or practice(), "consents": Consents(), "publishers": NETWORKS,
             "cannot_be_asked": {"webhook"}} | policy  # fmt: skip
    outbox = Outbox(site_url="https://larkfield.example", built_at=NOW, posts=tuple(posts))
    return plan(outbox, state, Policy(**given), now)


def known(*states: tuple[OutboxPost, str, KeyState]) -> LedgerState:
    """Return a ledger in which every account has had its first run."""
    keys = {Key(one.uid, name, name): state for one, name, state in states}
    return LedgerState(keys=keys, accounts=KNOWN)


def reason_on(planned: Plan, name: str) -> Reason:
    """Return the reason of the only post's line on one account."""
    (line,) = [one for one in planned.lines if one.key.account == name]
    return line.shown


def test_a_new_post_is_sent_to_every_account() -> None:
    """Nothing in the ledger, nothing against it."""
    assert {line.shown for line in make([post()], known()).lines} == {Reason.SEND}


STATES = [
    (KeyState(status=Status.SENT), Reason.UNSURE),
    (KeyState(status=Status.REJECTED), Reason.REJECTED),
    (KeyState(status=Status.UNKNOWN), Reason.LOOK_UP),
    (KeyState(status=Status.CLAIMED, run="dead"), Reason.LOOK_UP),
    (KeyState(status=Status.CLAIMED, run="alive"), Reason.HELD),
    (KeyState(status=Status.SKIPPED, reason=BASELINE), Reason.BASELINE),
    (KeyState(status=Status.SKIPPED, reason="by a person"), Reason.SKIPPED),
    (KeyState(status=Status.DELETED), Reason.TAKEN_DOWN),
    (KeyState(status=Status.DEFERRED), Reason.SEND),
    (KeyState(status=Status.DEFERRED, until=NOW + timedelta(minutes=5)), Reason.DEFERRED),
    (KeyState(status=Status.DEFERRED, until=NOW - timedelta(minutes=5)), Reason.SEND),
    (KeyState(status=Status.PLANNED), Reason.SEND),
]


@pytest.mark.parametrize(("state", "expected"), STATES)
def test_the_ledger_decides_first(state: KeyState, expected: Reason) -> None:
    """Each state has its reason."""
    one = post()
    ledger = LedgerState(keys={Key(one.uid, "mastodon", "mastodon"): state}, accounts=KNOWN,
                         living_runs=frozenset({"alive"}))  # fmt: skip
    assert reason_on(make([one], ledger), "mastodon") is expected


def test_an_open_webhook_is_left_to_a_person() -> None:
    """It cannot be asked, so nothing is tried."""
    one = post()
    planned = make([one], known((one, "webhook", KeyState(status=Status.UNKNOWN))))
    assert reason_on(planned, "webhook") is Reason.ASK_A_PERSON


def test_without_locks_a_young_claim_is_left_alone_and_an_old_one_looked_up() -> None:
    """Where only its age tells, a claim is another run's for ten minutes."""
    one = post()
    for minutes, expected in ((9, Reason.HELD), (11, Reason.LOOK_UP)):
        claim = KeyState(status=Status.CLAIMED, run="x", at=NOW - timedelta(minutes=minutes))
        planned = make([one], known((one, "mastodon", claim)), held_for=HELD_FOR)
        assert reason_on(planned, "mastodon") is expected


SIGNED = {
    "id": "AUTH-2026-001", "kind": "patient-story", "description": "d", "discloser": "d",
    "recipients": "r", "purpose": "p", "signed_on": date(2026, 1, 1),
    "expires_on": date(2027, 1, 1), "signer": "patient", "right_to_revoke": True,
    "not_conditioned": True, "redisclosure": True, "plain_language": True, "copy_given": True,
    "remuneration": "none", "form_kept_at": "office",
}  # fmt: skip


@pytest.mark.parametrize(
    ("channels", "expected"),
    [(("site",), Reason.NO_CONSENT), (("site", "social"), Reason.SEND)],
)
def test_a_story_needs_a_consent_for_social_networks(
    channels: tuple[str, ...], expected: Reason
) -> None:
    """A consent for the site alone does not cover an announcement."""
    one = post(consent="AUTH-2026-001")
    scope = Scope(posts=(one.uid,), channels=channels)  # type: ignore[arg-type]  # table
    consents = Consents(consents=(Consent(scope=scope, **SIGNED),))  # type: ignore[arg-type]  # table
    assert reason_on(make([one], known(), consents=consents), "mastodon") is expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"syndicate": False}, Reason.NOT_SYNDICATED),
        ({"days_old": 15}, Reason.TOO_OLD),
        ({"days_old": -1}, Reason.NOT_YET),
        ({"texts": ()}, Reason.NO_TEXT),
        ({"consent": "AUTH-2026-404"}, Reason.NO_CONSENT),
    ],
)
def test_a_post_may_stand_against_its_own_announcement(
    changes: dict[str, Any], expected: Reason
) -> None:
    """Each with a reason of its own."""
    assert reason_on(make([post(**changes)], known()), "mastodon") is expected


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (account("mastodon", status=AccountStatus.RETIRED), Reason.RETIRED),
        (account("mastodon", status=AccountStatus.MANUAL), Reason.MANUAL),
        (account("facebook"), Reason.MANUAL),
    ],
)
def test_an_account_may_be_retired_or_posted_to_by_hand(one: Account, expected: Reason) -> None:
    """A network without an API here is a person's work."""
    assert reason_on(make([post()], known(), practice(one)), one.id) is expected


@pytest.mark.parametrize(
    ("clock", "is_quiet"),
    [("20:59", False), ("21:00", True), ("23:59", True), ("06:59", True), ("07:00", False)],
)
def test_quiet_hours_are_local_and_may_cross_midnight(clock: str, *, is_quiet: bool) -> None:
    """21:00-07:00 in New York."""
    hour, minute = map(int, clock.split(":"))
    now = NOW.astimezone(SAMPLE.zone).replace(hour=hour, minute=minute)
    planned = make([post()], known(), now=now)
    assert (reason_on(planned, "mastodon") is Reason.QUIET_HOURS) is is_quiet


@pytest.mark.parametrize(
    ("clock", "is_held"),
    [("08:59", True), ("09:00", False), ("11:59", False), ("12:00", True), ("17:30", False)],
)
def test_posts_go_out_inside_the_windows_alone(clock: str, *, is_held: bool) -> None:
    """09:00-12:00 and 17:00-18:00 in New York."""
    hour, minute = map(int, clock.split(":"))
    now = NOW.astimezone(SAMPLE.zone).replace(hour=hour, minute=minute)
    policies = SAMPLE.policies.model_copy(update={"windows": ("09:00-12:00", "17:00-18:00")})
    given = practice(account("mastodon")).model_copy(update={"policies": policies})
    planned = make([post()], known(), given, now=now)
    assert (reason_on(planned, "mastodon") is Reason.QUIET_HOURS) is is_held


def test_a_first_run_is_all_baseline_also_what_may_not_be_announced() -> None:
    """So a post that gets its text or its consent later is not taken for a new one."""
    posts = [post(1), post(2, syndicate=False), post(3, texts=()), post(4, days_old=90)]
    planned = make(posts, LedgerState())
    assert {line.shown for line in planned.lines} == {Reason.BASELINE}
    assert set(planned.baselines) == KNOWN


def test_a_new_account_gets_new_posts_but_no_older_ones() -> None:
    """What the ledger has seen elsewhere is older; a post that is new everywhere goes everywhere."""
    older, newer = post(1, days_old=2), post(2)
    seen = KeyState(status=Status.SENT)
    ledger = LedgerState(keys={Key(older.uid, "bluesky", "bluesky"): seen},
                         accounts=frozenset({("bluesky", "bluesky")}))  # fmt: skip
    lines = {
        (one.key.uid, one.key.account): one.shown for one in make([older, newer], ledger).lines
    }
    assert lines[older.uid, "mastodon"] is Reason.BASELINE
    assert lines[newer.uid, "mastodon"] is Reason.SEND


def test_a_backfill_takes_the_newest_posts_and_leaves_the_rest_as_baseline() -> None:
    """Beyond the cap it is written down as asked for, so that the next run goes on."""
    posts = [post(number, days_old=100 - number) for number in range(6)]
    planned = make(posts, LedgerState(), backfill=3)
    sends = {line.title for line in planned.lines if line.action is Action.SEND}
    assert sends == {"Post 3", "Post 4"}
    assert {line.title for line in planned.backfilled()} == {"Post 3", "Post 4", "Post 5"}
    assert {line.title for line in planned.new_baselines()} == {"Post 0", "Post 1", "Post 2"}


def test_a_network_that_is_down_does_not_keep_the_others_waiting() -> None:
    """Posts put off come behind new ones when the cap is counted."""
    stuck = [post(number, days_old=3) for number in (1, 2)]
    off = KeyState(status=Status.DEFERRED)
    states = [(one, name, KeyState(status=Status.SENT)) for one in stuck for name in NETWORKS[1:]]
    ledger = known(*states, *[(one, "mastodon", off) for one in stuck])
    planned = make([*stuck, post(3)], ledger)
    assert {line.title for line in planned.lines if line.action is Action.SEND} == {
        "Post 1",
        "Post 3",
    }


KINDS = st.lists(st.sampled_from(EventKind), max_size=4)


@settings(max_examples=60, deadline=None)  # a busy machine is no failure
@given(
    given_posts=st.lists(st.tuples(st.floats(0, 30), KINDS, st.booleans()), min_size=1, max_size=8),
    cap=st.integers(1, 3), is_first=st.booleans(),
)  # fmt: skip
def test_a_plan_keeps_its_promises_and_is_empty_after_it_was_applied(
    given_posts: list[tuple[float, list[EventKind], bool]], cap: int, *, is_first: bool
) -> None:
    """Never over the cap, nothing sent twice, and in the end nothing is left to do."""
    posts = [post(number, days_old=age, syndicate=wanted)
             for number, (age, _, wanted) in enumerate(given_posts)]  # fmt: skip
    events = [
        Event(key=Key(one.uid, "mastodon", "mastodon"), seq=seq, kind=kind, at=NOW, run="r")
        for one, (_, kinds, _) in zip(posts, given_posts, strict=True)
        for seq, kind in enumerate(kinds, start=1)
    ]
    state = fold_all(events)
    if not is_first:
        state = LedgerState(keys=state.keys, accounts=KNOWN)
    house = practice(max_posts_per_run=cap)
    for _ in range(len(posts) + 1):
        planned = make(posts, state, house)
        to_do = planned.to_do()
        assert len({line.key.uid for line in to_do if line.action is Action.SEND}) <= cap
        assert not [
            one for one in to_do if state.get(one.key).status in {Status.SENT, Status.SKIPPED}
        ]
        state = _applied(planned, state)
    assert make(posts, state, house).to_do() == ()
    assert make(posts, state, house).new_baselines() == ()


def _applied(planned: Plan, state: LedgerState) -> LedgerState:
    """Return the ledger after every line went well."""
    keys = dict(state.keys)
    for line in planned.new_baselines():
        keys[line.key] = KeyState(status=Status.SKIPPED, reason=BASELINE, seq=line.seq + 1)
    for line in planned.to_do():
        status = Status.SENT if line.may_send or line.action is Action.SEND else Status.PLANNED
        keys[line.key] = KeyState(status=status, seq=line.seq + 1)
    return LedgerState(keys=keys, accounts=state.accounts | frozenset(planned.baselines))


def test_a_post_whose_review_is_overdue_is_announced_by_nothing() -> None:
    """The day itself is still fine; the day after neither a new send nor --backfill goes out."""
    today = NOW.astimezone(practice().zone).date()
    for backfill in (0, 5):
        old = post(next_review=today - timedelta(days=1))
        planned = make([old], known() if not backfill else LedgerState(), backfill=backfill)
        assert {line.shown for line in planned.lines} & {Reason.SEND, Reason.BACKFILL} == set()
    planned = make([post(next_review=today - timedelta(days=1))], known())
    assert {line.shown for line in planned.lines} == {Reason.REVIEW_OVERDUE}
    planned = make([post(next_review=today)], known())
    assert {line.shown for line in planned.lines} == {Reason.SEND}
