"""What the doctor says of each thing it looks at."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.deploy.small_site import FLU

from bedside.checks.receipt import Receipt
from bedside.cli import cli
from bedside.consents import Consents, load_consents
from bedside.deploy import health
from bedside.deploy.health import Level, Symptom
from bedside.deploy.mark import PublishedMark
from bedside.deploy.still_online import Left, Where
from bedside.outbox import Outbox
from bedside.post import Source
from bedside.practice import Practice
from bedside.source import read_source

TODAY = date(2026, 11, 22)
EMPTY = Outbox(site_url="https://larkfield.example", built_at=datetime(2026, 11, 22, tzinfo=UTC))


def worst(symptoms: Iterable[Symptom]) -> tuple[Level, str]:
    order = list(Level)
    found = max(symptoms, key=lambda one: order.index(one.level))
    return found.level, f"{found.what}: {found.fix}"


@pytest.fixture
def source(tmp_path: Path, practice: Practice) -> Source:
    """Return a post that was due on the morning of 22 November."""
    path = tmp_path / "content" / "posts" / "flu.md"
    path.parent.mkdir(parents=True)
    path.write_text(
        f"---\ntitle: Flu\nuid: {FLU.uid}\ndate: 2026-11-22 06:00\nnext_review: 2026-11-21\n---\nText.\n"
    )
    return read_source(path, tmp_path / "content", practice.zone)


def test_a_post_that_is_due(source: Source, now: datetime) -> None:
    """A scheduled post whose time has come and that the last build lacks is a problem."""
    level, said = worst(health.missed_posts([source], EMPTY, Consents(), now))
    assert level is Level.PROBLEM
    assert "flu.md: is due and not in the last build" in said
    before = now - timedelta(hours=2)
    assert worst(health.missed_posts([source], EMPTY, Consents(), before))[0] is Level.OK


def test_an_overdue_review(source: Source, now: datetime) -> None:
    """An article whose review date has passed is a problem, from the day after; before it, a note."""
    assert worst(health.reviews([source], now, TODAY))[0] is Level.PROBLEM
    level, said = worst(health.reviews([source], now, TODAY - timedelta(days=1)))
    assert level is Level.NOTE
    assert "1 review(s) are due within 30 days, first flu.md on 2026-11-21" in said
    assert worst(health.reviews([source], now, TODAY - timedelta(days=32)))[0] is Level.OK


@pytest.mark.parametrize(
    ("minutes", "scheduled", "level"),
    [
        (20, True, Level.OK),
        (119, True, Level.OK),
        (121, True, Level.PROBLEM),
        (9000, False, Level.OK),
    ],
)
def test_the_last_run(now: datetime, minutes: int, level: Level, *, scheduled: bool) -> None:
    """A run two hours late is a problem where a schedule should have made it, and only there."""
    mark = PublishedMark(built_at=now - timedelta(minutes=minutes))
    found, said = worst(health.last_run(mark, now, is_scheduled=scheduled))
    assert found is level
    assert ("quiet repositories" in said) == (level is Level.PROBLEM)


def test_no_mark_yet(now: datetime) -> None:
    """A site that was never deployed is worth knowing, not a fault."""
    assert worst(health.last_run(None, now, is_scheduled=True))[0] is Level.NOTE


@pytest.mark.parametrize(
    ("days", "level"), [(-1, Level.NOTE), (0, Level.NOTE), (30, Level.NOTE), (31, Level.OK)]
)
def test_consents_that_end(sample_root: Path, days: int, level: Level) -> None:
    """A consent that ends within 30 days is announced in time; one that ended is named."""
    (one,) = load_consents(sample_root / "consents.toml").consents
    ending = one.model_copy(update={"expires_on": TODAY + timedelta(days=days)})
    assert worst(health.consents_ending(Consents(consents=(ending,)), TODAY))[0] is level


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (Where.ONLINE, "STILL ONLINE: flu.md: consent C-NONE is not in consents.toml: run"),
        (Where.UNKNOWN, "PERHAPS STILL ONLINE (no deploy is recorded here): flu.md: "),
        (Where.NOWHERE, "flu.md: is left out, neither in output/ nor online: consent C-NONE"),
    ],
)
def test_a_withheld_post(where: Where, said: str) -> None:
    """A post whose consent does not hold is a problem: where it still is, why not, the way out."""
    why = "consent C-NONE is not in consents.toml"
    left = Left(what="flu.md", uid=FLU.uid, why=why, where=where)
    level, told = worst(health.withheld_posts([left]))
    assert level is Level.PROBLEM
    assert told.startswith(said)
    assert f"bedside syndicate --retract {FLU.uid}" in told
    assert worst(health.withheld_posts([]))[0] is Level.OK


def test_a_revoked_consent(sample_root: Path) -> None:
    """A revocation is named, so that nobody looks for the post in vain."""
    (one,) = load_consents(sample_root / "consents.toml").consents
    revoked = one.model_copy(update={"revoked_on": TODAY})
    level, said = worst(health.consents_ending(Consents(consents=(revoked,)), TODAY))
    assert (level, "was revoked on 2026-11-22" in said) == (Level.NOTE, True)


def test_last_success(practice: Practice, now: datetime) -> None:
    """Each active account tells when it last announced something; manual ones are not asked."""
    sent = {("mastodon", "mastodon"): now - timedelta(hours=5)}
    said = [one.what for one in health.accounts(practice.accounts, sent, now)]
    assert said == [
        "account mastodon: last announced 5 hours ago",
        "account bluesky: has announced nothing yet",
        "account newsletter-hook: has announced nothing yet",
    ]


def test_build_age(now: datetime) -> None:
    """No receipt is a problem; else the age is told."""
    assert worst(health.build_age(None, now))[0] is Level.PROBLEM
    receipt = Receipt(
        site_url="https://a.example", built_at=now - timedelta(hours=3), rules=("PHI001",),
        sources={}, posts={}, files={}, outbox_sha256="",
    )  # fmt: skip
    assert worst(health.build_age(receipt, now)) == (Level.OK, "built 3 hours ago, 1 rules ran: ")


def test_the_command(tmp_path: Path, sample_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command prints a line for each thing, never a secret, and exits 1 when one is ill."""
    for name in ("practice.toml", "consents.toml"):
        (tmp_path / name).write_text((sample_root / name).read_text())
    monkeypatch.setenv("LARKFIELD_MASTODON_TOKEN", "a-very-secret-token")
    arguments = ["--practice", str(tmp_path / "practice.toml"), "doctor",
                 "--public-url", "http://127.0.0.1:9"]  # fmt: skip
    done = CliRunner().invoke(cli, arguments, standalone_mode=False)
    assert done.return_value == 1, done.output
    assert "problem there is no build with a receipt: run `bedside build`" in done.output
    assert "note    the public site does not answer" in done.output
    assert "a-very-secret-token" not in done.output


@pytest.mark.parametrize(
    ("old", "new"), [("[practice]\n", "[practice]\nphon = 1\n"), ('name = "', "name = ")]
)
def test_mistakes_in_practice_toml_are_among_what_is_ill(
    tmp_path: Path, sample_root: Path, old: str, new: str
) -> None:
    """Each with its line; what cannot be known without it is said."""
    facts = (sample_root / "practice.toml").read_text().replace(old, new, 1)
    (tmp_path / "practice.toml").write_text(facts)
    arguments = ["--practice", str(tmp_path / "practice.toml"), "doctor"]
    done = CliRunner().invoke(cli, arguments, standalone_mode=False)
    assert done.return_value == 1, done.output
    assert "problem " in done.output
    assert "practice.toml:" in done.output
    assert "were not looked at: mend the above and run this again" in done.output


def test_a_post_without_its_consent_is_not_missed(source: Source, now: datetime) -> None:
    """A due post whose consent does not hold is left out on purpose, so it is not overdue."""
    assert source.meta
    held = replace(source, meta=source.meta.model_copy(update={"consent": "C-NONE"}))
    assert worst(health.missed_posts([held], EMPTY, Consents(), now))[0] is Level.OK
