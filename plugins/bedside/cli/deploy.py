"""`bedside deploy`: gate 3, upload, and the proof that the public sees what was built."""

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

import click

from bedside.checks.model import Finding
from bedside.cli import Invocation
from bedside.cli.deploy_after import Before, follow_up
from bedside.cli.options import now_option, practice_option
from bedside.clock import moment_of
from bedside.deploy.base import Change, Reason, Sending
from bedside.deploy.record import Deployment
from bedside.deploy.run import Wishes, deploy, roll_back
from bedside.deploy.targets import TARGETS
from bedside.deploy.verify import Patience
from bedside.errors import BedsideError, ChecksFailed, ExitCode
from bedside.project import Project, open_project

__all__ = ["command"]

_ARTICLES, _FILES = 30, 10  # named before the rest is only counted
_LINE_EVERY = 30.0  # seconds between two lines where nobody watches


@click.command("deploy")
@click.option(
    "--target", type=click.Choice(list(TARGETS)), help="Instead of practice.toml's target."
)
@click.option(
    "--rollback",
    is_flag=True,
    help="Go back to the latest earlier release that may be public today.",
)
@click.option("--public-url", metavar="URL", help="Where to look, if not the practice's address.")
@click.option("--serve", is_flag=True,
              help="Prove it through a server on this machine; nothing is public.")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(min=0), metavar="S",
              help="Seconds to wait until everything is online.")  # fmt: skip
@practice_option
@now_option
@click.pass_obj
def command(
    invocation: Invocation, *, target: str | None, rollback: bool, public_url: str | None,
    serve: bool, timeout: float | None, now: str | None,
) -> int:  # fmt: skip
    """Put the built site online and prove that the public sees it."""
    project = open_project(invocation.practice_file)
    moment = moment_of(now, project.practice.zone)
    seconds = project.practice.deploy.timeout_seconds if timeout is None else timeout
    say = _nothing if invocation.quiet else click.echo
    before = Before.of(project)

    def show(sending: Sending) -> None:
        before.sending = sending
        say(summary(sending))

    try:
        with _waiting(invocation) as tell:
            wishes = Wishes(
                target=target or "", public_url=public_url or "", serve=serve,
                patience=Patience(seconds=seconds, tell=tell),
                show=show,
            )  # fmt: skip
            done = (roll_back if rollback else deploy)(project, moment, wishes)
    except ChecksFailed as failed:
        from bedside.checks.report import text_report  # noqa: PLC0415  only when there is one

        found = [one for one in failed.findings if isinstance(one, Finding)]
        click.echo(text_report(found), err=True)
        click.echo("Nothing was uploaded; the public site is as it was.", err=True)
        return ExitCode.AUTHOR
    say(proof(project, done, is_local=serve))
    _say_paused(project, moment)
    if rollback:
        say("A schedule would put the newer site online again: take the change back in the sources "
            "too (docs/deploying.md, Going back).")  # fmt: skip
    return follow_up(project, moment, before, done, is_public=not serve)


def _say_paused(project: Project, now: datetime) -> None:
    """Say that what is online now is not announced, and what waits at a network and may not be.

    A ledger that cannot be asked stops no deploy.
    """
    from bedside.cli.paused import say_paused  # noqa: PLC0415  SQLAlchemy loads slowly
    from bedside.cli.waiting import say_waiting  # noqa: PLC0415  SQLAlchemy loads slowly
    from bedside.syndication.links import ledger_address  # noqa: PLC0415  SQLAlchemy loads slowly
    from bedside.syndication.store import find_ledger  # noqa: PLC0415  SQLAlchemy loads slowly

    with contextlib.suppress(BedsideError):
        address = ledger_address(project)
        if ledger := find_ledger(address, now):
            say_paused(ledger.pause())
            say_waiting(project, address, ledger, now)


def summary(sending: Sending) -> str:
    """Return what will be sent: articles by title, then files, and how much stays as it is."""
    changes = sending.changes
    moved = [one for one in changes if one.reason is not Reason.UNCHANGED]
    rows = [sending.back] if sending.back else []
    articles = [f"  {reason.value:8} {title}" for reason, title in _articles(sending)]
    files = [f"  {one.reason.value:8} {one.path}" for one in moved]
    if articles:
        rows += ["Articles:", *_first(articles, _ARTICLES)]
    if files:
        rows += ["Files:", *_first(files, _FILES)]
    counts = ", ".join(
        f"{sum(1 for one in changes if one.reason is reason)} {reason.value}{_said(reason, changes)}"
        for reason in Reason
    )
    return "\n".join([*rows, f"{counts}, to {sending.where}"])


def _said(reason: Reason, changes: Iterable[Change]) -> str:
    """Tell what deleted files are, so that a number of them frightens nobody."""
    gone = [one.path for one in changes if one.reason is reason is Reason.DELETED]
    pages = sum(1 for path in gone if path.endswith(".html"))
    if not gone:
        return ""
    rest = "old cards and the like, replaced or no longer used"
    if not pages:
        return f" ({rest})"
    told = f"{pages} page{'' if pages == 1 else 's'} taken off the site"
    return f" ({told})" if pages == len(gone) else f" ({told}; the rest: {rest})"


def _first(rows: list[str], number: int) -> list[str]:
    more = [f"  and {len(rows) - number} more"] if len(rows) > number else []
    return [*rows[:number], *more]


def _articles(sending: Sending) -> Iterator[tuple[Reason, str]]:
    """Yield each new article and each whose page changed, by title, the latest first."""
    reasons = {one.path: one.reason for one in sending.changes}
    for reason in (Reason.NEW, Reason.CHANGED):
        for post in sorted(sending.outbox.posts, key=lambda post: post.published, reverse=True):
            if reasons.get(post.path) is reason:
                yield reason, post.title


def proof(project: Project, done: Deployment, *, is_local: bool) -> str:
    """Return what was proven, and where."""
    gone = f", {done.removed} removed and gone" if done.removed else ""
    text = f"Release {done.release}: {len(done.verified)} pages, cards and feeds answer{gone}."
    if is_local:
        return f"{text}\nProven through a server on this machine: nothing is public."
    if done.public_url != project.practice.practice.url:
        return f"{text}\nProven at {done.public_url}, which is not the practice's own address."
    return f"{text}\nOnline at {done.public_url}."


def _nothing(_text: str) -> None:
    """Say nothing."""


@contextlib.contextmanager
def _waiting(invocation: Invocation) -> Iterator[Callable[[str], None]]:
    """Say what is still awaited: as a spinner on a terminal, else as a line now and then."""
    if not invocation.shows_progress:
        yield _nothing if invocation.quiet else _now_and_then()
        return
    from rich.console import Console  # noqa: PLC0415  rich loads slowly
    from rich.markup import escape  # noqa: PLC0415  rich loads slowly

    console = Console(stderr=True)
    with console.status("Checking, sending and looking at the site") as status:
        yield lambda text: status.update(f"Looking at the site: {escape(text)}")


def _now_and_then() -> Callable[[str], None]:
    """Return what prints a line at once and then every 30 s: a log that waits is not silent."""
    told: list[float] = []

    def tell(text: str) -> None:
        if not told or time.monotonic() - told[-1] >= _LINE_EVERY:
            told.append(time.monotonic())
            click.echo(f"Looking at the site: {text}", err=True)

    return tell
