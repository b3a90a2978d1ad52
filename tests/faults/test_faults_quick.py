"""The quick part of `inv faults`: every kind of fault once on every store, against real servers."""

import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.faults.__main__ import summary, table
from tests.faults.injected import GONE, LEDGER, OLDER, WITNESS, Point
from tests.faults.plan import KINDS, cases
from tests.faults.stores import STORES
from tests.faults.world import Case, Settled, World, world_running
from tests.syndication.town import Town

from bedside.deploy.mark import MARK_PATH

# One network that looks up and knows no key, one that cannot be asked: the two hard ones. E-mail is on
# its own below, and killed at each of its lines in tests/syndication/test_killed_runs.py.
QUICK = ("mastodon without key", "webhook")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Run the servers of the quick part."""
    with world_running(tmp_path_factory.mktemp("faults") / "world", QUICK, posts=1) as made:
        yield made


@pytest.fixture(scope="module")
def points(world: World) -> tuple[Point, ...]:
    """Return the points of a clean run."""
    return world.clean("sqlite")


def test_a_clean_run_passes_every_border(points: tuple[Point, ...]) -> None:
    """Each send is a claim, a call and an outcome; pages and cards are looked at before."""
    words = [(one.unit == LEDGER, one.words) for one in points]
    assert words.count((True, "claimed")) == words.count((True, "sent")) == len(QUICK)
    assert (False, "POST /api/v1/statuses") in words
    assert (False, "POST /hook") in words
    claims = [place for place, word in enumerate(words) if word == (True, "claimed")]
    assert words[claims[1] + 1 :][:2] == [(True, WITNESS), (False, "POST /hook")]


# What a network answers is the same to every store.
ON_OTHERS = ("killed before", "killed after", "two runners", "disk full", GONE, OLDER)


@pytest.mark.parametrize("store", STORES)
def test_every_kind_of_fault_at_the_worst_place(
    world: World, points: tuple[Point, ...], store: str
) -> None:
    """At the send, or at the write behind it: one copy each in the end, or a person is asked."""
    told: list[tuple[Case, Settled]] = []
    for kind in KINDS if store == STORES[0] else ON_OTHERS:
        case = next(
            one for one in cases(store, points)
            if one.kind == kind and {"sent", "POST /api/v1/statuses"} & {at.words for at in one.points}
        )  # fmt: skip
        settled = world.tried(case)
        told.append((case, settled))
        assert settled.reached, case
        assert (settled.lost, settled.doubled) == ([], []), case
        assert set(settled.unknown) <= {"hook"}, case
    assert summary(told).startswith("faults tried ")
    assert "copies lost 0, copies doubled 0" in summary(told)
    assert table(told, ()).count("\n") == len(told)


def test_killed_at_every_point(world: World, points: tuple[Point, ...]) -> None:
    """Before and after each call and each write: the next run leaves one copy of each post."""
    for case in cases("sqlite", points):
        if case.kind in {"killed before", "killed after"}:
            settled = world.tried(case)
            assert (settled.lost, settled.doubled) == ([], []), case
            assert set(settled.unknown) <= {"hook"}, case


@pytest.fixture(scope="module")
def by_mail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Run a mail server with one newsletter."""
    with world_running(tmp_path_factory.mktemp("mail") / "world", ("e-mail",), posts=1) as made:
        yield made


def test_a_newsletter_leaves_once_whatever_answer_is_lost(by_mail: World) -> None:
    """At each line to the mail server; a person is asked where the whole message had left, and only there."""
    points = [one for one in by_mail.clean("sqlite") if one.words.startswith("SMTP ")]
    assert [one.words.removeprefix("SMTP ") for one in points] == [
        "CONNECT", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "message", ".",
    ]  # fmt: skip
    asked: set[str] = set()
    for case in cases("sqlite", tuple(points)):
        if case.kind in {"no answer", "truncated", "cut after"}:
            settled = by_mail.tried(case)
            assert settled.reached == case.points, case
            assert (settled.lost, settled.doubled) == ([], []), case
            asked |= {one.words for one in settled.reached if settled.unknown}
    assert asked == {"SMTP ."}


def test_the_suite_would_see_a_double(
    world: World, points: tuple[Point, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ledger that forgets its claim sends twice, and is caught."""
    drop = World._settle

    def forgetful(self: World, town: Town, settled: Settled) -> None:
        for folder in self.stores.folder.glob("case_*"):
            shutil.rmtree(folder)
        (town.root / "output" / MARK_PATH).unlink()
        (town.root / "build" / "witness.json").unlink()
        town.first_run()
        drop(self, town, settled)

    monkeypatch.setattr(World, "_settle", forgetful)
    outcome = next(one for one in points if one.words == "sent")
    case = Case(store="sqlite", kind="killed after", points=(replace(outcome, number=2),))
    assert "hook" in world.tried(case).doubled
