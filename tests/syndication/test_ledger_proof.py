"""What a ledger says is believed only where it can be proven: pauses, rows in the middle, a lost witness."""

import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.servers.mastodon_server import MastodonServer
from tests.servers.receiver import Receiver
from tests.syndication.repositories import BRANCH, git
from tests.syndication.town import Town, account_toml

from bedside.deploy.mark import MARK_PATH, PublishedMark, mark_json
from bedside.errors import LedgerError
from bedside.syndication.engine import make_engine, read_address
from bedside.syndication.model import Event, EventKind, Key, Status
from bedside.syndication.store import open_ledger
from bedside.syndication.witness import lacks_witness

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY = Key("01M610AAAAAAAAAAAAAAAAAAAA", "mastodon", "masto")
BY_HAND = (
    "UPDATE events SET remote_id = 'x' WHERE kind = 'sent'",
    "DELETE FROM events WHERE kind = 'claimed'",
)


@pytest.fixture
def hooked(
    make_town: Callable[..., Town], mastodon: MastodonServer, receiver: Receiver, store: str,
    monkeypatch: pytest.MonkeyPatch, allow: Callable[..., None],
) -> Town:  # fmt: skip
    """Return a practice with Mastodon and a webhook, on each ledger, behind its first run."""
    allow(mastodon.url, receiver.url)
    monkeypatch.setenv("TEST_MASTO", mastodon.token)
    monkeypatch.setenv("TEST_HOOK", receiver.secret)
    monkeypatch.setenv("BEDSIDE_LEDGER", store)
    town = make_town(
        account_toml("masto", "mastodon", "@larkfield", mastodon.url),
        account_toml("hook", "webhook", "newsletter", receiver.url),
    )
    town.store = store
    town.first_run()
    return town


def deploy(town: Town, *, days_ago: float = 0, paused: datetime | None = None) -> None:
    """Let the public site say what a build says of the ledger."""
    ledger_id, mark, chain = town.ledger().standing()
    built = datetime.now(UTC) - timedelta(days=days_ago)
    known = PublishedMark(ledger=ledger_id, mark=mark, chain=chain, built_at=built, paused=paused)
    file = town.root / "output" / MARK_PATH
    file.parent.mkdir(exist_ok=True)
    file.write_text(mark_json(known))


def edit(town: Town, statement: str, **values: str) -> None:
    """Change the ledger's rows by hand."""
    address = read_address(town.store)
    if address.get_backend_name() == "git":
        _edit_branch(Path(str(address.query["repository"])).parent, statement)
        return
    engine = make_engine(address)
    with engine.begin() as connection:
        connection.execute(sa.text(statement), values)
    engine.dispose()


def _edit_branch(folder: Path, statement: str) -> None:
    git(folder, "clone", "-q", "--branch", BRANCH, str(folder / "remote.git"), "by-hand")
    file = folder / "by-hand" / "events.jsonl"
    rows = [json.loads(one) for one in file.read_text().splitlines()]
    if statement.startswith("DELETE"):
        rows = [one for one in rows if one["kind"] != "claimed"]
    else:
        rows = [one | ({"remote_id": "x"} if one["kind"] == "sent" else {}) for one in rows]
    file.write_text("".join(json.dumps(one) + "\n" for one in rows))
    who = ("-c", "user.name=A", "-c", "user.email=a@a.example")
    git(folder / "by-hand", *who, "commit", "-q", "-a", "-m", "by hand")
    git(folder / "by-hand", "push", "-q", "origin", BRANCH)


@pytest.mark.parametrize("statement", BY_HAND)
def test_rows_that_were_edited_by_hand_are_refused_until_rebuilt(
    hooked: Town, receiver: Receiver, capsys: pytest.CaptureFixture[str], statement: str
) -> None:
    """The ledger's own mark and hash are as they were; the rows before them are not."""
    post = hooked.post()
    assert hooked.run("syndicate", "--live") == 0
    hooked.post("Next")
    edit(hooked, statement)
    for more in ((), ("--live",)):
        assert hooked.run("syndicate", *more) == 3
        said = capsys.readouterr().err
        assert "is not as it was written, or is gone" in said
        assert "bedside ledger rebuild" in said
    assert len(receiver.bodies) == 1
    assert hooked.run("ledger", "rebuild") == 0
    assert hooked.run("syndicate", "--live") == 0
    assert len(receiver.bodies) == 1  # the next one's newsletter is a person's word away
    assert hooked.states(post.uid)["hook"].status is Status.SENT


def test_a_whole_ledger_of_every_kind_of_event_is_not_refused(hooked: Town) -> None:
    """Rebuilt, adopted, paused and resumed: the hashes still fit."""
    hooked.post()
    assert hooked.run("syndicate", "--live") == 0
    assert hooked.run("syndicate", "--pause", "a recall") == 0
    deploy(hooked, paused=datetime.now(UTC))
    assert hooked.run("syndicate", "--resume") == 0
    assert hooked.run("ledger", "rebuild") == 0
    ledger = hooked.ledger()
    ledger.adopt(ledger.id, ledger.mark + 5)
    hooked.post("Next")
    assert hooked.run("syndicate", "--resume") == 0
    assert hooked.run("syndicate", "--live") == 0
    assert hooked.ledger().broken_at() is None


