"""Gate 3: the built site is read again as a stranger would, before a byte of it leaves.

The receipt must vouch for every file and for the outbox, every rule of today must have run, the
pages are checked once more, and each page must still be allowed to be public today.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bedside.checks.model import Context, Finding, Severity
from bedside.checks.receipt import Receipt, load_receipt, verify_receipt
from bedside.checks.rules import RULES
from bedside.checks.sight import readers_now
from bedside.checks.site import check_site
from bedside.deploy.base import Release, listing, release_of
from bedside.deploy.standing import fallen, public_uids
from bedside.deploy.starter_words import starter_words
from bedside.errors import BedsideError, ChecksFailed
from bedside.outbox import Outbox, OutboxPage, load_outbox
from bedside.post import Post, ReaderLine, Visibility
from bedside.project import Project

__all__ = ["gate"]

_FIX = "Run `bedside build`, then deploy."


def gate(
    project: Project, now: datetime, release: Release | None = None, *, is_return: bool = False,
    is_public: bool = True,
) -> None:  # fmt: skip
    """Raise ChecksFailed with everything that forbids this release (the last build if not given).

    One that comes back (`is_return`) was proven when it was built, by the practice's facts of that
    day: its receipt must vouch for it whole, but its pages are not read again by today's facts.

    Words of the starter's may be shown where nobody else sees them (not `is_public`).

    Raises BedsideError when there is no site or no outbox at all.
    """
    release = release or release_of(project)
    if not (release.site / "index.html").is_file():
        message = f"{release.site}: there is no built site: run `bedside build` first"
        raise BedsideError(message)
    receipt = load_receipt(release.receipt)
    outbox = _outbox(release, receipt)
    readers = None if is_return else readers_now()
    findings = [*_records(project, release, receipt, outbox, now, readers)]
    if outbox is not None:
        listing(release.site)  # a link or device among the files is refused here
        findings += _not_standing(project, release, outbox, now)
    if outbox is not None and not is_return:
        context = Context(practice=project.practice, consents=project.consents, now=now)
        own = receipt.posts if receipt else {}
        posts = [_post(page, outbox) for page in outbox.pages if page.uid in own]
        excused = receipt.excused if receipt else {}
        report = check_site(release.site, posts, project.practice, context, excused=excused)
        findings += report.errors
        findings += starter_words(release.site) if is_public else ()
    if findings:
        raise ChecksFailed(findings)


def _outbox(release: Release, receipt: Receipt | None) -> Outbox | None:
    """Read the outbox; without one it is the missing receipt that tells the author what happened."""
    if receipt is None and not release.outbox.exists():
        return None
    return load_outbox(release.outbox)


def _records(
    project: Project,
    release: Release,
    receipt: Receipt | None,
    outbox: Outbox | None,
    now: datetime,
    readers: tuple[str, ...] | None,
) -> Iterator[Finding]:
    """Yield what receipt and outbox do not vouch for."""
    told = {one.uid for one in outbox.posts} if outbox else set()
    needed = told if receipt else told | public_uids(project, now)
    url = project.practice.practice.url
    yield from verify_receipt(
        receipt, release.site, release.outbox, posts_needed=needed,
        rules_now=[rule.code for rule in RULES], site_url=url, path=release.receipt,
        readers=readers,
    )  # fmt: skip
    if outbox and outbox.site_url != url:
        message = f"the outbox is for {outbox.site_url}, not for {url}: build it for this one"
        yield _finding("RCP002", "other-site", release.outbox, message)
    if outbox and receipt and (untold := set(receipt.posts) - {page.uid for page in outbox.pages}):
        message = f"the outbox does not tell of {len(untold)} post(s) that the site shows"
        yield _finding("RCP005", "other-outbox", release.outbox, message)


def _not_standing(
    project: Project, release: Release, outbox: Outbox, now: datetime
) -> Iterator[Finding]:
    for said in fallen(project, outbox, now):
        message = f"may not be public today: {said}"
        yield _finding("RCP006", "not-public-now", release.outbox, message)


def _finding(code: str, name: str, path: Path, message: str) -> Finding:
    return Finding(
        code=code, name=name, severity=Severity.ERROR, tier=None, path=path, line=1, column=1,
        surface="receipt", message=message, fix=_FIX,
    )  # fmt: skip


def _post(page: OutboxPage, outbox: Outbox) -> Post:
    """Return as much of the post as the rules for built pages ask for."""
    path = page.path.removesuffix("index.html")
    never = datetime.min.replace(tzinfo=UTC)
    is_listed = any(one.uid == page.uid for one in outbox.posts)
    return Post(
        uid=page.uid, title="", slug=Path(page.path).parent.name, url=f"{outbox.site_url}/{path}",
        path=path, summary="", html="", lang="", author="", category=page.category, type="",
        tags=(), published=never, modified=never, visibility=Visibility.PUBLISHED if is_listed else Visibility.HIDDEN,
        disclaimer=page.disclaimer, consent=page.consent,
        reader_lines=tuple(ReaderLine(text=one) for one in page.reader_lines), source=Path(page.path),
    )  # fmt: skip
