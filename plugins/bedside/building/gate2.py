"""Gate 2: every source that would become public is checked, and none was lost on the way."""

import re
from pathlib import Path

from bedside.adapter import Build
from bedside.checks.clean import open_pages
from bedside.checks.engine import check_sources
from bedside.checks.handouts import READ, read_handout
from bedside.checks.media import CAPTIONS, media_problem
from bedside.checks.model import Context
from bedside.checks.receipt import write_receipt
from bedside.checks.rules import RULES
from bedside.checks.sight import memory_of, readers_now, recall
from bedside.checks.site import check_site
from bedside.errors import BedsideError, ChecksFailed
from bedside.files import real_path, sha256_file
from bedside.site.pictures import smaller_names
from bedside.source import read_source

__all__ = ["check_sources_of", "context_of"]

# Also where the front matter is too broken to be read: a draft never stops the others.
_DRAFT = re.compile(r"^status:\s*[\"']?draft\b", re.IGNORECASE | re.MULTILINE)


def context_of(build: Build) -> Context:
    """Return what the rules may know of this build."""
    return Context(
        practice=build.project.practice, consents=build.project.consents, now=build.now
    )  # fmt: skip


def check_sources_of(build: Build, read: set[Path]) -> None:
    """Raise ChecksFailed with all findings in public sources; `read` is what Pelican kept.

    Drafts, scheduled and expired posts are not looked at: they leave no byte anyway, and their
    findings are for `bedside check`. A file with broken front matter is, unless it says draft:
    nobody can tell whether it is public.
    """
    public = [
        source for path, source in build.sources.items() if build.visible[path].is_public
    ]  # fmt: skip
    broken = [
        source for source in build.sources.values()
        if source.mistakes and not _DRAFT.search(source.text[: source.body_offset])
    ]  # fmt: skip
    lost = [source.path for source in public if real_path(source.path) not in read]
    if lost and not broken:
        names = ", ".join(map(str, lost))
        message = (
            f"{names}: would be left out of the site: a page's file ends with .md in small letters and"
            " stands in posts/, notices/, pages/, clinicians/, locations/, services/ or conditions/:"
            " rename or move it"
        )
        raise BedsideError(message)
    content = build.project.content
    captions = [
        read_source(content / name, content, build.project.practice.zone)
        for name in sorted(build.films)
        if not media_problem(content, name, CAPTIONS)
    ]
    handouts = [read_handout(content / name, content) for name in _as_they_are(build)]
    read_now = [*public, *broken, *captions, *handouts]
    report = check_sources(read_now, context_of(build), content=content, is_counted=False)
    build.source_report = report
    if report.errors:
        raise ChecksFailed(report.findings)


def check_site_of(build: Build, output: str) -> None:
    """Check the pages as they were written, then write the receipt that a deploy demands."""
    root, posts = Path(output), list(build.posts.values())
    practice = build.project.practice
    public = [one for path, one in build.sources.items() if build.visible[path].is_public]
    before, context = build.source_report, context_of(build)
    kept = open_pages(build.project.build / "verdicts", context, RULES) if build.is_kept else None
    report = check_site(
        root, posts, practice, context, sources=public, kept=kept,
        proofs=before.proofs if before else (), read=_read_before(build) if before else (),
        private=build.private,
    )  # fmt: skip
    build.site_report = report
    if report.errors:
        raise ChecksFailed(report.findings)
    if before is None:  # gate 2 did not run: without a receipt nothing is deployed
        return
    write_receipt(
        build.records / "receipt.json", site_url=practice.practice.url, built_at=build.now,
        rules=[*before.rules, *report.rules], sources=public, posts=posts, output=root,
        outbox=build.records / "outbox.json",
        suppressions=[*before.suppressions, *report.suppressions],
        excused=report.excused, ledger_id=build.announced.ledger_id, ledger_mark=build.announced.mark,
        readers=readers_now(), pictures=_looked_at(build, root),
    )  # fmt: skip


def _looked_at(build: Build, root: Path) -> dict[str, str]:
    """Return each published picture with the hash of its source, where today's readers saw that.

    Its smaller versions, made of nothing else, were seen with it.
    """
    content = build.project.content
    hashes = {name: sha256_file(content / name) for name in build.pictures}
    memory = memory_of(content)
    seen = {name: one for name, one in hashes.items() if recall(one, memory)}
    small = {other: one for name, one in seen.items() for other, _ in smaller_names(name)}
    return seen | {name: one for name, one in small.items() if (root / name).is_file()}


def _as_they_are(build: Build) -> list[str]:
    """Return the names of the handouts, drawings and films that are published byte for byte."""
    named = build.handouts | build.pictures | build.films
    return sorted(one for one in named if Path(one).suffix.lower() in READ)


def _read_before(build: Build) -> frozenset[str]:
    """Return the SHA-256 of the files that gate 2 has read."""
    captions = {one for one in build.films if one.lower().endswith(tuple(CAPTIONS))}
    return frozenset(
        sha256_file(build.project.content / name) for name in captions.union(_as_they_are(build))
    )
