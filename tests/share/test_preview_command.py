"""`bedside preview`: which posts it shows, where it writes, what it says; the build is a stand-in."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from bedside.adapter import Build, start_build
from bedside.checks.model import Finding, Severity
from bedside.cli import cli, preview
from bedside.errors import ChecksFailed
from bedside.post import Card, Post
from bedside.project import Project, open_project

SOURCE = """---
title: {title}
uid: {uid}
date: {date}
author: elena-marsh
category: prevention
summary: Who needs one.
status: {status}
---
Words.
"""
NOW = "2026-11-22T08:00"
CARD = Card(path="cards/a.png", width=1200, height=630, alt="A bandage", sha256="0" * 64)


@pytest.fixture
def project(tmp_path: Path, sample_root: Path) -> Project:
    """Return a practice with a public, a scheduled, a hidden and a draft post."""
    shutil.copy(sample_root / "practice.toml", tmp_path)
    posts = tmp_path / "content" / "posts"
    posts.mkdir(parents=True)
    for number, (title, date, status) in enumerate(
        [
            ("Public", "2026-11-20 09:00", "published"),
            ("Waiting", "2026-12-24 09:00", "published"),
            ("Hidden", "2026-11-20 09:00", "hidden"),
            ("Secretword", "2026-11-20 09:00", "draft"),
        ]
    ):
        text = SOURCE.format(
            title=title, uid=f"01M2G01H40W17445TDPQJBWKW{number}", date=date, status=status
        )
        (posts / f"{title.lower()}.md").write_text(text, encoding="utf-8")
    return open_project(tmp_path / "practice.toml")


@pytest.fixture
def moments(
    monkeypatch: pytest.MonkeyPatch, post: Callable[..., Post], tmp_path: Path
) -> list[datetime]:  # fmt: skip
    """Let public sources become posts without Pelican; return the times that were built for."""
    asked: list[datetime] = []

    @contextmanager
    def build(project: Project, now: datetime) -> Iterator[Build]:
        asked.append(now)
        made = start_build(project, now, project.build)
        for path, source in made.sources.items():
            if (
                made.visible[path].is_public
                and source.meta
                and source.meta.uid
                and source.meta.date
            ):
                one = post(
                    uid=source.meta.uid, title=source.meta.title, slug=path.stem, source=path,
                    published=source.meta.date.astimezone(UTC), visibility=made.visible[path],
                )  # fmt: skip
                made.posts[one.uid] = replace(
                    one, card=replace(CARD, path=f"cards/{path.stem}.png")
                )
                picture = made.cards[f"cards/{path.stem}.png"] = tmp_path / f"{path.stem}.png"
                picture.write_bytes(b"\x89PNG")
        yield made

    monkeypatch.setattr(preview, "public_posts", build)
    return asked


def _run(project: Project) -> tuple[int, str]:
    arguments = ["--practice", str(project.practice_file), "preview", "--open-none", "--now", NOW]
    result = CliRunner().invoke(cli, arguments, standalone_mode=False, catch_exceptions=False)
    return result.return_value, result.output


def test_public_and_scheduled_posts_are_shown(project: Project, moments: list[datetime]) -> None:
    """The public post and the waiting one get a page; hidden ones and drafts leave no byte."""
    code, output = _run(project)
    folder = project.build / "preview"
    assert code == 0
    assert f"Preview: {folder / 'index.html'}" in output
    assert {path.name for path in folder.iterdir()} == {"index.html", "public.html", "waiting.html"}
    words = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())
    assert "Secretword" not in words
    assert "Hidden" not in words
    assert "goes public on Thursday, December 24, 2026, 9:00 AM EST" in words
    assert moments == [
        datetime(2026, 11, 22, 13, tzinfo=UTC), datetime(2026, 12, 24, 14, tzinfo=UTC),
    ]  # fmt: skip


def test_old_pages_go_and_the_site_is_not_touched(
    project: Project, moments: list[datetime]
) -> None:
    """A page of a post that is no more disappears; output/ is not written."""
    old = project.build / "preview" / "gone.html"
    old.parent.mkdir(parents=True)
    old.write_text("old", encoding="utf-8")
    killed = project.build / ".staging-killed" / "preview" / "killed.html"
    killed.parent.mkdir(parents=True)
    killed.write_text("left by a run that was killed", encoding="utf-8")
    _run(project)
    assert not old.exists()
    assert not killed.exists()
    assert not project.output.exists()


def test_retired_account_is_said_unless_it_is_marked(
    project: Project, moments: list[datetime]
) -> None:
    """An account on Google+ is a warning, not an error; the sample's, marked as retired, is silent."""
    assert "Google+" not in _run(project)[1]
    text = project.practice_file.read_text().replace('status = "retired"', 'status = "manual"')
    project.practice_file.write_text(text)
    assert "Google+ is retired" in _run(project)[1]


def test_refused_posts_give_findings_and_no_preview(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the build would refuse is not shown as if it could go out."""
    finding = Finding(
        code="PHI004", name="phone", severity=Severity.ERROR, tier=None, path=Path("a.md"),
        line=3, column=1, surface="body", message="a phone number",
    )  # fmt: skip

    def refuse(*_: object) -> Build:
        raise ChecksFailed([finding])

    monkeypatch.setattr(preview, "public_posts", refuse)
    code, output = _run(project)
    assert code == 1
    assert "PHI004" in output
    assert not (project.build / "preview").exists()


def test_finding_in_a_scheduled_post_leaves_the_others(
    project: Project, moments: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When only the build ahead is refused, the public posts are shown and the reason is said."""
    build = vars(preview)["public_posts"]

    @contextmanager
    def refuse_ahead(project: Project, now: datetime) -> Iterator[Build]:
        if now.month == 12:
            raise ChecksFailed([])
        with build(project, now) as found:
            yield found

    monkeypatch.setattr(preview, "public_posts", refuse_ahead)
    code, output = _run(project)
    assert code == 0
    assert "Scheduled posts are left out" in output
    assert not (project.build / "preview" / "waiting.html").exists()
    assert (project.build / "preview" / "public.html").exists()
