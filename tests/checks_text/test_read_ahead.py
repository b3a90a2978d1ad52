"""Work that is shared out over the cores changes nothing but the time that it takes."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from bedside import workers
from bedside.checks import look_ahead
from bedside.checks.engine import check_paths
from bedside.checks.image import Picture, facts_of, pictures_of
from bedside.checks.model import Context, Report, Rule
from bedside.checks.rules.faces import FACES
from bedside.checks.sight import MEMORY, Sight, look, readers_now, remember
from bedside.clock import current_time
from bedside.consents import Consents
from bedside.source import read_source

HEAD = "---\ntitle: A walk after supper\n---\n\n"
CALM = "A short walk after supper is good for most people, and costs nothing at all.\n"
TOLD = "My patient Sarah Miller came in with a sore knee.\n"
FEW, MANY = 10, 40
NOTHING: dict[str, Any] = {"practice": None, "consents": Consents(), "now": current_time()}


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "cores", lambda: 2)


def numbered(share: Sequence[int]) -> list[int]:
    return [one * 2 for one in share]


def test_every_thing_is_in_one_share(two_cores: None) -> None:
    said = workers.share_out(range(MANY), numbered)
    assert len(said) == 3
    assert sorted(one for share in said for one in share) == [one * 2 for one in range(MANY)]


@pytest.mark.parametrize(("count", "found"), [(FEW, 2), (MANY, 1)])
def test_few_things_or_one_core_are_not_shared(
    count: int, found: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "cores", lambda: found)
    assert workers.share_out(range(count), numbered) == []


def test_a_copy_that_fails_says_nothing(two_cores: None) -> None:
    here = os.getpid()

    def fails(share: Sequence[int]) -> list[int]:
        if os.getpid() != here:
            raise ValueError
        return list(share)

    first, here_done = workers.share_out(range(MANY), fails)
    assert first
    assert here_done
    assert len({*first, *here_done}) < MANY


def test_no_copy_is_left_after_an_error(two_cores: None) -> None:
    here = os.getpid()
    children = Path(f"/proc/{here}/task/{here}/children")
    before = children.read_text()

    def fails(share: Sequence[int]) -> None:
        if os.getpid() == here and 1 in share:
            message = "here"
            raise ValueError(message)

    with pytest.raises(ValueError, match="here"):
        workers.share_out(range(MANY), fails)
    assert children.read_text() == before


def test_what_is_done_aside_is_said_at_the_end(two_cores: None) -> None:
    with workers.aside(os.getpid) as said:
        assert said == []
    assert said != [os.getpid()]
    assert len(said) == 1


def checked(root: Path, cores: int, monkeypatch: pytest.MonkeyPatch) -> tuple[Report, list[bytes]]:
    """Check the same documents anew; return the report and what is remembered of it."""
    monkeypatch.setattr(workers, "cores", lambda: cores)
    content, memory = root / "content", root / "build" / "verdicts"
    (content / "posts").mkdir(parents=True, exist_ok=True)
    memory.mkdir(parents=True, exist_ok=True)
    (memory / "key").write_bytes(bytes(32))
    for number in range(MANY):
        text = HEAD + CALM * (number + 1) + (TOLD if number % 9 == 0 else "")
        (content / "posts" / f"{number:02}.md").write_text(text)
    report = check_paths([content], None, Consents(), current_time(), content)
    kept = [(memory / name).read_bytes() for name in ("cleared", "documents")]
    for name in ("cleared", "documents"):
        (memory / name).unlink()
    return report, kept


def test_two_cores_find_and_remember_what_one_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone, kept = checked(tmp_path, 1, monkeypatch)
    shared, kept_too = checked(tmp_path, 2, monkeypatch)
    assert any(one.code == "PHI001" for one in alone.findings)
    assert shared.findings == alone.findings
    assert [one.lines for one in shared.proofs] == [one.lines for one in alone.proofs]
    assert any(alone.grades.values())
    assert shared.grades == alone.grades
    assert kept == kept_too


def test_a_new_picture_is_looked_at_aside_and_a_known_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy is given the picture once, however many documents show it."""
    monkeypatch.setattr(workers, "cores", lambda: 2)
    monkeypatch.setenv(MEMORY, str(tmp_path / "seen"))
    monkeypatch.setattr(look, "_RECENT", {})  # what this process saw in other tests
    told = tmp_path / "told"

    def noted(shown: Sequence[tuple[Picture, Context]], _rules: Sequence[Rule]) -> str:
        told.write_text(f"{os.getpid()} {' '.join(one.name for one, _ in shown)}")
        return ""

    monkeypatch.setattr(look_ahead, "_look", noted)
    content, context = tmp_path / "content", Context(**NOTHING)
    (content / "images").mkdir(parents=True)
    Image.new("RGB", (40, 25), "#1f5a4a").save(content / "images" / "a.png")
    for name in ("a.md", "b.md"):
        (content / name).write_text(f"{HEAD}![A lamp]({{static}}/images/a.png)\n")
    sources = [read_source(content / name, content, ZoneInfo("UTC")) for name in ("a.md", "b.md")]
    shown = [(one, context) for source in sources for one in pictures_of(source)]
    with look_ahead.looked_at(shown, FACES):
        pass
    process, _, names = told.read_text().partition(" ")
    assert int(process) != os.getpid()
    assert names == "images/a.png"
    told.unlink()
    facts = facts_of(shown[0][0])
    assert facts
    remember(
        Sight(readers=readers_now(), faces=0, has_words=False), facts.sha256, tmp_path / "seen"
    )
    with look_ahead.looked_at(shown, FACES):
        pass
    assert not told.exists()
