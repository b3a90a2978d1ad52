"""`bedside preview`: pages in build/preview/ that show each post as each network will show it."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from bedside.adapter import Build, is_listed
from bedside.building.run import public_posts
from bedside.checks.model import Finding
from bedside.cli import Invocation
from bedside.cli.options import now_option, practice_option
from bedside.clock import moment_of
from bedside.errors import ChecksFailed, ExitCode
from bedside.files import replace_folder, write_atomic
from bedside.post import Post, Visibility
from bedside.preview import PreviewEntry, render_preview
from bedside.project import Project, open_project
from bedside.share import account_warnings, compose_all
from bedside.staging import staging

__all__ = ["command"]


@click.command("preview")
@practice_option
@now_option
@click.option("--open-none", is_flag=True, help="Do not open the pages in a browser.")
@click.pass_obj
def command(invocation: Invocation, now: str | None, *, open_none: bool) -> int:
    """Show how each network will show each public or scheduled post."""
    from bedside.checks.report import text_report  # noqa: PLC0415  only when there is one to print

    project = open_project(invocation.practice_file)
    moment = moment_of(now, project.practice.zone)
    try:
        with public_posts(project, moment) as built:
            shown = entries(built)
    except ChecksFailed as failed:
        findings = [one for one in failed.findings if isinstance(one, Finding)]
        click.echo(text_report(findings), err=True)
        click.echo("No preview: the build would refuse these posts.", err=True)
        return ExitCode.AUTHOR
    index = write_preview(project, [*_scheduled(project, built), *shown])
    for warning in account_warnings(project.practice):
        click.echo(warning, err=True)
    click.echo(f"Preview: {index}")
    if not (open_none or invocation.quiet) and sys.stdout.isatty():
        click.launch(str(index))
    return ExitCode.FINE


def write_preview(project: Project, shown: Sequence[PreviewEntry]) -> Path:
    """Put the pages in the place of the last ones and return the index."""
    folder = project.build / "preview"
    with staging(project.build) as place:
        for name, html in render_preview(shown, project.practice).items():
            write_atomic(place / folder.name / name, html)
        replace_folder(place / folder.name, folder)
    return folder / "index.html"


def entries(build: Build, only: frozenset[Path] | None = None) -> list[PreviewEntry]:
    """Return the listed posts of a build, the latest first, with what each network will get."""
    posts = [post for post in build.posts.values() if is_listed(post)]
    return [
        PreviewEntry(
            post=post, texts=compose_all(post, build.project.practice),
            card=build.cards[post.card.path].read_bytes() if post.card else None,
            pictures={
                shape: build.cards[one.path].read_bytes() for shape, one in post.pictures.items()
            },
            notes=_notes(post),
        )
        for post in sorted(posts, key=lambda one: one.published, reverse=True)
        if only is None or post.source.resolve() in only
    ]  # fmt: skip


def _notes(post: Post) -> tuple[str, ...]:
    """Return what the author should know of the post's pictures."""
    if post.card is None:
        return ("This post has no card.",)
    drawn = (post.card, *post.pictures.values())
    return tuple(dict.fromkeys(note for one in drawn for note in one.warnings))


def _scheduled(project: Project, built: Build) -> list[PreviewEntry]:
    """Return the posts that wait for their date, as a build on the last such date would make them."""
    waiting = {
        path: source.meta.date
        for path, source in built.sources.items()
        if built.visible[path] is Visibility.SCHEDULED and source.meta and source.meta.date
    }
    if not waiting:
        return []
    try:
        with public_posts(project, _last(waiting.values())) as ahead:
            shown = entries(ahead, frozenset(waiting))
    except ChecksFailed as failed:
        click.echo(f"Scheduled posts are left out: {failed}; run `bedside check`", err=True)
        return []
    return [
        replace(entry, post=replace(entry.post, visibility=Visibility.SCHEDULED)) for entry in shown
    ]


def _last(times: Iterable[datetime]) -> datetime:
    return max(time.astimezone(UTC) for time in times)
