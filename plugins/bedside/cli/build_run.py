"""A build that is made: check, build, tell; the last good site stays if a gate refuses."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import click

from bedside.adapter import start_build
from bedside.building import Announced, Built, build_site, settle
from bedside.checks.ahead import stops_ahead
from bedside.checks.model import Severity
from bedside.cli import Invocation
from bedside.cli.options import progress
from bedside.cli.translated import translated_lines
from bedside.clock import moment_of
from bedside.consents.state import ending
from bedside.errors import BedsideError, ChecksFailed, ExitCode
from bedside.files import sha256_file
from bedside.post import Visibility
from bedside.practice import AccountStatus
from bedside.project import Project, open_project
from bedside.unchanged import LastBuild, remember

__all__ = ["announced", "build", "packs", "told_build"]

_ORDER = (Visibility.WITHHELD, Visibility.EXPIRED, Visibility.SCHEDULED, Visibility.DRAFT,
          Visibility.HIDDEN)  # fmt: skip


def build(invocation: Invocation, now: str | None, inputs: tuple[str, ...]) -> int:
    """Check and build, say what came of it, and return how it ended."""
    return told_build(invocation, now, inputs)[0]


def told_build(
    invocation: Invocation, now: str | None, inputs: tuple[str, ...]
) -> tuple[int, Built | None]:
    """Check and build from `inputs`, say what came of it, and keep for the next run what it was made from.

    Returns how it ended, and the site; None where a finding stopped it. Raises BedsideError.
    """
    project = open_project(invocation.practice_file)
    moment = moment_of(now, project.practice.zone)
    try:
        with progress("Checking, drawing and building", watched=invocation.shows_progress):
            built = build_site(project, moment, announced(project, moment), inputs)
    except BedsideError as error:
        for line in left_lines(project, moment):
            click.echo(line, err=True)
        if not isinstance(error, ChecksFailed):
            raise
        return _refused(error), None
    coming = stops_ahead(project, built.build.sources.values(), moment)
    said = [summary(built, len(coming)), *translated_lines(built.build), *allowed_lines(built)]
    warned = [
        *_unlinked_lines(built), *map(str, coming), *ending_lines(project, moment),
        *withheld_lines(built),
    ]  # fmt: skip
    by_hand = packs(project, moment)
    if not invocation.quiet:
        gone = "build/preview/ showed the site before this build and is gone: `bedside preview` makes it anew"
        for line in [*said, *([gone] if built.is_preview_gone else []), *by_hand]:
            click.echo(line)
    for line in warned:
        click.echo(line, err=True)
    code = ExitCode.AUTHOR if built.withheld else ExitCode.FINE
    _remember(built, lambda key: LastBuild(
        key=key, built_at=moment.isoformat(), until=_until(built, moment).isoformat(),
        zone=project.practice.practice.timezone, receipt=sha256_file(project.receipt),
        said=tuple(said), warned=tuple(warned), code=int(code), is_by_hand=_has_manual(project),
    ))  # fmt: skip
    return code, built


def _remember(built: Built, last: Callable[[str], LastBuild]) -> None:
    """Keep the record where it can be proven: the ledger is a file here, no file changed meanwhile.

    While announcing is paused every build says so: none is passed over.
    """
    from bedside.syndication.links import ledger_address  # noqa: PLC0415  for builds only

    project = built.build.project
    is_here = ledger_address(project) == project.ledger_url
    key = settle(built)
    if key and is_here and not built.build.announced.state.pause:
        remember(project.build, last(key))


def _until(built: Built, now: datetime) -> datetime:
    """Return the first moment, `now` or later, at which a build of the same files may differ.

    Rules, consents, reviews and templates look at the day, here or in UTC; posts at the minute.
    """
    zone = built.build.project.practice.zone
    midnights = (
        datetime.combine(now.astimezone(one).date() + timedelta(days=1), time(), one)
        for one in (zone, UTC)
    )
    metas = [one.meta for one in built.build.sources.values() if one.meta]
    turns = (one for meta in metas for one in (meta.date, meta.expires) if one and one >= now)
    return min(one.astimezone(UTC) for one in (*midnights, *turns))


def _unlinked_lines(built: Built) -> list[str]:
    return [
        f"{name}: its link to {target} is shown as plain words: that post is not public"
        for name, target in sorted(built.build.unlinked)
    ]


def _has_manual(project: Project) -> bool:
    return any(one.status is AccountStatus.MANUAL for one in project.practice.accounts)


def packs(project: Project, now: datetime) -> list[str]:
    """Lay out what a person is to post by hand, and return a line for each."""
    if not _has_manual(project):
        return []
    from bedside.cli.by_hand import lay_out, pack_lines  # noqa: PLC0415  SQLAlchemy loads slowly

    return pack_lines(lay_out(project, now))


def _refused(failed: ChecksFailed) -> int:
    from bedside.checks.report import text_report  # noqa: PLC0415  only when there is one to print

    click.echo(text_report(failed.findings), err=True)
    click.echo("The site was not built; the last good one is as it was.", err=True)
    return ExitCode.AUTHOR


def left_lines(project: Project, now: datetime) -> list[str]:
    """Return a line for each post that a build would have taken off the site, if it had been done."""
    from bedside.deploy.still_online import Where, still_online  # noqa: PLC0415  for failed builds

    sources = start_build(project, now, project.build).sources.values()
    return [
        f"{one.where}: {one.what}: {one.why}; the site was not built because of what is named below: "
        "mend that, then build and deploy"
        for one in still_online(project, sources, now)
        if one.where is not Where.NOWHERE
    ]


def announced(project: Project, now: datetime) -> Announced:
    """Return what the ledger knows; nothing when there is none yet."""
    from bedside.syndication.links import ledger_address, links_of  # noqa: PLC0415  for builds only

    address = ledger_address(project)
    if address == project.ledger_url and not project.ledger_file.exists():
        return Announced()
    from bedside.cli.paused import say_paused  # noqa: PLC0415  SQLAlchemy loads slowly
    from bedside.syndication.store import find_ledger  # noqa: PLC0415  SQLAlchemy loads slowly

    ledger = find_ledger(address, now)
    if ledger is None:
        return Announced()
    ledger_id, mark, chain = ledger.standing()
    state = ledger.state()
    say_paused(state.pause)
    return Announced(
        links=links_of(state),
        ledger_id=ledger_id,
        mark=mark,
        chain=chain,
        state=state,
    )


def summary(built: Built, coming: int = 0) -> str:
    """Return what is public in one line, how many warnings there are, then what is not, by name.

    `coming` counts scheduled posts that would stop a later build: each is a warning today. Texts of
    practice.toml that an edition lacks are one of `bedside check`.
    """
    listed = sum(1 for post in built.posts if post.visibility is Visibility.PUBLISHED)
    reports = (built.build.source_report, built.build.site_report)
    warnings = coming + sum(bool(one.untranslated) for one in built.build.editions.values())
    warnings += sum(
        one.severity is Severity.WARNING for report in reports if report for one in report.findings
    )
    told = f"{warnings} warning{'' if warnings == 1 else 's'}: see `bedside check`"
    cards = "1 article with a card" if listed == 1 else f"{listed} articles, each with a card"
    rows = [f"Built {built.pages} pages, {cards}; {told if warnings else 'no warnings'}."]
    hidden = {post.source for post in built.posts if post.visibility is Visibility.HIDDEN}
    waiting = [*built.waiting, *((path.resolve(), Visibility.HIDDEN) for path in sorted(hidden))]
    if not waiting:
        return "\n".join([*rows, "Not public: none."])
    named = sorted(waiting, key=lambda one: (_ORDER.index(one[1]), one[0]))
    counts = Counter(visible.value for _, visible in named)
    total = ", ".join(f"{number} {visible}" for visible, number in counts.items())
    return "\n".join([*rows, f"Not public: {total}.", *(_named(built, *one) for one in named)])


def ending_lines(project: Project, now: datetime) -> list[str]:
    """Return a line for each consent that ends within 30 days: what rests on it leaves then."""
    today = now.astimezone(project.practice.zone).date()
    return [
        f"{'THIS WEEK: ' if one.is_urgent else ''}consent {one.consent.id} {one.said}: have a new form "
        "signed, or what rests on it leaves the site the day after"
        for one in ending(project.consents, today)
        if one.consent.scope.posts or one.consent.scope.images
    ]


def allowed_lines(built: Built) -> list[str]:
    """Return a line for each thing found that the text or the registry allows, by whom and why."""
    report = built.build.source_report
    said = [f"  {one}" for one in report.suppressions] if report else []
    return ["Allowed:", *said] if said else []


def withheld_lines(built: Built) -> list[str]:
    """Return a line for each post left out for its consent: why, and what to do, copies included."""
    rows = []
    for path, reason in built.withheld:
        source = built.build.sources[path]
        uid = source.meta.uid if source.meta else None
        copies = (
            f"; its announcements are still there: `bedside syndicate --retract {uid}`"
            if uid in built.build.announced.links
            else ""
        )
        rows.append(
            f"{source.path}: left out: {reason}: renew the consent or remove the post{copies}"
        )
    return rows


def _named(built: Built, path: Path, visible: Visibility) -> str:
    """Return one post that is not public: what to open, and from or until when."""
    source, zone = built.build.sources[path], built.build.project.practice.zone
    meta, said = source.meta, str(source.path)
    if meta is None:
        said += ": its front matter has mistakes: `bedside check` lists them"
    elif visible is Visibility.SCHEDULED and meta.date:
        said = f'{meta.date.astimezone(zone):%Y-%m-%d %H:%M}  "{meta.title}"  {said}'
    elif visible is Visibility.EXPIRED and meta.expires:
        said += f"  ended {meta.expires.astimezone(zone):%Y-%m-%d %H:%M}"
    elif visible is Visibility.HIDDEN:
        said += "  in no list, for whoever has its address"
    return f"  {visible.value:9}  {said}"
