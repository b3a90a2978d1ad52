"""`bedside build`: check and build the site; the last good one stays if a gate refuses."""

from collections import Counter
from datetime import datetime

import click

from bedside.building import Announced, Built, build_site
from bedside.cli import Invocation
from bedside.cli.options import now_option, practice_option, progress
from bedside.clock import current_time, parse_time
from bedside.errors import ChecksFailed, ExitCode
from bedside.post import Visibility
from bedside.project import Project, open_project

__all__ = ["command"]


@click.command("build")
@practice_option
@now_option
@click.pass_obj
def command(invocation: Invocation, now: str | None) -> int:
    """Check every post and build the site into output/."""
    from bedside.checks.report import text_report  # noqa: PLC0415  only when there is one to print

    project = open_project(invocation.practice_file)
    moment = parse_time(now, project.practice.zone) if now else current_time()
    try:
        with progress("Checking, drawing and building", watched=invocation.shows_progress):
            built = build_site(project, moment, announced(project, moment))
    except ChecksFailed as failed:
        click.echo(text_report(failed.findings), err=True)
        click.echo("The site was not built; the last good one is as it was.", err=True)
        return ExitCode.AUTHOR
    if not invocation.quiet:
        click.echo(summary(built))
    for name, target in sorted(built.build.unlinked):
        click.echo(
            f"{name}: its link to {target} is shown as plain words: that post is not public",
            err=True,
        )
    for path, reason in built.withheld:
        click.echo(f"{path}: left out: {reason}: renew the consent or remove the post", err=True)
    return ExitCode.AUTHOR if built.withheld else ExitCode.FINE


def announced(project: Project, now: datetime) -> Announced:
    """Return what the ledger knows; nothing when there is none yet."""
    from bedside.syndication.links import ledger_address, links_of  # noqa: PLC0415  for builds only

    address = ledger_address(project.ledger_url)
    if address == project.ledger_url and not project.ledger_file.exists():
        return Announced()
    from bedside.syndication.store import find_ledger  # noqa: PLC0415  SQLAlchemy loads slowly

    ledger = find_ledger(address, now)
    if ledger is None:
        return Announced()
    return Announced(links=links_of(ledger.state()), ledger_id=ledger.id, mark=ledger.mark)


def summary(built: Built) -> str:
    """Return two lines for people: what is public, what waits."""
    listed = sum(1 for post in built.posts if post.visibility is Visibility.PUBLISHED)
    counts = Counter(visible for _, visible in built.waiting)
    waiting = ", ".join(f"{number} {visible}" for visible, number in counts.items() if number)
    return f"Built {built.pages} pages, {listed} articles, each with a card.\nNot public: {waiting or 'none'}."
