"""The built folder read once, as a stranger would, and every rule for pages and site run over it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bedside.checks.built import Site, page_file, read_site
from bedside.checks.kept_pages import KeptPages
from bedside.checks.model import Context, Finding, Match, Proof, Report, Rule, Scope, Severity
from bedside.checks.rendered import check_rendered, registry_of
from bedside.checks.rules import RULES
from bedside.text import position

if TYPE_CHECKING:
    from bedside.post import Post, Source
    from bedside.practice import Practice

__all__ = ["Site", "check_site", "page_file", "read_site"]

MANY = 3  # the same finding on more files than this is one finding of the theme


def check_site(
    output: Path, posts: Sequence["Post"], practice: "Practice", context: Context, *,
    excused: Mapping[str, Collection[str]] | None = None, sources: Iterable["Source"] = (),
    proofs: Iterable[Proof] = (), read: Collection[str] = (),
    private: frozenset[str] = frozenset(), kept: KeptPages | None = None,
) -> Report:  # fmt: skip
    """Run every PAGE and SITE rule, and the TEXT rules on what the site says. Changes nothing.

    A finding names the post's source where there is one, or else the file's path under the site
    root, with line and column in its markup. `excused` is the receipt's, where the sources are not
    at hand; `sources` are the public ones, whose allowances hold for their pages; `proofs` are of
    this very run: what they cover is not read again, nor are files whose SHA-256 is among `read`.
    `private` are the addresses of pages that the build knows and keeps back; `kept` is what an
    earlier build found nothing in, and takes in what this one does.
    """
    proofs = tuple(proofs)
    site = read_site(output, posts, practice, private, kept, proofs)
    rules = [rule for rule in RULES if rule.scope in (Scope.PAGE, Scope.SITE)]
    findings = _all(rules, site, context)
    silent = {page.path for page in site.pages} - {_path(one, site) for one in findings}
    allowed = registry_of(posts, output)
    said = list(check_rendered(site, context, RULES, allowed, excused or {}, sources, proofs, read))
    findings += [one.finding for one in said if not one.is_excused]
    if kept and not any(one.severity is Severity.ERROR for one in findings):
        kept.save(silent)
    return Report(
        findings=tuple(dict.fromkeys(_placed(one, site) for one in _grouped(findings))), checked=len(site.pages),
        rules=tuple(rule.code for rule in rules),
        excused=tuple(dict.fromkeys(
            (one.page, one.finding.code) for one in said if one.is_excused
        )),
    )  # fmt: skip


def _all(rules: Sequence[Rule], site: Site, context: Context) -> list[Finding]:
    """Return what each rule finds, rule by rule; each page is read once for all rules on one page."""
    found: dict[str, list[Finding]] = {rule.code: [] for rule in rules}
    for page in site.fresh:
        for rule in rules:
            if rule.scope is Scope.PAGE:
                found[rule.code] += [
                    _finding(rule, match, page.file, page.html)
                    for match in rule.find(page, context)
                ]
    for rule in rules:
        if rule.scope is Scope.SITE:
            for match in rule.find(site, context):
                file = match.path or site.output
                text = _read(file) if match.start else ""
                found[rule.code].append(_finding(rule, match, file, text))
    return [one for code in found for one in found[code]]


def _path(finding: Finding, site: Site) -> str:
    """Return the place under the site root of the file that a finding is in."""
    file = finding.path
    return file.relative_to(site.output).as_posix() if file.is_relative_to(site.output) else ""


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _finding(rule: Rule, match: Match, file: Path, text: str) -> Finding:
    line, column = position(text, match.start)
    return Finding(
        code=rule.code, name=rule.name, severity=match.severity or rule.severity,
        tier=match.tier or rule.tier, path=file, line=line, column=column, surface="page",
        message=match.message or rule.summary, fix=match.fix or rule.fix, matched=text[match.start : match.end],
    )  # fmt: skip


def _placed(finding: Finding, site: Site) -> Finding:
    """Name the post's source, which the author can mend: the built file may be gone by then."""
    if not finding.path.is_relative_to(site.output):
        return finding
    path = finding.path.relative_to(site.output)
    page = site.page_at.get(path.as_posix())
    if page is None or page.post is None or not page.post.source.is_file():
        return replace(finding, path=path)
    message = f"{finding.message} (on the page {page.post.path})"
    line, column = _found(finding.matched, page.post.source)
    return replace(finding, path=page.post.source, line=line, column=column, message=message)


def _found(words: str, source: Path) -> tuple[int, int]:
    text = _read(source)
    return position(text, max(text.find(words), 0) if words else 0)


def _grouped(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Say once what a theme does on many pages."""
    same: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        same.setdefault((finding.code, finding.message), []).append(finding)
    for group in same.values():
        paths = {finding.path for finding in group}
        if len(paths) > MANY:
            message = f"{group[0].message} (and in {len(paths) - 1} more files)"
            yield replace(group[0], message=message)
        else:
            yield from group