@pytest.fixture
def town_put_back(hooked: Town) -> Callable[[], None]:
    """Return what puts the ledger back to how it is now."""
    _, mark, chain = hooked.ledger().standing()

    def put_back() -> None:
        edit(hooked, f"DELETE FROM events WHERE mark > {mark}")  # noqa: S608  a number
        for name, value in (("mark", str(mark)), ("chain", chain)):
            edit(
                hooked, "UPDATE meta SET value = :value WHERE name = :name", name=name, value=value
            )

    return put_back


@pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
def test_a_pause_outlives_the_ledger_that_it_was_written_to(
    hooked: Town, mastodon: MastodonServer, town_put_back: Callable[[], None],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """An older ledger is refused, a rebuilt one stays paused, until a person lifts it."""
    hooked.post()
    assert hooked.run("syndicate", "--pause", "a recall") == 0
    town_put_back()
    assert hooked.run("syndicate", "--live") == 3
    assert "this computer knew of" in capsys.readouterr().err
    assert hooked.run("syndicate", "--resume") == 3
    assert hooked.run("ledger", "rebuild") == 0
    assert "Paused since" in capsys.readouterr().err
    assert hooked.run("syndicate", "--live") == 0
    assert mastodon.statuses() == []
    assert hooked.run("syndicate", "--resume") == 0
    assert hooked.run("syndicate", "--live") == 0
    assert len(mastodon.statuses()) == 1


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_pause_that_only_the_public_site_knows_of_holds(
    hooked: Town, mastodon: MastodonServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """A build said so; the ledger here never heard of it, or forgot."""
    hooked.post()
    deploy(hooked, paused=datetime.now(UTC))
    assert hooked.run("syndicate", "--live") == 3
    assert "the public site knows that announcing was paused" in capsys.readouterr().err
    assert mastodon.statuses() == []
    assert hooked.run("syndicate", "--resume") == 0
    assert hooked.run("syndicate", "--live") == 0
    assert len(mastodon.statuses()) == 1


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_pause_on_an_older_ledger_does_not_hide_that_it_is_old(
    hooked: Town, receiver: Receiver, town_put_back: Callable[[], None]
) -> None:
    """What this computer knew of the newer one stays written down beside the pause."""
    hooked.post()
    assert hooked.run("syndicate", "--live") == 0
    town_put_back()
    assert hooked.run("syndicate", "--pause", "a recall") == 0
    assert hooked.run("syndicate", "--resume") == 3
    assert hooked.run("syndicate", "--live") == 3
    assert len(receiver.bodies) == 1


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_an_older_ledger_without_its_witness_asks_before_it_sends_what_nobody_can_look_up(
    hooked: Town, receiver: Receiver, mastodon: MastodonServer,
    town_put_back: Callable[[], None], capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """The webhook has it already; it is sent again only by a person's word."""
    deploy(hooked)
    post = hooked.post()
    assert hooked.run("syndicate", "--live") == 0
    town_put_back()
    (hooked.root / "build" / "witness.json").unlink()
    for _ in range(2):
        assert hooked.run("syndicate", "--live") == 0
        assert f"bedside ledger resolve {post.uid} webhook hook" in capsys.readouterr().err
        assert (len(receiver.bodies), len(mastodon.statuses())) == (1, 1)
    assert hooked.states(post.uid)["hook"].status is Status.UNKNOWN
    assert hooked.run("ledger", "resolve", post.uid, "webhook", "hook", "--retry") == 0
    hooked.post("Next")
    assert hooked.run("syndicate", "--live") == 0
    assert len(receiver.bodies) == 3


@pytest.mark.parametrize(
    ("address", "hours", "doubts"),
    [("sqlite:///ledger.db", 0, True), ("git+branch://ledger", 0, False), ("git+branch://ledger", 2, True)],
)  # fmt: skip
def test_a_runner_that_keeps_nothing_goes_by_the_build_just_before(
    address: str, hours: float, *, doubts: bool
) -> None:
    """Its ledger is elsewhere; where it is beside the witness, both are there or something was lost."""
    now = datetime.now(UTC)
    public = PublishedMark(ledger="L", mark=1, built_at=now - timedelta(hours=hours))
    assert lacks_witness(None, public, address, now) is doubts
    assert not lacks_witness(public, public, address, now)
    assert not lacks_witness(None, PublishedMark(), address, now)
    assert not lacks_witness(None, None, address, now)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE events SET kind = 'novel'", "UPDATE events SET at = 'yesterday'",
        "UPDATE events SET until = '?'", "UPDATE meta SET value = 'x' WHERE name = 'mark'",
        "DELETE FROM meta WHERE name = 'mark'",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_words(tmp_path: Path, damage: str) -> None:
    """A row or a value that nobody here wrote stops with the way out, never with a traceback."""
    file = tmp_path / "ledger.db"
    ledger = open_ledger(f"sqlite:///{file}", NOW)
    ledger.append([Event(key=KEY, seq=1, kind=EventKind.CLAIMED, at=NOW, run="run")])
    with sqlite3.connect(file) as connection:
        connection.execute(damage)
    with pytest.raises(LedgerError, match="put back a copy of it, or move it away"):
        [ledger.standing(), ledger.state()]
