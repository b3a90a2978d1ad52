"""Whatever changed, a build that remembers the one before makes what a build from nothing makes."""

import hashlib
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.conftest import ROOT, UIDS, SmallSite

from bedside.building import Announced, build_site, settle
from bedside.checks.model import Report
from bedside.errors import ChecksFailed
from bedside.inputs import inputs_of

STORY = "a-walk-to-the-mailbox"
SIGNED = "signed_on = 2026-08-14"
SSN = "Her SSN is 219-09-9999."


@dataclass(frozen=True, slots=True)
class Made:
    """What a build wrote, file by file, and what it said."""

    files: dict[str, str]
    said: tuple[object, ...]


@pytest.fixture
def practice_folder(site: SmallSite) -> Path:
    """Return a small practice with a theme of its own, a patient's story and a few posts."""
    root = site.root
    (root / "theme").unlink()
    shutil.copytree(ROOT / "theme", root / "theme")
    shutil.copy(ROOT / "consents.toml", root)
    for name in ("rest", "walks", "water", "sleep"):
        index = ("rest", "walks", "water", "sleep").index(name)
        site.post(name, uid=UIDS[index], date=f"2026-10-0{index + 1} 09:00",
                  body=f"Some words on {name}.\n\n## When\n\nEvery day.")  # fmt: skip
    shutil.copy(ROOT / "content" / "posts" / f"{STORY}.md", root / "content" / "posts")
    shutil.copytree(ROOT / "content" / "images" / "posts", root / "content" / "images" / "posts")
    return root


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Replace words in a file of the practice."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def edit_posts(root: Path) -> None:
    """Change words, link to another post's place, add a place."""
    edit(root, "content/posts/rest.md", "Every day.", "Each night.")
    edit(root, "content/posts/walks.md", "## When", "See [when](rest.md#when).\n\n## Where")


def move_posts(root: Path) -> None:
    """Give one another address, one another day and title, and take one away."""
    (root / "content/posts/water.md").rename(root / "content/posts/drink.md")
    edit(root, "content/posts/sleep.md", "2026-10-04", "2026-11-04")
    edit(root, "content/posts/sleep.md", "title: Sleep", "title: Deep sleep")
    (root / "content/posts/walks.md").unlink()


def look_around(root: Path) -> None:
    """Let every page say another post's words, and the time."""
    edit(root, "theme/templates/parts/footer.html", "<footer", "{% for one in articles %}{{ one.post.html | length }} {{ one.content | length }}"
         " {{ one.grade }}{% endfor %}{{ now.strftime('%H:%M') }}<footer")  # fmt: skip


def edit_another(root: Path) -> None:
    """Change a body that others look at."""
    edit(
        root,
        "content/posts/sleep.md",
        "Some words on sleep.",
        "Other words, and more of them, on sleep.",
    )


def change_theme(root: Path) -> None:
    """Say something else on every page, and style it."""
    edit(root, "theme/templates/parts/footer.html", "footer-name", "footer-called")
    edit(root, "theme/static/css/site.css", "}", "}\n.a{top:0}")


def change_facts(root: Path) -> None:
    """Take another phone number; a patient takes a permission back."""
    edit(root, "practice.toml", "555-0142", "555-0143")
    edit(root, "consents.toml", SIGNED, f"{SIGNED}\nrevoked_on = 2026-11-21")


def change_nothing(_root: Path) -> None:
    """Let time pass."""


# Each is done to what the one before left, so many days later.
CHANGES = (
    (0, edit_posts), (0, move_posts), (0, look_around), (0, edit_another), (0.01, change_nothing), (0, change_theme),
    (0, change_facts), (200, change_nothing),
)  # fmt: skip


def make(root: Path, now: datetime) -> Made:
    """Build, and return what came of it."""
    project = SmallSite(root).project()
    built = build_site(project, now, Announced(), inputs_of(project.practice_file))
    assert settle(built)
    files = {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in [*(root / "output").rglob("*"), root / "build/outbox.json", root / "build/receipt.json"]
        if path.is_file()
    }  # fmt: skip
    return Made(files, (told(built.build.source_report), told(built.build.site_report)))


def told(report: Report | None) -> tuple[object, ...]:
    """Return the findings with their words, and what was excused."""
    assert report
    return (*((str(one), one.fix) for one in report.findings), *sorted(report.excused))


def from_nothing(root: Path, before: Path, now: datetime) -> Made:
    """Build as a machine does that has the last outbox and no memory of any check."""
    shutil.rmtree(root / "build")
    shutil.copytree(before, root / "build")
    for name in ("verdicts", "cards", "small"):
        shutil.rmtree(root / "build" / name, ignore_errors=True)
    return make(root, now)


def test_a_build_that_remembers_makes_the_same(
    practice_folder: Path, tmp_path: Path, now: datetime
) -> None:
    """Edited, renamed, re-dated, deleted; template, style, facts, consent and clock: byte for byte."""
    make(practice_folder, now)
    for index, (days, change) in enumerate(CHANGES):
        moment = now + timedelta(days=days)
        change(practice_folder)
        build, before, after = practice_folder / "build", *(tmp_path / f"{index}{x}" for x in "ab")
        shutil.copytree(build, before)
        warm = make(practice_folder, moment)
        shutil.copytree(build, after)
        assert warm == from_nothing(practice_folder, before, moment), change.__name__
        shutil.rmtree(build)
        shutil.copytree(after, build)


def test_a_patient_named_later_stops_the_build(practice_folder: Path, now: datetime) -> None:
    """In a post, in a template and in the facts, with everything else remembered."""
    make(practice_folder, now)
    places = {
        "content/posts/rest.md": "Every day.", "theme/templates/parts/footer.html": 'footer-name">',
        "content/pages/contact.md": "summary: ",
    }  # fmt: skip
    for name, words in places.items():
        sign = ">" if words.endswith("<") else ""
        edit(practice_folder, name, words, f"{sign}{SSN}{words.removeprefix(sign)}" if sign
             else f"{words}{SSN} ")  # fmt: skip
        with pytest.raises(ChecksFailed) as stopped:
            make(practice_folder, now)
        assert "PHI007" in {one.code for one in stopped.value.findings}, name
        edit(practice_folder, name, SSN, "")
    make(practice_folder, now)
