"""`bedside plan`: the coming days as lines, as JSON, as a calendar file; nothing is asked of a network."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar
from tests.syndication.town import Town, account_toml

from bedside.syndication.model import Event, EventKind, Key

MASTO = account_toml("masto", "mastodon", "@larkfield", "https://social.larkfield.example")
NOW = "2026-11-22T12:00"


def test_lines_json_and_calendar_say_the_same(
    make_town: Callable[..., Town], capsys: pytest.CaptureFixture[str]
) -> None:
    """Weekday, local time, account, title, why; what is further off or was sent is not in it."""
    town = make_town(MASTO, policies='windows = ["09:00-10:00"]\nmax_age_days = 400')
    town.first_run()
    noon = datetime(2026, 11, 22, 17, tzinfo=UTC)
    one = town.post("Tomorrow", published=noon - timedelta(days=1))
    done = town.post("Done", published=noon - timedelta(days=2))
    key = Key(done.uid, "mastodon", "masto")
    town.ledger().record(Event(key=key, seq=0, kind=EventKind.SENT, at=noon, run="", remote_id="1"))
    file = town.root / "plan.ics"
    assert town.run("plan", "--now", NOW, "--ics", str(file)) == 0
    assert capsys.readouterr().out == (
        "Mon 2026-11-23 09:00 EST mastodon/masto  Tomorrow: announcement: outside its windows\n"
    )
    (event,) = Calendar.from_ical(file.read_text()).walk("VEVENT")
    assert event.decoded("DTSTART") == datetime(2026, 11, 23, 14, tzinfo=UTC)
    assert town.run("plan", "--now", NOW, "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    (row,) = document["coming"]
    assert (document["version"], document["timezone"], document["paused"]) == (
        1, "America/New_York", None,
    )  # fmt: skip
    assert (row["uid"], row["at"], row["slot"]) == (
        one.uid, "2026-11-23T14:00:00+00:00", "announce",
    )  # fmt: skip


def test_a_scheduled_post_is_in_the_plan_before_it_is_built(
    make_town: Callable[..., Town], capsys: pytest.CaptureFixture[str]
) -> None:
    """With its own time, where it asks for one; a draft is not."""
    town = make_town(MASTO)
    folder = town.root / "content" / "posts"
    folder.mkdir(parents=True)
    for name, more in (("later", "announce_at: 2026-12-02 08:30"), ("draft", "status: draft")):
        uid = "01MC2DB2408BSE2PS68HFKGG6" + name[0].upper().replace("L", "5")
        (folder / f"{name}.md").write_text(
            f"---\nuid: {uid}\ntitle: {name}\ndate: 2026-12-01 09:00\n{more}\n---\nText\n"
        )
    assert town.run("plan", "--now", NOW) == 0
    shown = capsys.readouterr().out
    assert shown == "Wed 2026-12-02 08:30 EST mastodon/masto  later: announcement\n"
    assert town.run("plan", "--now", NOW, "--days", "5") == 0
    assert capsys.readouterr().out == "Nothing is planned.\n"
