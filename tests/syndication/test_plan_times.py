"""The plan's times: announced at an hour, in a free place, shared again, late, paused."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from tests.syndication.test_syndication_plan import KNOWN, NOW, account, known, make, post, practice

from bedside.outbox import OutboxPost, OutboxText
from bedside.platforms.base import Sent
from bedside.syndication.calendar import coming, ics
from bedside.syndication.lines import Action, Line, Reason
from bedside.syndication.model import BASELINE, Key, KeyState, LedgerState, Pause, Status

HOUSE = practice(account("mastodon"))
SLOT = "reshare-2026-11"


def text(**more: Any) -> OutboxText:
    """Return a wording for the one account."""
    return OutboxText(**({"platform": "mastodon", "account": "mastodon", "text": "t"} | more))


def again(**more: Any) -> OutboxText:
    """Return a re-share that was due an hour ago."""
    return text(**({"slot": SLOT, "text": "u", "at": NOW - timedelta(hours=1)} | more))


def old_post(*texts: OutboxText, **more: Any) -> OutboxPost:
    """Return a post that was announced long ago, with these further texts."""
    return post(days_old=200, texts=(text(), *texts), **more)


def line_of(found: tuple[Line, ...], slot: str = "announce") -> Line:
    """Return the only line of a slot."""
    (line,) = [one for one in found if one.key.slot == slot]
    return line


def ledger(one: OutboxPost, announced: KeyState, shared: KeyState | None = None) -> LedgerState:
    """Return a ledger with the states of announcement and re-share."""
    first = Key(one.uid, "mastodon", "mastodon")
    keys = {first: announced}
    if shared:
        keys[Key(one.uid, "mastodon", "mastodon", SLOT)] = shared
    return LedgerState(keys=keys, accounts=KNOWN)


SENT = KeyState(status=Status.SENT, sent=Sent(remote_id="7"), sent_at=NOW - timedelta(days=199))


def test_a_post_waits_for_the_time_it_asks_for() -> None:
    """Named with weekday and zone; at that time it goes out."""
    moment = NOW + timedelta(hours=3)
    one = post(texts=(text(at=moment),))
    line = line_of(make([one], known(), HOUSE).lines)
    assert (line.shown, line.due, line.detail) == (
        Reason.NOT_YET, moment, "Sun 2026-11-22 15:00 EST",
    )  # fmt: skip
    assert line_of(make([one], known(), HOUSE, now=moment).lines).shown is Reason.SEND


def test_a_first_run_keeps_what_is_asked_for_later() -> None:
    """It is no post from before: somebody named its hour."""
    one = post(texts=(text(at=NOW + timedelta(hours=3)),))
    assert line_of(make([one], LedgerState(), HOUSE).lines).shown is Reason.NOT_YET


def test_ten_due_posts_with_two_a_day_are_sent_and_dated() -> None:
    """Two now, the others each on their day, in the order of the posts."""
    house = practice(account("mastodon", per_day=2, windows=("09:00-13:00",)), max_posts_per_run=9)
    posts = [post(number, days_old=1 + number / 100, texts=(text(),)) for number in range(10)]
    lines = make(posts, known(), house).lines
    assert sum(1 for one in lines if one.action is Action.SEND) == 2
    later = [one for one in lines if one.shown is Reason.QUEUED]
    assert [one.due.astimezone(house.zone).strftime("%d %H:%M") for one in later if one.due] == [
        f"{day} 09:00" for day in (23, 23, 24, 24, 25, 25, 26, 26)
    ]
    assert later[0].detail == "2 a day: Mon 2026-11-23 09:00 EST"


def test_what_was_sent_today_counts_also_after_the_clock_was_set_back() -> None:
    """The post of an hour ahead fills the day; nothing that was sent is sent again."""
    house = practice(account("mastodon", per_day=1))
    first, second = post(1, texts=(text(),)), post(2, texts=(text(),))
    ahead = KeyState(status=Status.SENT, sent=Sent(remote_id="1"), sent_at=NOW + timedelta(hours=1))
    planned = make([first, second], known((first, "mastodon", ahead)), house)
    assert [one.shown for one in planned.lines] == [Reason.UNSURE, Reason.QUEUED]
    assert planned.to_do() == ()


LATE = [
    ("send", timedelta(hours=30), Reason.SEND), ("missed", timedelta(hours=30), Reason.LATE),
    ("missed", timedelta(hours=23), Reason.SEND), ("send", timedelta(days=15), Reason.LATE),
]  # fmt: skip


@pytest.mark.parametrize(("late", "ago", "expected"), LATE)
def test_what_is_late_is_sent_or_named_never_dropped(
    late: str, ago: timedelta, expected: Reason
) -> None:
    """By the practice's policy; after two weeks in any case. Missed is written down once."""
    house = practice(account("mastodon"), late=late)
    one = post(texts=(text(at=NOW - ago),), days_old=30)
    planned = make([one], known(), house)
    assert line_of(planned.lines).shown is expected
    assert len(planned.missed()) == (expected is Reason.LATE)
    if expected is Reason.LATE:
        assert "was due" in planned.missed()[0].detail
        done = known((one, "mastodon", KeyState(status=Status.MISSED, reason="was due")))
        assert line_of(make([one], done, house).lines).shown is Reason.MISSED


FIRST = [
    (SENT, Reason.SEND), (KeyState(status=Status.SKIPPED, reason=BASELINE), Reason.SEND),
    (KeyState(), Reason.SEND), (KeyState(status=Status.MISSED), Reason.SEND),
    (KeyState(status=Status.UNKNOWN), Reason.WAITS), (KeyState(status=Status.REJECTED), Reason.WAITS),
    (KeyState(status=Status.DELETED), Reason.TAKEN_DOWN),
    (KeyState(status=Status.SKIPPED, reason="by a person"), Reason.SKIPPED),
]  # fmt: skip


@pytest.mark.parametrize(("announced", "expected"), FIRST)
def test_a_re_share_follows_what_became_of_the_announcement(
    announced: KeyState, expected: Reason
) -> None:
    """Open: it waits. Taken down or skipped by a person: nothing is shared again."""
    one = old_post(again())
    assert line_of(make([one], ledger(one, announced), HOUSE).lines, SLOT).shown is expected


def test_a_re_share_knows_the_copy_that_is_there() -> None:
    """So a look-up for it never takes the announcement for it."""
    one = old_post(again())
    found = make([one], ledger(one, SENT, KeyState(status=Status.UNKNOWN)), HOUSE).lines
    line = line_of(found, SLOT)
    assert (line.shown, line.other_copies) == (Reason.LOOK_UP, frozenset({"7"}))


def test_a_re_share_is_held_while_its_review_is_overdue_and_named_when_its_time_is_over() -> None:
    """The reason stands in the event."""
    late = NOW.date() - timedelta(days=1)
    one = old_post(again(), next_review=late)
    assert line_of(make([one], ledger(one, SENT), HOUSE).lines, SLOT).shown is Reason.REVIEW_OVERDUE
    long_ago = old_post(again(at=NOW - timedelta(days=20)), next_review=late)
    line = line_of(make([long_ago], ledger(long_ago, SENT), HOUSE).lines, SLOT)
    assert line.shown is Reason.LATE
    assert "medical review overdue" in line.detail


def test_a_re_share_of_a_story_without_a_valid_consent_is_held() -> None:
    """As the announcement would be."""
    one = old_post(again(), consent="AUTH-2026-404")
    assert line_of(make([one], ledger(one, SENT), HOUSE).lines, SLOT).shown is Reason.NO_CONSENT


def test_a_re_share_without_words_of_its_own_says_so() -> None:
    """Never a silent gap: the month is named, and what to do."""
    one = old_post(again(text=""))
    line = line_of(make([one], ledger(one, SENT), HOUSE).lines, SLOT)
    assert line.shown is Reason.SAME_WORDS
    assert line.detail == "write some under reshare, 2026-11, then build"


def test_a_pause_holds_every_send_and_marks_nothing_missed() -> None:
    """Look-ups go on, but no send follows one."""
    one, lost = old_post(again(at=NOW - timedelta(days=20))), post(5, texts=(text(),))
    state = ledger(one, SENT)
    keys = {**state.keys, Key(lost.uid, "mastodon", "mastodon"): KeyState(status=Status.UNKNOWN)}
    paused = LedgerState(keys=keys, accounts=KNOWN, pause=Pause(reason="a recall", since=NOW))
    fresh = post(6, texts=(text(),))
    planned = make([one, lost, fresh], paused, HOUSE)
    assert {one.action for one in planned.lines} == {Action.NONE, Action.LOOK_UP}
    assert not any(one.may_send for one in planned.lines)
    assert planned.missed() == ()
    held = [one for one in planned.lines if one.shown is Reason.PAUSED]
    assert {one.detail for one in held} == {"a recall"}
    assert len(held) == 2


def test_the_calendar_file_reads_back_the_same_and_keeps_its_uids() -> None:
    """By a parser that is not ours: times, titles with commas and long words, stable UIDs."""
    title = "Schüsse, Grippe; und \\ mehr: " + "ü" * 80
    one = post(title=title, texts=(text(at=NOW + timedelta(days=2)),))
    two = old_post(again(at=NOW + timedelta(days=9)))
    rows = coming(make([one, two], ledger(two, SENT), HOUSE), NOW, 30)
    written = ics(rows, "https://larkfield.example", NOW)
    assert all(len(part.encode()) <= 75 for part in written.split("\r\n"))
    assert "\n" not in written.replace("\r\n", "")
    found = list(Calendar.from_ical(written).walk("VEVENT"))
    assert [str(event["SUMMARY"]) for event in found] == [f"mastodon: {title}", "mastodon: Post 0"]
    assert [event.decoded("DTSTART") for event in found] == [
        NOW + timedelta(days=2), NOW + timedelta(days=9)
    ]  # fmt: skip
    uids = [str(event["UID"]) for event in found]
    assert uids[1] == f"{two.uid}-mastodon-mastodon-{SLOT}@larkfield.example"
    later = coming(make([one, two], ledger(two, SENT), HOUSE), NOW + timedelta(hours=1), 30)
    again_written = Calendar.from_ical(ics(later, "https://larkfield.example", NOW))
    assert [str(event["UID"]) for event in again_written.walk("VEVENT")] == uids


def test_the_days_ahead_end_where_they_should() -> None:
    """Thirty days and no more; what waits without a day stands at the end."""
    inside, outside = (
        post(number, texts=(text(at=NOW + timedelta(days=days)),))
        for number, days in ((1, 29), (2, 31))
    )
    waiting = old_post(again(text=""))
    rows = coming(make([inside, outside, waiting], ledger(waiting, SENT), HOUSE), NOW, 30)
    assert [(row.title, row.at is None) for row in rows] == [("Post 1", False), ("Post 0", True)]
    assert datetime(2026, 12, 21, 17, tzinfo=UTC) == rows[0].at
